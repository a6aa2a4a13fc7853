// The one place where text becomes HTML. It comes from the server's sanitiser; here it goes through our Trusted Types
// policy and, still inert, through a list of elements once more. Everything else stays text.

import { useLayoutEffect, useRef } from "preact/hooks";
import { safeAction } from "../shared/text";
import { trusted } from "../shared/trusted";

/** What the server's sanitiser makes of a message's marks. */
const ELEMENTS = new Set(["P", "BR", "B", "STRONG", "I", "EM", "S", "DEL", "CODE", "PRE", "UL", "OL", "LI", "BLOCKQUOTE", "A"]);

/** What these hold is not for people. */
const WORDLESS = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "MATH"]);

export function SafeHtml({ html }: { html: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.replaceChildren(inert(html));
  }, [html]);
  return <div class="rich" ref={box} />;
}

/** Nothing runs or loads in a document of its own that nobody sees. */
function inert(html: string): DocumentFragment {
  const { body } = new DOMParser().parseFromString(trusted().createHTML(html) as string, "text/html");
  for (const element of [...body.querySelectorAll("*")]) {
    if (ELEMENTS.has(element.tagName)) keepOnlyAddress(element);
    else if (WORDLESS.has(element.tagName.toUpperCase())) element.remove();
    else element.replaceWith(document.createTextNode(element.textContent ?? ""));
  }
  const safe = document.createDocumentFragment();
  safe.append(...body.childNodes);
  return safe;
}

function keepOnlyAddress(element: Element): void {
  const href = element.tagName === "A" ? safeAction(element.getAttribute("href")) : null;
  const start = element.tagName === "OL" ? element.getAttribute("start") : null;
  for (const { name } of [...element.attributes]) element.removeAttribute(name);
  if (start !== null && /^\d{1,6}$/.test(start)) element.setAttribute("start", start);
  if (href === null) return;
  element.setAttribute("href", href);
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", "noopener noreferrer nofollow ugc");
}
