import{e as o}from"./inbox-chunk-GGCTCTXQ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-UQI2CRJ3.js";export{o as ContactCard};
