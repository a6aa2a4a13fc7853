// Which list stands open over the box while somebody writes: colleagues behind `@`, saved replies behind `/`.
//
// **Invariant:** only typing opens it. Whoever walks through the box with Tab, or puts the caret somewhere, keeps Tab and
// Enter for what they always do.

import { computed, signal } from "@preact/signals";
import type { Mode } from "./drafts";
import { askedFor, type Asked } from "./mentions";

export interface Wanted extends Asked {
  sign: "@" | "/";
}

/** What is being typed; people are named in notes only. */
export function wantedAt(mode: Mode, text: string, caret: number): Wanted | null {
  const person = mode === "note" ? askedFor("@", text, caret) : null;
  const saved = askedFor("/", text, caret);
  if (person && (!saved || person.from > saved.from)) return { sign: "@", ...person };
  return saved && { sign: "/", ...saved };
}

export type Asking = ReturnType<typeof openAsking>;

export function openAsking() {
  const wanted = signal<Wanted | null>(null);
  /** Which one Enter takes. */
  const at = signal(0);
  /** Where the list was put away. */
  const dismissed = signal<number | null>(null);
  /** What was chosen stands there: while it does, nothing is offered for it. */
  const taken = signal<Asked | null>(null);
  const isTaken = (found: Wanted) => taken.value?.from === found.from && found.query.startsWith(taken.value.query);

  function follow(found: Wanted | null): void {
    if (found?.from !== wanted.value?.from || found?.query !== wanted.value?.query) at.value = 0;
    if (found === null || found.from !== dismissed.value) dismissed.value = null;
    if (found === null || !isTaken(found)) taken.value = null;
    wanted.value = found;
  }

  return {
    at,
    dismissed,
    /** What is offered now. */
    shown: computed(() => (dismissed.value === null && taken.value === null ? wanted.value : null)),
    /** Something was typed, and this is sought now. */
    typed(found: Wanted | null): void {
      // A sign alone begins anew, also where another one was put away in a text that is sent by now.
      if (found?.query === "") dismissed.value = null;
      follow(found);
    },
    /** The caret was moved: an open list goes along, a closed one stays closed. */
    moved(found: Wanted | null): void {
      if (wanted.value !== null) follow(found);
    },
    /** One was chosen: this stands there now, from its sign on. */
    took(from: number, words: string): void {
      taken.value = { from, query: words.slice(1).trimEnd() };
      wanted.value = null;
    },
    /** The keyboard has left the box. */
    left: () => void (wanted.value = null),
  };
}
