import{e as o}from"./inbox-chunk-NGKMFEJO.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-QWIBAOOH.js";export{o as ContactCard};
