// What the panel may know about the page it is on. The panel, not this file, takes query and hash off before anything
// leaves the browser.

import type { PageReport } from "../../shared/protocol";
import { plainTitle } from "./title";

/** `campaign` is what the snippet says; it joins what the address says. */
export function describePage(campaign: string | undefined): PageReport {
  const { origin, href } = location;
  return { origin, url: href, title: plainTitle(), referrer: document.referrer, campaign: campaign ? { campaign } : null };
}
