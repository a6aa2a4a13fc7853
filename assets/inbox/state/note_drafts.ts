// What an agent has begun to note about people, one text a person: kept in this browser until it is saved. Its windows
// write the same text: what the browser keeps counts, not what one of them has seen of it.

import { signal, type Signal } from "@preact/signals";
import type { Store } from "../../shared/storage";

export type NoteDrafts = ReturnType<typeof openNoteDrafts>;

export function openNoteDrafts(store: Store, prefix: string) {
  const drafts = new Map<string, Signal<string>>();

  function of(contact_id: string): Signal<string> {
    const known = drafts.get(contact_id) ?? signal(readKept(store.get(prefix + contact_id)));
    drafts.set(contact_id, known);
    return known;
  }

  function write(contact_id: string, text: string): void {
    of(contact_id).value = text;
    if (text === "") store.remove(prefix + contact_id);
    // In the form of every other draft, so that signing out asks about it too.
    else store.set(prefix + contact_id, JSON.stringify({ body: text, saved: "" }));
  }

  /** Another window may have gone on with it. */
  function renew(contact_id: string): string {
    const draft = of(contact_id);
    draft.value = readKept(store.get(prefix + contact_id));
    return draft.value;
  }

  return {
    of,
    write,
    renew,
    /** Another window of this browser has written what is kept by that name. */
    keptElsewhere(key: string): void {
      const contact_id = key.startsWith(prefix) ? key.slice(prefix.length) : "";
      if (drafts.has(contact_id)) renew(contact_id);
    },
    /** That text is stored now; what was typed meanwhile stays. */
    saved(contact_id: string, text: string): void {
      if (of(contact_id).value === text) write(contact_id, "");
    },
    /** One person became another: what was begun about both stays. Another window of this browser may have moved it before. */
    moved(from: string, to: string): void {
      const [text, there] = [renew(from), renew(to)];
      if (text.trim() !== "") write(to, [there, text].filter((one) => one !== "").join("\n"));
      write(from, "");
    },
  };
}

function readKept(kept: string | null): string {
  try {
    const { body } = JSON.parse(kept ?? "{}") as { body?: unknown };
    return typeof body === "string" ? body : "";
  } catch {
    return "";
  }
}
