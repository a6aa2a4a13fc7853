// Which picker is open, and for which conversations. Rows, the thread's head, the bar for many, and keys all open the same.

import { signal, type ReadonlySignal } from "@preact/signals";

/** `row` is everything that can be done to a row, by name. */
export type Kind = "assign" | "snooze" | "tags" | "priority" | "row";

/** Where on the screen it was asked for, in pixels; null where by key. */
export interface Anchor {
  left: number;
  top: number;
  bottom: number;
}

export interface Choice {
  kind: Kind;
  ids: readonly string[];
  anchor: Anchor | null;
}

export type Choosing = ReturnType<typeof openChoosing>;

export function openChoosing() {
  const choice = signal<Choice | null>(null);
  return {
    choice: choice as ReadonlySignal<Choice | null>,
    open(kind: Kind, ids: readonly string[], anchor: Anchor | null = null): void {
      if (ids.length > 0) choice.value = { kind, ids, anchor };
    },
    close: () => (choice.value = null),
  };
}
