// What is said about somebody's activity as a whole: how much of each kind there is, what it comes to, and its days. Pure.

import type { ActivityItem, ActivityKind, ActivityTotal, PageVisit } from "../../shared/protocol";
import { dayOf } from "../../shared/time";

/** In the order they are offered. */
const KINDS: readonly ActivityKind[] = ["order", "payment", "deposit", "withdrawal", "custom", "event", "page"];

export interface KindCount {
  kind: ActivityKind;
  /** Null where only some of it is known. */
  count: number | null;
}

/** The kinds there are: counted by the totals, or seen. `chosen` stays, even when nothing of it is left. */
export function kindsOf(totals: readonly ActivityTotal[], seen: ReadonlySet<ActivityKind>, chosen: ActivityKind | null): KindCount[] {
  return KINDS.flatMap((kind): KindCount[] => {
    const counted = totals.filter((total) => total.kind === kind);
    const count = counted.reduce((sum, total) => sum + total.count + total.failed, 0);
    if (count > 0) return [{ kind, count }];
    return kind === chosen || seen.has(kind) ? [{ kind, count: null }] : [];
  });
}

/** What the business sent, beside what was only looked at or tracked. */
export function isRecord(kind: ActivityKind): boolean {
  return kind !== "event" && kind !== "page";
}

/** The pages that the newest of an activity does not tell of: none is told twice. */
export function pagesBeside(pages: readonly PageVisit[], newest: readonly ActivityItem[]): PageVisit[] {
  const told = new Set(newest.filter(({ kind }) => kind === "page").map(({ url }) => url));
  return pages.filter(({ url }) => !told.has(url));
}

/** What stands as a sum: the records of each kind and currency. */
export function sumsOf(totals: readonly ActivityTotal[], chosen: ActivityKind | null): ActivityTotal[] {
  return totals
    .filter((total) => isRecord(total.kind) && (chosen === null || total.kind === chosen))
    .sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || other.count - one.count);
}

export interface Day {
  /** A moment of it. */
  at: number;
  items: ActivityItem[];
}

/** The items by the reader's own days, in the order they come. */
export function daysOf(items: readonly ActivityItem[]): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const day = days.at(-1);
    if (day && dayOf(day.at) === dayOf(item.at)) day.items.push(item);
    else days.push({ at: item.at, items: [item] });
  }
  return days;
}
