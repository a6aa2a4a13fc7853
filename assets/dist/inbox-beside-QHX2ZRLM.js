import{d as o}from"./inbox-chunk-SYMCNCQ5.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-CWU4OMMW.js";export{o as ContactCard};
