import{e as o}from"./inbox-chunk-CBIS2OQY.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-LGXJNUGV.js";export{o as ContactCard};
