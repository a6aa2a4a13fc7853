// What was done to a person or a list last, for as long as it is offered to take it back.

import { signal, type ReadonlySignal } from "@preact/signals";
import { ApiError } from "../../shared/api";
import { UNDO_MS } from "./acts";

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
  /** Why it could not be taken back. */
  problem: string | null;
  /** Whether asking (again) may take it back. */
  mayRetry: boolean;
}

export function openDeeds() {
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
    offer: (words: string, name: string, about: readonly string[], undo: Deed["undo"]) => show({ words, name, about, at: Date.now(), undo, problem: null, mayRetry: true }),
    async undo(): Promise<void> {
      const deed = last.value;
      if (deed === null) return;
      show(null);
      under.add(deed);
      try {
        await deed.undo();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // Something else was done meanwhile: that is what can be taken back now. Fields that are not as they were stay so.
        if (last.value === null && under.has(deed)) show({ ...deed, problem: error.message, mayRetry: error.fields.length === 0 });
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
