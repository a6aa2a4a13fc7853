// What an agent has begun to note about people, one text a person: kept in this browser until it is saved.

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

  return {
    of,
    write,
    /** That text is stored now; what was typed meanwhile stays. */
    saved(contact_id: string, text: string): void {
      if (of(contact_id).value === text) write(contact_id, "");
    },
    /** One person became another: what was begun about both stays. */
    moved(from: string, to: string): void {
      const text = of(from).value;
      if (text.trim() !== "") write(to, [of(to).value, text].filter((one) => one !== "").join("\n"));
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
