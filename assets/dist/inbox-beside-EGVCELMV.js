import{e as o}from"./inbox-chunk-LL26LXP5.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-JWTWGJ24.js";export{o as ContactCard};
