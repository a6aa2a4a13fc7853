// What the panel may know about the page it is on, and when that changes. The panel, not this file, takes query and hash
// off before anything leaves the browser, because this file is paid for by every visitor of every page.

import type { PageReport } from "../../shared/protocol";

/** Single-page sites set the title a moment after the address, in milliseconds. */
const SETTLE_MS = 150;

/** `campaign` is what the snippet says; it joins what the address says. */
export function describePage(campaign: string | undefined): PageReport {
  const { origin, href } = location;
  const { title, referrer } = document;
  return { origin, url: href, title, referrer, campaign: campaign ? { campaign } : null };
}

/** Calls back after the page moved on without loading anew. */
export function watchPage(moved: () => void, options: { signal: AbortSignal }): void {
  let timer = 0;
  const settle = () => {
    clearTimeout(timer);
    timer = window.setTimeout(moved, SETTLE_MS);
  };
  addEventListener("popstate", settle, options);
  (window as { navigation?: EventTarget }).navigation?.addEventListener("currententrychange", settle, options);
}
