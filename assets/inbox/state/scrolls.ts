// How far each list was scrolled, in rows: going back to one, and a reload, find it where it was.

import type { Store } from "../../shared/storage";

export type Scrolls = ReturnType<typeof openScrolls>;

export function openScrolls(session: Store, key: string) {
  const rows = new Map<string, number>(read(session.get(key)));
  return {
    of: (list: string): number => rows.get(list) ?? 0,
    keep(list: string, at: number): void {
      if (at > 0) rows.set(list, at);
      else rows.delete(list);
    },
    /** The page is about to go. */
    save(): void {
      if (rows.size === 0) session.remove(key);
      else session.set(key, JSON.stringify([...rows]));
    },
  };
}

/** What stands in a browser's storage may be anything. */
function read(kept: string | null): [string, number][] {
  try {
    const found: unknown = JSON.parse(kept ?? "[]");
    const isPair = (one: unknown): one is [string, number] => Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "number";
    return Array.isArray(found) ? found.filter(isPair) : [];
  } catch {
    return [];
  }
}
