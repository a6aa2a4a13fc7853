import{d as o}from"./inbox-chunk-QMA5OBPK.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-IRJBS2IA.js";export{o as ContactCard};
