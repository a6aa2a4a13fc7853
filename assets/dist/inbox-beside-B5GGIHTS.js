import{e as o}from"./inbox-chunk-477YJE73.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-TIF3Z27N.js";export{o as ContactCard};
