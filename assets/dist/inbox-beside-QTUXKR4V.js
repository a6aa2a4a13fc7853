import{e as o}from"./inbox-chunk-7BR7U7PK.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-ABLJDLP7.js";export{o as ContactCard};
