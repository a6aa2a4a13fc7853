// On a phone the open panel is the whole screen: the page behind it neither scrolls nor takes the focus, and the panel
// keeps clear of the on-screen keyboard, which iOS lays over the page instead of shrinking it. Back closes it where the
// browser can tell us; the page's history is never touched.

/** The newer browsers' word for "Back, Escape or whatever else closes things on this device". */
type CloseWatching = new () => EventTarget & { destroy(): void };

/** Holds the page still, follows the keyboard and hears Back; returns what undoes it all. */
export function holdScreen(box: HTMLElement, back: () => void): () => void {
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
