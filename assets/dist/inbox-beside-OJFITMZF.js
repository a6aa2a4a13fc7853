import{e as o}from"./inbox-chunk-AVFV75WQ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-CS3OY333.js";export{o as ContactCard};
