// One thing that an agent chooses and the server keeps. It holds at once, its changes reach the server in the order they
// were made, and once the last of them is answered what the server keeps is what shows.

import { signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import { openInTurn } from "./in_turn";

export interface Choice<T> {
  readonly now: ReadonlySignal<T>;
  /** As the server last said it. */
  kept(): T;
  /** Shows what is wished and sends `body`. Fails with `ApiError`; then it is as the server has it once nothing else is on its way. */
  choose(body: unknown, wish: (now: T) => T): Promise<void>;
  /** It was kept elsewhere. */
  hear(kept: T): void;
  /** The page is being left: what waits for its turn goes out now. */
  leave(): void;
  /** What was asked for when the page began has come late: whatever was kept or heard since counts more. */
  begin(kept: T): void;
}

/** `told` hears what the server has kept, once nothing more is on its way. */
export function openChoice<T>(path: string, first: T, told: (kept: T) => void): Choice<T> {
  const now = signal(first);
  let kept = first;
  let waiting = 0;
  let isUntouched = true;
  /** What was kept is not told yet. */
  let isNews = false;
  const turns = openInTurn();

  function tell(): void {
    isNews = false;
    told(kept);
  }

  function settle(): void {
    if (waiting === 0) now.value = kept;
  }

  return {
    now,
    kept: () => kept,
    async choose(body, wish) {
      waiting += 1;
      now.value = wish(now.value);
      try {
        kept = await turns.run(() => call<T>(path, { method: "PUT", body }));
        isUntouched = false;
        isNews = true;
      } finally {
        waiting -= 1;
        settle();
        if (waiting === 0 && isNews) tell();
      }
    },
    hear(heard) {
      isUntouched = false;
      kept = heard;
      settle();
    },
    leave: turns.leave,
    begin(began) {
      if (!isUntouched) return;
      kept = began;
      settle();
    },
  };
}
