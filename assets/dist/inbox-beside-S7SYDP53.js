import{d as o}from"./inbox-chunk-H4NZKDVS.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-7JKDZ4HI.js";export{o as ContactCard};
