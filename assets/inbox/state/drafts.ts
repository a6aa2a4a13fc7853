// What an agent has begun to write, one draft a conversation, kept in this browser until it is sent.

import { signal, type Signal } from "@preact/signals";
import type { Store } from "../../shared/storage";

export interface Drafts {
  of(conversation_id: string): Signal<string>;
  keep(conversation_id: string): void;
}

export function openDrafts(store: Store, prefix: string): Drafts {
  const drafts = new Map<string, Signal<string>>();
  const of = (id: string) => {
    const known = drafts.get(id) ?? signal(store.get(prefix + id) ?? "");
    drafts.set(id, known);
    return known;
  };
  return {
    of,
    keep(id) {
      const text = of(id).value;
      if (text === "") store.remove(prefix + id);
      else store.set(prefix + id, text);
    },
  };
}
