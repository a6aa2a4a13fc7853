// `data-deskbell="open"` on any element: one listener for the whole page, so elements that come later work too.
// Until the widget is there a link stays a link, so it still leads somewhere when the widget is blocked.

import type { Desk } from "./commands";
import { state } from "./state";

export function watchClicks(desk: Desk, signal: AbortSignal): void {
  document.addEventListener(
    "click",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const [origin] = event.composedPath();
      const element = origin instanceof Element ? origin.closest<HTMLElement>("[data-deskbell]") : null;
      const wish = element?.dataset["deskbell"];
      if (!element || !wish) return;
      if (!state.ready && element.closest("a[href]")) return;
      event.preventDefault();
      const [command, ...rest] = wish.split(":");
      desk.run(command, rest.length ? [rest.join(":")] : [], element);
    },
    { signal },
  );
}
