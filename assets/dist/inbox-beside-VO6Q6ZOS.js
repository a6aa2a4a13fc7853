import{e as o}from"./inbox-chunk-SC4E75JX.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-ON4H6MFP.js";export{o as ContactCard};
