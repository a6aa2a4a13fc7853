// When somebody was here last: the card only tells of their last page, not of how long they stayed on it and wrote.

import type { Facts } from "./facts";
import type { Thread } from "./threads";

/** Null where nothing is known of it. Whoever is here is here now. */
export function lastSeen({ contact, messages }: Pick<Thread, "contact" | "messages">, { online, left }: Pick<Facts, "online" | "left">): number | "now" | null {
  if (online.value.get(contact.id) === true) return "now";
  const written = [...messages.values()].reduce((last, { author, at }) => (author === "visitor" ? Math.max(last, at) : last), 0);
  return Math.max(contact.last_seen_at ?? 0, left.value.get(contact.id) ?? 0, written) || null;
}
