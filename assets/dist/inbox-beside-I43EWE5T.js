import{d as o}from"./inbox-chunk-DZJNPSXN.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-BABHVL67.js";export{o as ContactCard};
