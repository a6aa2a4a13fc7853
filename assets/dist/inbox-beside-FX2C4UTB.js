import{e as o}from"./inbox-chunk-PKCBPGRP.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-56RGE47W.js";export{o as ContactCard};
