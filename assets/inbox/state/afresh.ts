// The list after a time of which nobody has told what happened: from its top and in sight it comes anew, and what is known of
// other conversations goes. Their rows come back when somebody scrolls to them.

import type { Facts } from "./facts";
import type { Listing } from "./listing";
import { toldSince } from "./rows";

/** About as many rows as fit on a screen: the part that holds the last of them may be another than the first one's. */
const IN_SIGHT = 20;

export interface AfreshParts {
  facts: Facts;
  listing: Listing;
  /** Conversations that are needed though they are not in sight. */
  needed(): readonly string[];
}

/** Answers the position at which the list stands. Fails where it cannot be had. */
export async function bringAfresh({ facts, listing, needed }: AfreshParts): Promise<number> {
  const seq = await listing.renew();
  const first = listing.top.value;
  for (const index of [first, first + IN_SIGHT]) {
    const id = listing.entries.value[index]?.id;
    if (id !== undefined && (facts.rows.value.get(id)?.said_seq ?? seq) < seq) await listing.refill(index);
  }
  facts.rows.value = toldSince(facts.rows.value, seq, new Set(needed()));
  return seq;
}
