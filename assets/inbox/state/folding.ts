// Which sections beside a conversation this agent has folded away: the same for everybody they look at, and after a reload.

import { signal } from "@preact/signals";
import type { Store } from "../../shared/storage";

export type Folding = ReturnType<typeof openFolding>;

export function openFolding(store: Store, key: string) {
  const folded = signal<ReadonlySet<string>>(read(store.get(key)));
  const isFolded = (name: string): boolean => folded.value.has(name);
  function toggle(name: string): void {
    const others = [...folded.value].filter((one) => one !== name);
    folded.value = new Set(isFolded(name) ? others : [...others, name]);
    if (folded.value.size === 0) store.remove(key);
    else store.set(key, [...folded.value].join(" "));
  }
  return {
    isFolded,
    toggle,
    /** Something in it is to be seen. */
    open: (name: string) => isFolded(name) && toggle(name),
  };
}

function read(kept: string | null): ReadonlySet<string> {
  return new Set((kept ?? "").split(" ").filter(Boolean));
}
