import{e as o}from"./inbox-chunk-HHOI5YGJ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-CM7XFIQQ.js";export{o as ContactCard};
