import{e as o}from"./inbox-chunk-QAQX7P73.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-WHJZ7XKP.js";export{o as ContactCard};
