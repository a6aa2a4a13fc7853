// What was done to a person last, for as long as it is offered to take it back.

import { signal, type ReadonlySignal } from "@preact/signals";
import { ApiError } from "../../shared/api";
import { UNDO_MS } from "./acts";

export type Deeds = ReturnType<typeof openDeeds>;

export interface Deed {
  /** The name of what is said of it, and whom it was done to. */
  words: string;
  name: string;
  /** When, in milliseconds since 1970. */
  at: number;
  undo(): Promise<unknown>;
  /** Why it could not be taken back. */
  problem: string | null;
}

export function openDeeds() {
  const last = signal<Deed | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(deed: Deed | null): void {
    clearTimeout(timer);
    last.value = deed;
    // What went wrong stays until somebody has seen it.
    if (deed?.problem === null) timer = setTimeout(() => (last.value = null), UNDO_MS);
  }

  return {
    last: last as ReadonlySignal<Deed | null>,
    /** It is done, and can be taken back. */
    offer: (words: string, name: string, undo: Deed["undo"]) => show({ words, name, at: Date.now(), undo, problem: null }),
    async undo(): Promise<void> {
      const deed = last.value;
      if (deed === null) return;
      show(null);
      try {
        await deed.undo();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // Something else was done meanwhile: that is what can be taken back now.
        if (last.value === null) show({ ...deed, problem: error.message });
      }
    },
    /** It stays done, or was taken back elsewhere. */
    close: () => show(null),
  };
}
