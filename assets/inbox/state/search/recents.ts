// What was wanted lately, newest first, kept in this browser.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Store } from "../../../shared/storage";

export type Recents = ReturnType<typeof openRecents>;

/** Keeps up to `most` texts under a key. */
export function openRecents(store: Store, key: string, most: number) {
  const all = signal<readonly string[]>(read(store.get(key), most));
  const keep = (next: readonly string[]) => {
    all.value = next;
    if (next.length > 0) store.set(key, JSON.stringify(next));
    else store.remove(key);
  };
  return {
    all: all as ReadonlySignal<readonly string[]>,
    add(text: string): void {
      if (text !== "" && all.value[0] !== text) keep([text, ...all.value.filter((one) => one !== text)].slice(0, most));
    },
    remove: (text: string) => keep(all.value.filter((one) => one !== text)),
    clear: () => keep([]),
  };
}

/** Whatever else stands there is nothing. */
function read(text: string | null, most: number): string[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}
