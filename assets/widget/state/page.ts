// What the server is told about the page: the address without query and hash, which may hold secrets, and the campaign.

import type { PageReport } from "../../shared/protocol";
import { cut } from "../../shared/well_formed";

const TEXT_MAX = 256;
const URL_MAX = 2_000;

/** `given` is what the loader describes; `origin` is what the browser vouches for. */
export function reportOf(given: PageReport, origin: string): PageReport {
  const campaign: Record<string, string> = {};
  const url = parse(given.url);
  for (const [name, value] of url?.searchParams ?? []) {
    if (/^utm_[a-z_]{1,32}$/.test(name)) campaign[name] = cut(value, TEXT_MAX);
  }
  // What the snippet says joins what the address says.
  const own = given.campaign?.["campaign"];
  if (typeof own === "string" && own.trim() !== "") campaign["campaign"] = cut(own.trim(), TEXT_MAX);
  return {
    origin,
    url: withoutSecrets(url),
    title: cut(given.title ?? "", TEXT_MAX) || null,
    referrer: withoutSecrets(parse(given.referrer)),
    ...(Object.keys(campaign).length > 0 ? { campaign } : {}),
  };
}

function parse(address: string | null | undefined): URL | null {
  try {
    return new URL(address ?? "");
  } catch {
    return null;
  }
}

function withoutSecrets(url: URL | null): string | null {
  return url && /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).slice(0, URL_MAX) : null;
}
