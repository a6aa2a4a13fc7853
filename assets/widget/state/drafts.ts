// One draft a conversation, and one for a conversation that is still to begin.

import type { Store } from "../../shared/storage";
import { openDraft, type Draft } from "./draft";

export type Drafts = ReturnType<typeof openDrafts>;

export function openDrafts(store: Store, prefix: string, mayKeep: () => boolean) {
  const open = new Map<string, Draft>();
  const keyOf = (id: string | null) => (id === null ? `${prefix}draft` : `${prefix}draft:${id}`);
  const of = (id: string | null): Draft => {
    const key = keyOf(id);
    const known = open.get(key) ?? openDraft(store, key, mayKeep);
    open.set(key, known);
    return known;
  };
  return {
    of,
    /** The conversation has begun: what was typed meanwhile goes on in it. */
    begin(id: string) {
      const text = of(null).text.value;
      if (text === "") return;
      of(null).clear();
      of(id).prepend(text);
    },
    clear() {
      for (const key of store.keys(`${prefix}draft`)) store.remove(key);
      for (const draft of open.values()) draft.clear();
    },
  };
}
