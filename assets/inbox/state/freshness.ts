// Whether the server has newer files than this page runs on. An old page that talks to a newer server may be misunderstood,
// so the page reloads: by itself where nobody would notice, else when its reader likes. What is written is kept either way.

import { signal, type ReadonlySignal } from "@preact/signals";

export type Freshness = ReturnType<typeof openFreshness>;

/** How often a page that stands open asks, and how often a stale one looks for a moment to reload, in milliseconds. */
const ASK_MS = 30 * 60_000;
const LOOK_MS = 20_000;

export interface FreshnessParts {
  /** The document as the server has it now; fails where that cannot be had. */
  frame(): Promise<string>;
  /** The address of the script that this page began with. */
  entry: string;
  /** Nobody is at it, nothing is half written or half done. */
  isQuiet(): boolean;
  reload(): void;
  /** Does something again and again; tests pass their own. Answers what ends it. */
  every?(act: () => void, pause_ms: number): () => void;
}

function every(act: () => void, pause_ms: number): () => void {
  const timer = setInterval(act, pause_ms);
  return () => clearInterval(timer);
}

export function openFreshness({ frame, entry, isQuiet, reload, every: repeat = every }: FreshnessParts) {
  const isStale = signal(false);
  let stopLooking: (() => void) | undefined;

  /** Answers whether the page is of another build than the server; false where nobody can tell. */
  async function check(): Promise<boolean> {
    if (isStale.value || entry === "") return isStale.value;
    const text = await frame().catch(() => entry);
    if (!text.includes(entry)) {
      isStale.value = true;
      stopLooking ??= repeat(() => isQuiet() && reload(), LOOK_MS);
    }
    return isStale.value;
  }

  const stopAsking = repeat(() => void check(), ASK_MS);
  return {
    isStale: isStale as ReadonlySignal<boolean>,
    check,
    reload,
    stop(): void {
      stopAsking();
      stopLooking?.();
    },
  };
}
