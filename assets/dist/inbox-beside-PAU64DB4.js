import{e as o}from"./inbox-chunk-Z5OUNFOJ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-HXEM7U7V.js";export{o as ContactCard};
