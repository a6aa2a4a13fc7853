// How many conversations stand in each view: asked anew soon after something happened, and never more often than once a second.

import { signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import type { CountsOf } from "./wire";

export type Counting = ReturnType<typeof openCounting>;

const PAUSE_MS = 1_000;
/** The server counts no further. */
const COUNT_MAX = 1_000;

export function openCounting(attempt: <T>(act: () => Promise<T>) => Promise<T | undefined>) {
  const counts = signal<Readonly<Record<string, number>>>({});
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = 0;
  /** The position of what is shown: an answer that was longer on its way says nothing any more. */
  let shownAt = 0;

  async function renew(): Promise<void> {
    timer = undefined;
    askedAt = Date.now();
    const found = await attempt(() => call<CountsOf>("/api/inbox/counts"));
    if (!found || found.seq < shownAt) return;
    shownAt = found.seq;
    counts.value = found.counts;
  }

  return {
    counts: counts as ReadonlySignal<Readonly<Record<string, number>>>,
    renew,
    /** Something happened that may have changed a count. */
    changed(): void {
      timer ??= setTimeout(() => void renew(), Math.max(0, askedAt + PAUSE_MS - Date.now()));
    },
    /** As it is shown: "·" until it is known. */
    wordsOf(view: string): string {
      const count = counts.value[view];
      if (count === undefined) return "·";
      return count >= COUNT_MAX ? "999+" : String(count);
    },
  };
}
