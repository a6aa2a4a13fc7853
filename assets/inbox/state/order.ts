// The order of one list: ids with what they are sorted by, as far as they were fetched. Pure.
//
// A list can be long, so an entry holds no more than it takes to find its place; the rows themselves are held only around
// what is in sight. A mark remembers with which cursor the part behind an entry was fetched, so that it can be fetched again.

import type { ConversationSummary } from "../../shared/protocol";
import type { Sort } from "./wire";

export interface Entry {
  id: string;
  /** Small ones stand above. */
  key: number;
}

export interface Mark {
  cursor: string;
  /** The last entry before that part. */
  after: Entry;
}

/** `until` is when a snooze ends; `told` an order that only the server knows, such as that of mentions. */
export type OrderBy = Sort | "until" | "told";

/** Above every moment in milliseconds, with room for one beyond it. */
const LATE = 4e15;

export interface Order {
  sort: OrderBy;
  entries: readonly Entry[];
  marks: readonly Mark[];
  /** The cursor of what follows; null at the end. */
  next: string | null;
}

export function emptyOrder(sort: OrderBy): Order {
  return { sort, entries: [], marks: [], next: null };
}

/** What a conversation is sorted by; null where only the server knows. */
export function keyOf(sort: OrderBy, one: Pick<ConversationSummary, "last_activity_at" | "waiting_since" | "snoozed_until">): number | null {
  if (sort === "told") return null;
  if (sort === "oldest") return one.last_activity_at;
  if (sort === "until") return one.snoozed_until ?? LATE;
  // Who does not wait stands below all who do, the newest first.
  if (sort === "waiting") return one.waiting_since ?? LATE - one.last_activity_at;
  return -one.last_activity_at;
}

/** Puts an entry where it belongs, wherever it stood before. Beyond the end of what was fetched it is left out. */
export function placed(order: Order, entry: Entry): Order {
  const known = order.entries.findIndex((one) => one.id === entry.id);
  if (known !== -1 && order.entries[known]!.key === entry.key) return order;
  const others = known === -1 ? order.entries : order.entries.toSpliced(known, 1);
  const at = placeOf(others, entry, order.sort);
  const end = order.marks.find((mark) => mark.cursor === order.next)?.after;
  const isBeyond = order.next !== null && (end === undefined ? at === others.length : compare(entry, end, order.sort) > 0);
  return { ...order, entries: isBeyond ? others : others.toSpliced(at, 0, entry) };
}

/** On top of a list whose order only the server knows. */
export function onTop(order: Order, id: string): Order {
  if (order.entries[0]?.id === id) return order;
  const others = order.entries.filter((one) => one.id !== id);
  return { ...order, entries: [{ id, key: (order.entries[0]?.key ?? 0) - 1 }, ...others] };
}

export function without(order: Order, ids: ReadonlySet<string>): Order {
  const entries = order.entries.filter((one) => !ids.has(one.id));
  return entries.length === order.entries.length ? order : { ...order, entries };
}

export interface Fetched {
  /** Null for the top of the list. */
  cursor: string | null;
  /** In the order they came; those that do not belong there any more left out. */
  conversations: readonly ConversationSummary[];
  next: string | null;
  /** Those that may stay though they were not told of: changed since. */
  isNewer(id: string): boolean;
}

/** Takes in a fetched part: what stood within its reach and is not in it any more goes. */
export function withPart(order: Order, part: Fetched): Order {
  const mark = order.marks.find((one) => one.cursor === part.cursor);
  const after = part.cursor === null ? null : (mark?.after ?? order.entries.at(-1) ?? null);
  const start = after === null ? 0 : endOf(order.entries, after, order.sort);
  const entries = entriesOf(order, part, start);
  const last = entries.at(-1);
  const isEnd = part.next === null;
  // A part may be empty and yet not the last: the server looks at so many rows at once.
  const stop = isEnd ? order.entries.length : last === undefined ? start : endOf(order.entries, last, order.sort);
  const told = new Set(entries.map((entry) => entry.id));
  const stay = order.entries.slice(start, stop).filter((one) => !told.has(one.id) && part.isNewer(one.id));
  const kept = (some: readonly Entry[]) => some.filter((one) => !told.has(one.id));
  const merged = [...kept(order.entries.slice(0, start)), ...entries, ...kept(order.entries.slice(stop))];
  const base = { ...order, entries: merged, ...following(order, part, last ?? after, isEnd) };
  return stay.reduce(placed, base);
}

/** Where the part is followed by one that was fetched before, that stays as it is. */
function following(order: Order, part: Fetched, last: Entry | null, isEnd: boolean): Pick<Order, "marks" | "next"> {
  if (isEnd) return { marks: part.cursor === null ? [] : order.marks, next: null };
  if (last === null) return { marks: [], next: part.next };
  const isLast = order.next === part.cursor || order.entries.length === 0 || (part.cursor === null && order.marks.length === 0);
  const marks = [...order.marks.filter((one) => one.cursor !== part.next), { cursor: part.next!, after: last }];
  return { marks: marks.toSorted((one, other) => compare(one.after, other.after, order.sort)), next: isLast ? part.next : order.next };
}

function entriesOf(order: Order, part: Fetched, start: number): Entry[] {
  if (order.sort !== "told") return part.conversations.map((one) => ({ id: one.id, key: keyOf(order.sort, one)! })).sort((one, other) => compare(one, other, order.sort));
  const known = new Map(order.entries.map((one) => [one.id, one.key]));
  const isKnown = part.conversations.every((one) => known.has(one.id));
  if (isKnown && part.cursor !== null) return part.conversations.map((one) => ({ id: one.id, key: known.get(one.id)! }));
  const first = part.cursor === null ? (order.entries[0]?.key ?? 0) - part.conversations.length : (order.entries[start - 1]?.key ?? 0) + 1;
  return part.conversations.map((one, index) => ({ id: one.id, key: first + index }));
}

/** The cursor to fetch again with, so that the entry at `index` comes along: null for the top. */
export function cursorFor(order: Order, index: number): string | null {
  const entry = order.entries[index];
  if (entry === undefined) return null;
  return order.marks.findLast((mark) => compare(mark.after, entry, order.sort) < 0)?.cursor ?? null;
}

export function compare(one: Entry, other: Entry, sort: OrderBy): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  if (one.id === other.id) return 0;
  return one.id < other.id === (sort === "newest") ? 1 : -1;
}

/** How many stand above an entry. */
function placeOf(entries: readonly Entry[], entry: Entry, sort: OrderBy): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(entries[middle]!, entry, sort) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many stand above it or are itself. */
function endOf(entries: readonly Entry[], entry: Entry, sort: OrderBy): number {
  const at = placeOf(entries, entry, sort);
  return entries[at]?.id === entry.id ? at + 1 : at;
}
