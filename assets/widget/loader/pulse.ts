// The launcher moves once, when somebody has just come to the site. Nothing is stored to know that: who comes from
// another page of the same site has seen it, and so has who looks at this document.

export function pulse(launcher: HTMLElement): void {
  if (document.referrer.startsWith(`${location.origin}/`)) return;
  launcher.classList.add("a");
  launcher.onanimationend = () => launcher.classList.remove("a");
}
