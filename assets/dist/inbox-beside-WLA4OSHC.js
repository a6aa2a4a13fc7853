import{e as o}from"./inbox-chunk-P47MPA6G.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-QKTGNSUD.js";export{o as ContactCard};
