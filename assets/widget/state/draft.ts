// What the visitor has begun to write. It is kept across a reload only by a browser that has acted before.

import { signal } from "@preact/signals";
import type { Store } from "../../shared/storage";

export type Draft = ReturnType<typeof openDraft>;

export function openDraft(store: Store, key: string, mayKeep: () => boolean) {
  const text = signal(store.get(key) ?? "");
  const keep = () => {
    if (text.value === "") store.remove(key);
    else if (mayKeep()) store.set(key, text.value);
  };
  return {
    text,
    keep,
    clear() {
      text.value = "";
      keep();
    },
    /** A text the page gives: before what is there already, and once only. */
    offer(given: string) {
      if (given === "" || text.value === given || text.value.startsWith(`${given}\n`)) return;
      text.value = text.value === "" ? given : `${given}\n${text.value}`;
      keep();
    },
    /** Puts a text before what is there already: nothing written is lost. */
    prepend(more: string) {
      text.value = text.value === "" ? more : `${more}\n${text.value}`;
      keep();
    },
  };
}
