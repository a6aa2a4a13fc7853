// Above the keyboard. A phone draws it over the page: what is seen is less than what the page takes to be the window, and on
// an iPhone the page may also be moved up. The inbox then takes exactly what is seen, so that the box and its button stand
// right above the keys and nothing has to be scrolled to.

/** Smaller differences are bars that come and go. */
const TREMBLE_PX = 1;

type Seen = Pick<VisualViewport, "height" | "offsetTop" | "scale"> & EventTarget;

export function followKeyboard(seen: Seen | null = window.visualViewport, root: HTMLElement = document.documentElement): void {
  if (!seen) return;
  let frame = 0;
  const follow = () => {
    frame = 0;
    // Whoever has zoomed in looks around by hand.
    const isCovered = seen.scale < 1.01 && root.clientHeight - seen.height > TREMBLE_PX;
    root.classList.toggle("is-covered", isCovered);
    if (!isCovered) {
      root.style.removeProperty("--seen");
      root.style.removeProperty("--seen-from");
      return;
    }
    root.style.setProperty("--seen", `${Math.round(seen.height)}px`);
    root.style.setProperty("--seen-from", `${Math.round(seen.offsetTop)}px`);
  };
  const soon = () => (frame ||= requestAnimationFrame(follow));
  seen.addEventListener("resize", soon);
  seen.addEventListener("scroll", soon);
  follow();
}
