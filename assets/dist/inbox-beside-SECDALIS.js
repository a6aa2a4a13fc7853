import{e as o}from"./inbox-chunk-YJYFPMCJ.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-M3SYOYX4.js";export{o as ContactCard};
