import{e as o}from"./inbox-chunk-7NT25WCJ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-GSXDY5VJ.js";export{o as ContactCard};
