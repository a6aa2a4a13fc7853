// When the page moves on without loading anew.

/** Single-page sites set the title a moment after the address, in milliseconds. */
const SETTLE_MS = 150;

export function watchPage(moved: () => void, options: { signal: AbortSignal }): void {
  let timer = 0;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(moved, SETTLE_MS);
  };
  addEventListener("popstate", settle, options);
  (window as { navigation?: EventTarget }).navigation?.addEventListener("currententrychange", settle, options);
}
