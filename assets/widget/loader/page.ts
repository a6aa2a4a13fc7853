// What the panel may know about the page it is on, and when that changes. The panel, not this file, takes query and hash
// off before anything leaves the browser, because this file is paid for by every visitor of every page.

import type { PageReport } from "../../shared/protocol";

/** Single-page sites set the title a moment after the address, in milliseconds. */
const SETTLE_MS = 150;

export function describePage(): PageReport {
  return { origin: location.origin, url: location.href, title: document.title, referrer: document.referrer };
}

/** Calls back after the page moved on without loading anew. */
export function watchPage(moved: () => void, options: { signal: AbortSignal }): void {
  const settle = () => setTimeout(moved, SETTLE_MS);
  addEventListener("popstate", settle, options);
  (window as { navigation?: EventTarget }).navigation?.addEventListener("currententrychange", settle, options);
}
