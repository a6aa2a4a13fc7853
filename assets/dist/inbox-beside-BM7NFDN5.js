import{e as o}from"./inbox-chunk-C3G75GJQ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-LKIOMYBG.js";export{o as ContactCard};
