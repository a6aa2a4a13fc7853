// How far each list was scrolled, in rows, and what stood first in it then: going back to one, and a reload, find it where it
// was, and tell what has come above since.

import type { Store } from "../../shared/storage";
import type { Entry } from "./order";

export type Scrolls = ReturnType<typeof openScrolls>;

interface Left {
  at: number;
  first: Entry | null;
}

/** Who has scrolled less than this has the first row in sight, in rows. */
const AT_TOP = 0.5;

export function openScrolls(session: Store, key: string) {
  const rows = new Map<string, Left>(read(session.get(key)));
  return {
    of: (list: string): number => rows.get(list)?.at ?? 0,
    /** What stood first when somebody began to scroll down. */
    firstOf: (list: string): Entry | null => rows.get(list)?.first ?? null,
    keep(list: string, at: number, first: Entry | null = null): void {
      const before = rows.get(list);
      if (at > 0) rows.set(list, { at, first: before && before.at >= AT_TOP ? before.first : first });
      else rows.delete(list);
    },
    /** The page is about to go. */
    save(): void {
      if (rows.size === 0) session.remove(key);
      else session.set(key, JSON.stringify([...rows].map(([list, { at, first }]) => [list, at, first])));
    },
  };
}

/** What stands in a browser's storage may be anything. */
function read(kept: string | null): [string, Left][] {
  try {
    const found: unknown = JSON.parse(kept ?? "[]");
    if (!Array.isArray(found)) return [];
    return found.flatMap((one: unknown): [string, Left][] => {
      const [list, at, first] = Array.isArray(one) ? (one as unknown[]) : [];
      return typeof list === "string" && typeof at === "number" ? [[list, { at, first: isEntry(first) ? first : null }]] : [];
    });
  } catch {
    return [];
  }
}

function isEntry(one: unknown): one is Entry {
  const { id, key } = (one ?? {}) as Partial<Entry>;
  return typeof id === "string" && typeof key === "number";
}
