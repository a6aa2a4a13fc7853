import{d as o}from"./inbox-chunk-O6UIJK2X.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-7764LLZL.js";export{o as ContactCard};
