// On a phone the open panel is the whole screen: the page behind it neither scrolls nor takes the focus, and the panel
// keeps clear of the on-screen keyboard, which iOS lays over the page instead of shrinking it.

export interface FullScreen {
  readonly isNeeded: boolean;
  enter(box: HTMLElement): void;
  leave(box: HTMLElement): void;
}

/** Narrow, or a phone on its side. A page without a viewport tag is laid out wide and keeps the desktop panel. */
const NEEDED = "(max-width: 480px), (max-height: 480px) and (pointer: coarse)";

export function watchFullScreen(changed: () => void, options: { signal: AbortSignal }): FullScreen {
  const query = matchMedia(NEEDED);
  query.addEventListener("change", changed, options);
  let restore: (() => void) | null = null;

  return {
    get isNeeded() {
      return query.matches;
    },
    enter(box) {
      if (restore) return;
      const stopFollowing = followKeyboard(box);
      const release = holdPage();
      restore = () => {
        stopFollowing();
        release();
      };
    },
    leave(box) {
      restore?.();
      restore = null;
      box.style.top = box.style.height = "";
    },
  };
}

function holdPage(): () => void {
  const html = document.documentElement;
  const body = document.body;
  const { scrollX, scrollY } = window;
  const { overflow } = html.style;
  const { inert } = body;
  html.style.overflow = "hidden";
  body.inert = true;
  return () => {
    html.style.overflow = overflow;
    body.inert = inert;
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  };
}

function followKeyboard(box: HTMLElement): () => void {
  const view = window.visualViewport;
  const following = new AbortController();
  const fit = () =>
    requestAnimationFrame(() => {
      if (!view || following.signal.aborted) return;
      box.style.top = `${view.offsetTop}px`;
      box.style.height = `${view.height}px`;
    });
  fit();
  view?.addEventListener("resize", fit, following);
  view?.addEventListener("scroll", fit, following);
  return () => following.abort();
}
