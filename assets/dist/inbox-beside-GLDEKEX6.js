import{e as o}from"./inbox-chunk-4NB3Y4NI.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-RB3LOG4L.js";export{o as ContactCard};
