// `data-deskbell="open"` on any element: one listener for the whole page, so elements that come later work too.
// Until the widget is there a link stays a link, so it still leads somewhere when the widget is blocked.

import type { Desk } from "./commands";

/** What an element may ask for. Words that visitors can put on a page must not sign anybody out. */
const ALLOWED = /^(open|close|toggle|show\w+)$/;

export function watchClicks(desk: Desk, signal: AbortSignal): void {
  document.addEventListener(
    "click",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const [origin] = event.composedPath();
      const element = origin instanceof Element ? origin.closest<HTMLElement>("[data-deskbell]") : null;
      const [command, ...rest] = element?.dataset["deskbell"]?.split(":") ?? [];
      if (!element || !ALLOWED.test(command!)) return;
      if (!desk.mayOpen() && element.closest("a[href]")) return;
      event.preventDefault();
      desk.run(command, rest.length ? [rest.join(":")] : [], element);
    },
    { signal },
  );
}
