import{e as o}from"./inbox-chunk-RTRF6BKC.js";import"./inbox-chunk-GZEKVASC.js";import"./inbox-chunk-P4WVBDXY.js";export{o as ContactCard};
