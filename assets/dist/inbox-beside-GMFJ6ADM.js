import{d as o}from"./inbox-chunk-WB3BFTR3.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-3HFUKS4S.js";export{o as ContactCard};
