// Who is online: asked once a connection for everybody who is in sight. From then on the server tells each change by itself.

import { effect, type ReadonlySignal } from "@preact/signals";
import type { Facts } from "./facts";
import type { Listing } from "./listing";

/** The most contacts one frame may ask for. */
const ASKED_MAX = 100;

export interface Watching {
  /** A new connection knows nothing of what was asked before. */
  again(): void;
}

/** Rows below the first in sight whose people are looked out for. */
const IN_SIGHT = 60;

export interface WatchingParts {
  facts: Facts;
  listing: Pick<Listing, "shown" | "top">;
  /** Whose profile is in sight. */
  profile: ReadonlySignal<string | null>;
  /** Says whether the question went out. */
  ask(contact_ids: string[]): boolean;
}

export function openWatching({ facts, listing, profile, ask }: WatchingParts): Watching {
  let asked = new Set<string>();

  const shown = (): Set<string> => {
    const open = facts.current.value;
    const entries = listing.shown.value.slice(listing.top.value, listing.top.value + IN_SIGHT);
    const listed = entries.flatMap((entry) => facts.rows.value.get(entry.id)?.conversation.contact.id ?? []);
    return new Set([profile.value, open?.contact.id, ...listed].filter((id) => id != null));
  };
  const watch = (): void => {
    const fresh = [...shown()].filter((id) => !asked.has(id));
    while (fresh.length > 0) {
      const some = fresh.splice(0, ASKED_MAX);
      if (!ask(some)) return;
      for (const id of some) asked.add(id);
    }
  };
  effect(watch);

  return {
    again() {
      asked = new Set();
      watch();
    },
  };
}
