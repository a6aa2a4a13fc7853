// The browser's address and its history, as the inbox writes them.
//
// What a browser does for a step of its history takes about as long as drawing a conversation. So the step to one that is
// still fetched is told together with its messages, or after a moment where they are late. It comes before anything that
// somebody does to the page; a way back that the page does not hear of, pressed within that moment, takes one step more.

import type { HistoryLike } from "./state/place";

/** How long a step waits at most for what it leads to, in milliseconds. */
const LATE_MS = 100;

export interface AddressParts extends HistoryLike {
  /** Whether a step may wait at all now. */
  mayWait(): boolean;
  /** `act` runs before anything that somebody does is heard, and before the page goes. */
  touched(act: () => void): void;
}

export interface Address extends HistoryLike {
  /** Steps that are told from now on wait until that is here. */
  waitFor(coming: Promise<unknown>): void;
  /** Tells what has waited. */
  settle(): void;
}

export function openAddress({ path, push, replace, moved, mayWait, touched }: AddressParts): Address {
  let coming: Promise<unknown> | null = null;
  let waiting: (() => void)[] = [];

  function settle(): void {
    coming = null;
    for (let tell = waiting.shift(); tell; tell = waiting.shift()) tell();
  }
  function tell(step: () => void): void {
    waiting.push(step);
    if (coming === null || !mayWait()) settle();
  }

  touched(settle);
  return {
    path,
    push: (to) => tell(() => push(to)),
    replace: (to) => tell(() => replace(to)),
    moved: (act) =>
      moved(() => {
        // Whoever went back has left what had not been told yet.
        waiting = [];
        coming = null;
        act();
      }),
    waitFor(what) {
      coming = what;
      const end = () => coming === what && settle();
      setTimeout(end, LATE_MS);
      // What fails goes on failing: it is told by whoever looks for faults.
      void what.finally(end);
    },
    settle,
  };
}
