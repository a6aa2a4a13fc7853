// One tab at a time, by the browser's own locks.

import type { Alone } from "./state/hooks";

/**
 * A tab that has held the others up for this long, in milliseconds, is waited for no longer. A session may take a challenge,
 * its solution and a request, each up to 20 s, and all of that twice.
 */
const WAIT_MS = 120_000;

/** `locks` is missing outside of secure contexts: there every tab goes by itself, as where the browser refuses them. */
export function aloneIn(locks: LockManager | undefined): Alone {
  return async (name, act) => {
    if (locks === undefined) return act();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), WAIT_MS);
    let doing: ReturnType<typeof act> | null = null;
    const turn = locks.request(name, { signal: patience.signal }, () => {
      clearTimeout(timer);
      return (doing = act());
    });
    // What fails before its turn has come is the lock's failure, and no reason to do nothing.
    await turn.catch(() => undefined);
    clearTimeout(timer);
    return doing ?? act();
  };
}
