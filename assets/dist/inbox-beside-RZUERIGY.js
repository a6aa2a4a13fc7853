import{e as o}from"./inbox-chunk-4QDSMR65.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-CF5IORUX.js";export{o as ContactCard};
