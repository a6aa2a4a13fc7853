// Which rows of the list are chosen, to do something to all of them at once. Another list begins with none.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Entry } from "./order";

export type Selecting = ReturnType<typeof openSelecting>;

export function openSelecting(entries: ReadonlySignal<readonly Entry[]>) {
  const chosen = signal<ReadonlySet<string>>(new Set());
  /** Where a range begins. */
  const anchor = signal<string | null>(null);
  const placeOf = (id: string | null) => entries.value.findIndex((entry) => entry.id === id);

  return {
    /** The row that the keyboard stands on. */
    cursor: signal<string | null>(null),
    /** Those that are still in the list, in its order. */
    ids: computed(() => (chosen.value.size === 0 ? [] : entries.value.filter((entry) => chosen.value.has(entry.id)).map((entry) => entry.id))),
    isOn: computed(() => chosen.value.size > 0),
    has: (id: string) => chosen.value.has(id),
    toggle(id: string): void {
      const others = new Set(chosen.value);
      if (!others.delete(id)) others.add(id);
      chosen.value = others;
      anchor.value = id;
    },
    /** Everything from where the last choice was made to here. */
    rangeTo(id: string): void {
      const [from, to] = [placeOf(anchor.value), placeOf(id)];
      if (to === -1) return;
      const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
      chosen.value = new Set([...chosen.value, ...entries.value.slice(first, last + 1).map((entry) => entry.id)]);
      if (from === -1) anchor.value = id;
    },
    /** All that are loaded. */
    all: () => (chosen.value = new Set(entries.value.map((entry) => entry.id))),
    only: (ids: readonly string[]) => (chosen.value = new Set(ids)),
    clear(): void {
      if (chosen.value.size > 0) chosen.value = new Set();
      anchor.value = null;
    },
  };
}
