// The lists an agent has looked at lately, each as far as it was fetched, so that going back to one is instant. Frames keep
// all of them true. Pure but for time.

import type { ConversationSummary } from "../../shared/protocol";
import { belongs, nameOfList, type Belongs, type ListKey } from "./belonging";
import { compare, emptyOrder, keyOf, onTop, placed, without, type Entry, type Order, type OrderBy } from "./order";
import type { Sort } from "./wire";

export interface Listed {
  key: ListKey;
  order: Order;
  /** Something may have changed that only the server knows: it is fetched anew when it is looked at. */
  isStale: boolean;
}

/** By name. */
export type Lists = ReadonlyMap<string, Listed>;

/** The most lists that are kept. */
const LISTS_MAX = 8;

export function orderOf(key: ListKey, savedSort: Sort | undefined): OrderBy {
  if (key.sort !== null) return key.view === "mentions" ? "told" : key.sort;
  if (key.view === "mentions") return "told";
  return key.view === "snoozed" ? "until" : (savedSort ?? "newest");
}

/** With an empty one for a list that is not known; the one that was looked at longest ago goes where there are too many. */
export function withList(lists: Lists, key: ListKey, savedSort: Sort | undefined): Lists {
  const name = nameOfList(key);
  const known = lists.get(name);
  const sort = orderOf(key, savedSort);
  const one = known?.order.sort === sort ? known : { key, order: emptyOrder(sort), isStale: true };
  const others = [...lists].filter(([other]) => other !== name).slice(-(LISTS_MAX - 1));
  return new Map([...others, [name, one]]);
}

/** What a list's own facts say of one conversation; what cannot be said leaves it where it is. */
export function settled(listed: Listed, one: ConversationSummary, verdict: Belongs): Listed {
  if (verdict === "unknown") return { ...listed, isStale: true };
  const { order } = listed;
  if (verdict === "no") return { ...listed, order: without(order, new Set([one.id])) };
  const key = keyOf(order.sort, one);
  if (key !== null) return { ...listed, order: placed(order, { id: one.id, key }) };
  return order.entries.some((entry) => entry.id === one.id) ? listed : { ...listed, order: onTop(order, one.id) };
}

/** Every list but the one in sight, with what is new of a conversation. */
export function settledAway(lists: Lists, shown: string, one: ConversationSummary, me_id: string): Lists {
  const changed = new Map(lists);
  for (const [name, listed] of lists) {
    if (name !== shown) changed.set(name, settled(listed, one, belongs(listed.key, one, me_id)));
  }
  return changed;
}

/** What is known of the mentions without asking: one that is listed stays while its state fits. */
export function verdictOn(listed: Listed, one: ConversationSummary, me_id: string): Belongs {
  const verdict = belongs(listed.key, one, me_id);
  const isKnownMention = listed.key.view === "mentions" && verdict === "unknown" && listed.order.entries.some((entry) => entry.id === one.id);
  return isKnownMention ? "yes" : verdict;
}

/** What stands above what was first when somebody began to scroll down. */
export function comeAbove({ order }: Listed, first: Entry | null): string[] {
  if (first === null) return [];
  // Where only the server knows the order, what is above it is so by its place.
  const above = order.sort === "told" ? order.entries.slice(0, Math.max(0, order.entries.findIndex(({ id }) => id === first.id))) : order.entries.filter((entry) => compare(entry, first, order.sort) < 0);
  return above.map((entry) => entry.id);
}

export function addressOfList(key: ListKey, cursor: string | null, limit: number): string {
  const asked = new URLSearchParams({ view: key.view, limit: String(limit) });
  for (const [name, value] of Object.entries({ sort: key.sort, state: key.state, cursor })) if (value !== null) asked.set(name, value);
  return `/api/inbox/conversations?${asked}`;
}
