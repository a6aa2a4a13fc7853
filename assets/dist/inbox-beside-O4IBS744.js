import{e as o}from"./inbox-chunk-U67YHUQH.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-HHXMCI5P.js";export{o as ContactCard};
