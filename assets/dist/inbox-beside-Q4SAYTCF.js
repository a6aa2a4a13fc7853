import{e as o}from"./inbox-chunk-GH7CJUBN.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-BW6OJDIR.js";export{o as ContactCard};
