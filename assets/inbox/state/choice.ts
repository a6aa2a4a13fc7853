// One thing that an agent chooses and the server keeps. It holds at once, its changes reach the server in the order they
// were made, and once the last of them is answered what the server keeps is what shows.

import { signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";

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
  /** What was asked for when the page began has come late: whatever was chosen or heard since counts more. */
  begin(kept: T): void;
}

/** `told` hears what the server keeps, whenever nothing more is on its way. */
export function openChoice<T>(path: string, first: T, told: (kept: T) => void): Choice<T> {
  const now = signal(first);
  let kept = first;
  let waiting = 0;
  let isUntouched = true;
  let last: Promise<unknown> = Promise.resolve();
  /** What waits for its turn. */
  const gates = new Set<() => void>();

  function inTurn(body: unknown): Promise<T> {
    const turn = new Promise<void>((open) => {
      gates.add(open);
      void last.then(() => open());
      void last.then(() => gates.delete(open));
    }).then(() => call<T>(path, { method: "PUT", body }));
    last = turn.catch(() => undefined);
    return turn;
  }

  function settle(): void {
    if (waiting === 0) now.value = kept;
  }

  return {
    now,
    kept: () => kept,
    async choose(body, wish) {
      isUntouched = false;
      waiting += 1;
      now.value = wish(now.value);
      try {
        kept = await inTurn(body);
      } finally {
        waiting -= 1;
        settle();
        if (waiting === 0) told(kept);
      }
    },
    hear(heard) {
      isUntouched = false;
      kept = heard;
      settle();
    },
    leave: () => gates.forEach((open) => open()),
    begin(began) {
      if (!isUntouched) return;
      kept = began;
      settle();
    },
  };
}
