// Rows on their way out of the list: they stay a moment, so that it is seen what went.

import { signal } from "@preact/signals";

/** How long a row that one has sent away oneself can still be called back in its place, in milliseconds. */
const OWN_LEAVING_MS = 3_000;
/** How long one that others took away takes to fade. */
const LEAVING_MS = 240;

export type LeftBy = "own" | "others";

export function openDeparting() {
  const leaving = signal<ReadonlyMap<string, LeftBy>>(new Map());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return {
    leaving,
    /** `end` takes it out of its list, once its moment is over. */
    leave(id: string, by: LeftBy, end: () => void): void {
      if (leaving.value.has(id)) return;
      leaving.value = new Map(leaving.value).set(id, by);
      timers.set(id, setTimeout(end, by === "own" ? OWN_LEAVING_MS : LEAVING_MS));
    },
    stay(id: string): void {
      clearTimeout(timers.get(id));
      timers.delete(id);
      if (leaving.value.has(id)) leaving.value = new Map([...leaving.value].filter(([one]) => one !== id));
    },
  };
}
