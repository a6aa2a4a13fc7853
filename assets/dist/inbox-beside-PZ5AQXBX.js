import{e as o}from"./inbox-chunk-NIXCVKY5.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-J4H7PLQB.js";export{o as ContactCard};
