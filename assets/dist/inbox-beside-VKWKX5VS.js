import{e as o}from"./inbox-chunk-LAUQAV6J.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-T5UKESHP.js";export{o as ContactCard};
