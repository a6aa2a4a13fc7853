// The launcher's own style, in a shadow root. Constructed sheets work under a host page's `style-src 'none'`.
// `:host` rules are `!important`, because otherwise a page's `html > * {…}` would win over them.
// Names are one letter, since every visitor of every page pays for them: l launcher, o chat drawing, x cross,
// n number of unread, p panel (s shown, m full screen).

export const STYLE = `
:host{all:initial!important;position:fixed!important;display:block!important;z-index:var(--z)!important;view-transition-name:none!important}
.l,.p{position:fixed;left:var(--l,auto);right:var(--r,auto);bottom:calc(var(--y) + env(safe-area-inset-bottom));transition:.16s cubic-bezier(.2,.8,.2,1)}
.l{width:var(--d);height:var(--d);padding:0;border:0;border-radius:50%;display:grid;place-items:center;cursor:pointer;
background:var(--c);color:var(--i);box-shadow:0 4px 18px rgb(0 0 0/.22)}
[aria-busy=true]{opacity:.6}
.l:hover{transform:scale(1.05)}
.l:focus-visible{outline:3px solid var(--i);outline-offset:-6px}
svg{grid-area:1/1;width:46%;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;transition:.16s}
[aria-expanded=true] .o,[aria-expanded=false] .x{opacity:0;transform:rotate(-45deg) scale(.6)}
.n{position:absolute;top:-5px;right:-5px;min-width:8px;padding:0 6px;border-radius:12px;
background:#c2410c;color:#fff;border:2px solid #fff;font:600 12px/20px system-ui,sans-serif}
.m~.l,[hidden]{display:none!important}
.p{--y:var(--py);width:min(392px,100vw - var(--x) - 16px);height:min(704px,100dvh - var(--y) - 16px);
border-radius:20px;overflow:clip;box-shadow:0 0 0 1px rgb(0 0 0/.08),0 16px 48px rgb(0 0 0/.22);
transform-origin:bottom var(--side);opacity:0;visibility:hidden;transform:scale(.98)}
.s{opacity:1;visibility:visible;transform:none}
.m{inset:0;width:100%;height:100%;border-radius:0;transition:none}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media(forced-colors:active){.l,.p{border:2px solid ButtonText}}
@media print{:host{display:none!important}}
`;
