import{d as o}from"./inbox-chunk-R5GJESYM.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-Z57KKS26.js";export{o as ContactCard};
