// The launcher's own style, in a shadow root. Constructed sheets work under a host page's `style-src 'none'`.
// `:host` rules are `!important`, because otherwise a page's `html > * {…}` would win over them.
// A transparent border shows itself where the system forces its own colours. Names are one letter, since every visitor of every page pays for them: l launcher (w with words, a moves once),
// o drawing, v words, t a line beside it. The panel's box
// brings its own style.

export const STYLE = `
:host{all:initial!important;position:fixed!important;z-index:var(--z)!important}
.l,.t{position:fixed;left:var(--l,auto);right:var(--r,auto);bottom:calc(var(--y) + env(safe-area-inset-bottom));
border:2px solid transparent;font:600 15px system-ui,sans-serif;cursor:pointer;box-shadow:0 4px 18px rgb(0 0 0/.22);transition:.16s cubic-bezier(.2,.8,.2,1)}
.l{width:var(--d);height:var(--d);padding:0;border-radius:99px;display:grid;place-items:center;justify-content:center;
background:var(--c);color:var(--i)}
.w{width:auto;max-width:calc(100vw - var(--x) - 8px);padding:0 1.2em;gap:8px}
[aria-busy=true]{opacity:.6}
.l:hover{transform:scale(1.05)}
.l:focus-visible{outline:3px solid var(--i);outline-offset:-6px}
.o{grid-area:1/1;width:calc(var(--d)*.46);fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
img.o{width:calc(var(--d)*.8);height:calc(var(--d)*.8);border-radius:50%;object-fit:cover}
.v{grid-row:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
[hidden]{display:none!important}
.t{--y:var(--py);padding:12px 16px;max-width:60vw;border-radius:14px;background:Canvas;color:CanvasText;color-scheme:var(--t)}
.t::after{content:" ✕"/""}
.a{animation:a 1s 1s}
@keyframes a{50%{transform:scale(1.1)}}
@media(prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
@media print{:host{display:none!important}}
`;
