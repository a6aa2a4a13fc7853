// The browser's address and its history, as the inbox writes them.
//
// Telling the browser of a step costs as much time as drawing a conversation. So the step to one that is still fetched is
// told once it is drawn, or after a moment: before anything else that somebody does, and never behind what can be seen.

import type { HistoryLike } from "./state/place";
import { isOverPage, stepTo } from "./views/phone/way_back";

/** How long a step waits at most for what it leads to, in milliseconds. */
const LATE_MS = 100;

export interface Address extends HistoryLike {
  /** Steps wait until that is here. */
  waitFor(coming: Promise<unknown>): void;
  /** Tells what has waited. */
  settle(): void;
}

export function openAddress(): Address {
  let coming: Promise<unknown> | null = null;
  let waiting: (() => void)[] = [];

  function settle(): void {
    coming = null;
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  }
  const tell = (step: () => void) => (coming === null || isOverPage() ? (settle(), step()) : void waiting.push(step));

  for (const sign of ["keydown", "pointerdown", "pagehide"]) addEventListener(sign, settle, { capture: true });
  document.addEventListener("visibilitychange", settle);
  return {
    path: () => location.pathname + location.search,
    push: (path) => tell(() => stepTo(path)),
    replace: (path) => tell(() => history.replaceState(history.state, "", path)),
    moved: (act) =>
      addEventListener("popstate", () => {
        // Whoever went back has left what had not been told yet.
        waiting = [];
        settle();
        act();
      }),
    waitFor(what) {
      coming = what;
      const end = () => coming === what && settle();
      setTimeout(end, LATE_MS);
      void what.then(end, end);
    },
    settle,
  };
}
