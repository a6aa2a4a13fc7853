import{e as o}from"./inbox-chunk-H2KW2P7J.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-SHWP57CA.js";export{o as ContactCard};
