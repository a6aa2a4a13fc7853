// Fetches what the launcher needs. A server that is away leaves no trace on the page: three repeats, then silence.

import type { WidgetInit } from "../../shared/protocol";
import type { Attributes } from "./attributes";
import { warn } from "./warn";

/** Pauses before each repeat, in milliseconds. */
const PAUSES_MS = [5_000, 30_000, 300_000];

/** `language` is a tag: the words come in it. */
export async function fetchInit({ base, query }: Attributes, language: string, signal: AbortSignal): Promise<WidgetInit | null> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const response = await fetch(`${base}/api/widget/init?${query}&lang=${language}`, { credentials: "omit", signal });
      if (response.ok) return (await response.json()) as WidgetInit;
      if (response.status === 403 || response.status === 404) {
        const problem = (await response.json().catch(() => ({}))) as { detail?: string };
        warn(problem.detail ?? "refused. Check app id and origins.");
        return null;
      }
    } catch {
      // Unreachable, blocked or aborted: the page must not notice.
    }
    const pause = PAUSES_MS[attempt];
    if (!pause) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return null;
}
