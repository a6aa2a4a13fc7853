// The launcher's own style, in a shadow root. Constructed sheets work under a host page's `style-src 'none'`.
// `:host` rules are `!important`, because otherwise a page's `html > * {…}` would win over them.
// Names are one letter, since every visitor of every page pays for them: l launcher (w with words, a moves once),
// o drawing, x cross, v words, n number of unread, p panel (s shown, q at once, m full screen),
// t bubble (u its words, k their line, y its cross).

export const STYLE = `
:host{all:initial!important;position:fixed!important;display:block!important;z-index:var(--z)!important;view-transition-name:none!important}
.l,.p,.t{position:fixed;left:var(--l,auto);right:var(--r,auto);bottom:calc(var(--y) + env(safe-area-inset-bottom));transition:.16s cubic-bezier(.2,.8,.2,1)}
.l{width:var(--d);height:var(--d);padding:0;border:0;border-radius:99px;display:grid;place-content:center;place-items:center;cursor:pointer;
background:var(--c);color:var(--i);box-shadow:0 4px 18px rgb(0 0 0/.22)}
.w{width:auto;max-width:calc(100vw - var(--x) - 8px);padding:0 20px;gap:8px;font:600 15px system-ui,sans-serif}
[aria-busy=true]{opacity:.6}
.l:hover{transform:scale(1.05)}
.l:focus-visible{outline:3px solid var(--i);outline-offset:-6px}
.o,.x{grid-area:1/1;width:calc(var(--d)*.46);fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;transition:.16s}
img.o{width:calc(var(--d)*.8);height:calc(var(--d)*.8);border-radius:50%;object-fit:cover}
.v{grid-row:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
[aria-expanded=true] .o,[aria-expanded=false] .x{opacity:0;transform:rotate(-45deg) scale(.6)}
.n{position:absolute;top:-5px;right:-5px;min-width:8px;padding:0 6px;border-radius:12px;
background:#c2410c;color:#fff;border:2px solid #fff;font:600 12px/20px system-ui,sans-serif}
.m~.l,.m~.t,[hidden],[aria-expanded=true] .v{display:none!important}
.p,.t{--y:var(--py);box-shadow:0 0 0 1px rgb(0 0 0/.08),0 16px 48px rgb(0 0 0/.22)}
.p{width:min(392px,100vw - var(--x) - 16px);height:min(704px,100dvh - var(--y) - 16px);
border-radius:20px;overflow:clip;
transform-origin:bottom var(--side);opacity:0;visibility:hidden;transform:scale(.98)}
.s{opacity:1;visibility:visible;transform:none}
.m{inset:0;width:100%;height:100%;border-radius:0}
.m,.q{transition:none}
.t{display:flex;max-width:min(300px,60vw);border-radius:14px;background:Canvas;color:CanvasText;color-scheme:var(--t)}
.u,.y{all:unset;cursor:pointer;padding:12px 0 12px 16px;font:14px/1.4 system-ui,sans-serif;overflow-wrap:anywhere}
.y{flex:none;width:44px;padding:0;text-align:center}
.u:focus-visible,.y:focus-visible{outline:2px solid;outline-offset:-4px;border-radius:12px}
.k{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}
.a{animation:a 1s ease-in-out 1s}
@keyframes a{50%{transform:scale(1.1)}}
@media(prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
@media(forced-colors:active){.l,.p,.t{border:2px solid ButtonText}}
@media print{:host{display:none!important}}
`;
