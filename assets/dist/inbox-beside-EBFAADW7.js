import{e as o}from"./inbox-chunk-EXWIMTA6.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-LSB26QXU.js";export{o as ContactCard};
