// What was done to a person or a list last, for as long as it is offered to take it back.

import { signal, type ReadonlySignal } from "@preact/signals";
import { UNDO_MS } from "./acts";
import type { Heed } from "./heeding";
import { mayPass } from "./patience";

export type Deeds = ReturnType<typeof openDeeds>;

export interface Deed {
  /** The name of what is said of it, and whom or what it was done to. */
  words: string;
  name: string;
  /** The ids of what it is about. */
  about: readonly string[];
  /** When, in milliseconds since 1970. */
  at: number;
  undo(): Promise<unknown>;
  /** Whether undoing it once more does no harm where nobody heard whether it was undone. */
  isRepeatable: boolean;
  /** Why it could not be taken back. */
  problem: string | null;
  /** Whether asking (again) may take it back. */
  mayRetry: boolean;
}

export function openDeeds(heed: Heed) {
  const last = signal<Deed | null>(null);
  /** What is being taken back. */
  const under = new Set<Deed>();
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
    offer: (words: string, name: string, about: readonly string[], undo: Deed["undo"], isRepeatable = true) =>
      show({ words, name, about, at: Date.now(), undo, isRepeatable, problem: null, mayRetry: true }),
    async undo(): Promise<void> {
      const deed = last.value;
      if (deed === null) return;
      show(null);
      under.add(deed);
      try {
        await deed.undo();
      } catch (error) {
        const refusal = heed(error);
        // What stands in the way may go, such as a later merge; fields that are not as they were stay so.
        const isInTheWay = refusal.status === 409 && refusal.fields.length === 0;
        const mayRetry = deed.isRepeatable && (mayPass(refusal) || isInTheWay);
        // Something else was done meanwhile: that is what can be taken back now.
        if (last.value === null && under.has(deed)) show({ ...deed, problem: refusal.message, mayRetry });
      } finally {
        under.delete(deed);
      }
    },
    /** What this is about is gone, or it was taken back elsewhere. */
    drop(id: string): void {
      for (const deed of under) if (deed.about.includes(id)) under.delete(deed);
      if (last.value?.about.includes(id)) show(null);
    },
    /** It stays done. */
    close: () => show(null),
  };
}
