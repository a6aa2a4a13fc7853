import{e as o}from"./inbox-chunk-BPJYR463.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-F7UNPXFI.js";export{o as ContactCard};
