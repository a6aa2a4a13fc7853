// The style of the panel's box, beside the loader's own. p box (s shown, q at once, m the whole screen),
// e bubble (u its words, k their line, y its cross), n number of unread, x cross.
// The box is visible the moment it is shown: a frame that is still hidden, if only for the first instant of a transition,
// takes no focus.

export const STYLE = `
.p{position:fixed;left:var(--l,auto);right:var(--r,auto);bottom:calc(var(--py) + env(safe-area-inset-bottom));
width:min(392px,100vw - var(--x) - 16px);height:min(704px,100dvh - var(--py) - 16px);
border-radius:20px;overflow:clip;box-shadow:0 0 0 1px rgb(0 0 0/.08),0 16px 48px rgb(0 0 0/.22);
transition:opacity .16s,transform .16s,visibility 0s .16s;transform-origin:bottom var(--side);opacity:0;visibility:hidden;transform:scale(.98)}
.s{opacity:1;visibility:visible;transform:none;transition-delay:0s}
.m{inset:0;width:100%;height:100%;border-radius:0}
.m,.q{transition:none}
.m~.l,.m~.t{display:none!important}
.e{box-sizing:border-box;display:flex;padding:0;max-width:min(300px,60vw);box-shadow:0 0 0 1px rgb(0 0 0/.08),0 16px 48px rgb(0 0 0/.22)}
.e::after{content:none}
.u,.y{all:unset;cursor:pointer;padding:12px 0 12px 16px;font:14px/1.4 system-ui,sans-serif;overflow-wrap:anywhere}
.y{flex:none;width:44px;padding:0;text-align:center}
.u:focus-visible,.y:focus-visible{outline:2px solid;outline-offset:-4px;border-radius:12px}
.k{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
.o{transition:.16s}
[aria-expanded=true] .o:not(.x),[aria-expanded=false] .x{opacity:0;transform:rotate(-45deg) scale(.6)}
[aria-expanded=true] .v,[aria-expanded=true] .n{display:none}
.n{position:absolute;top:-7px;right:-7px;min-width:8px;padding:0 6px;border-radius:12px;
background:#c2410c;color:#fff;border:2px solid #fff;font:600 12px/20px system-ui,sans-serif}
@media(forced-colors:active){.p{border:2px solid ButtonText}}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}
`;
