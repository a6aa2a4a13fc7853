import{e as o}from"./inbox-chunk-Y5AD5Y6P.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-X7WOH5PO.js";export{o as ContactCard};
