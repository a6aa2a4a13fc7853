import{e as o}from"./inbox-chunk-JTL5VF5I.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-IITX6LXB.js";export{o as ContactCard};
