// The launcher moves once, when somebody has just come to the site. Nothing is stored to know that: who comes from
// another page of the same site has seen it, and so has who looks at this document.

/** On the document: in a body that comes back, or a widget that is destroyed and loaded again, nothing moves twice. */
const SEEN = Symbol.for("deskbell:seen");

export function isFirstPage(): boolean {
  const isFirst = !(SEEN in document) && !document.referrer.startsWith(`${location.origin}/`);
  Object.defineProperty(document, SEEN, { value: true, configurable: true });
  return isFirst;
}

export function pulse(launcher: HTMLElement): void {
  const stop = () => launcher.classList.remove("a");
  launcher.classList.add("a");
  launcher.addEventListener("animationend", stop, { once: true });
}
