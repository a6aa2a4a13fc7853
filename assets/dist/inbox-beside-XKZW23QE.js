import{e as o}from"./inbox-chunk-YH7K5JOE.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-F3RCUNZ6.js";export{o as ContactCard};
