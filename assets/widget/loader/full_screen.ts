// On a phone the open panel is the whole screen: the page behind it neither scrolls nor takes the focus, and the panel
// keeps clear of the on-screen keyboard, which iOS lays over the page instead of shrinking it. Back closes it where the
// browser can tell us; the page's history is never touched.

export interface FullScreen {
  readonly isNeeded: boolean;
  /** Takes the whole screen for the box, or gives it back. */
  take(box: HTMLElement, isTaken: boolean): void;
}

/** The newer browsers' word for "Back, Escape or whatever else closes things on this device". */
type CloseWatching = new () => EventTarget & { destroy(): void };

/** Narrow, or a phone on its side. A page without a viewport tag is laid out wide and keeps the desktop panel. */
const NEEDED = "(max-width: 480px), (max-height: 480px) and (pointer: coarse)";

/** `changed` when the screen becomes a phone's or no longer is; `back` when the visitor goes back on a phone. */
export function watchFullScreen(changed: () => void, back: () => void, options: { signal: AbortSignal }): FullScreen {
  const query = matchMedia(NEEDED);
  query.addEventListener("change", changed, options);
  let release: (() => void) | null = null;

  return {
    get isNeeded() {
      return query.matches;
    },
    take(box, isTaken) {
      if (isTaken === !!release) return;
      release?.();
      release = isTaken ? hold(box, back) : null;
    },
  };
}

/** Holds the page still, follows the keyboard and hears Back; returns what undoes it all. */
function hold(box: HTMLElement, back: () => void): () => void {
  const html = document.documentElement;
  const { body } = document;
  const { scrollX, scrollY, visualViewport: view } = window;
  const { overflow } = html.style;
  const { inert } = body;
  const following = new AbortController();
  const fit = () =>
    requestAnimationFrame(() => {
      if (!view || following.signal.aborted) return;
      box.style.top = `${view.offsetTop}px`;
      box.style.height = `${view.height}px`;
    });
  const { CloseWatcher } = window as { CloseWatcher?: CloseWatching };
  const watcher = CloseWatcher && new CloseWatcher();
  watcher?.addEventListener("close", back, following);
  html.style.overflow = "hidden";
  body.inert = true;
  fit();
  view?.addEventListener("resize", fit, following);
  view?.addEventListener("scroll", fit, following);
  return () => {
    following.abort();
    watcher?.destroy();
    box.style.top = box.style.height = "";
    html.style.overflow = overflow;
    body.inert = inert;
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  };
}
