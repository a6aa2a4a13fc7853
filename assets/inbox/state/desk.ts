// Everything that belongs to the lists of conversations, put together: what is in sight, what is chosen, what is done to it.

import { effect, untracked } from "@preact/signals";
import type { MeView } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { openActs } from "./acts";
import { openChoosing } from "./choosing";
import { openCounting } from "./counting";
import { openDeeds } from "./deeds";
import { openDirectory } from "./directory";
import type { Facts } from "./facts";
import { openFirstRun } from "./first_run";
import { heedIn } from "./heeding";
import { openListing } from "./listing";
import type { Place } from "./place";
import { openSavedViews } from "./saved_views";
import { openScrolls } from "./scrolls";
import { openSelecting } from "./selecting";
import { openSettling } from "./settling";

export interface DeskParts {
  me: MeView;
  facts: Facts;
  place: Place;
  /** Remembers what a reload of this tab should find again. */
  session: Store;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
}

export function openDesk({ me, facts, place, session, attempt }: DeskParts) {
  const me_id = me.agent.id;
  const directory = openDirectory(me_id, attempt, () => facts.isSignedOut.value);
  const counting = openCounting(attempt);
  const scrolls = openScrolls(session, `deskbell:inbox:${me_id}:scroll`);
  const listing = openListing({
    facts,
    me_id,
    key: () => ({ view: place.view.value, sort: place.sort.value, state: place.state.value }),
    savedSort: (view) => directory.savedView(view.replace("saved:", ""))?.sort,
    attempt,
    // What was done, or could not be, is taken back or tried again by the facts of its conversations.
    needed: () => [...selecting.ids.value, place.conversation_id.value, selecting.cursor.value, ...(acts.done.value?.ids ?? []), ...acts.failures.value.keys()].filter((id) => id !== null),
    first: scrolls.firstOf,
  });
  const selecting = openSelecting(listing.entries);
  const acts = openActs({ facts, settle: (id) => (listing.settle(id, true), counting.changed()) });
  const heed = heedIn(facts);
  const deeds = openDeeds(heed);
  const firstRun = openFirstRun(attempt);
  // A saved view's own order is known only once the directory is here, and may be changed by somebody else.
  effect(() => {
    const sort = directory.savedView(place.view.value.replace("saved:", ""))?.sort;
    const isOther = sort !== undefined && place.sort.value === null && listing.current.value.order.sort !== sort;
    if (isOther) untracked(() => void listing.show());
  });

  // Whoever chooses a list begins at its top; only going back finds it where it was left.
  effect(() => {
    if (place.choices.value > 0) untracked(() => (scrolls.keep(listing.name.value, 0), (listing.news.value = new Set())));
  });

  return {
    directory,
    counting,
    listing,
    selecting,
    acts,
    deeds,
    scrolls,
    savedViews: openSavedViews(directory, deeds, heed),
    choosing: openChoosing(),
    firstRun,
    settling: openSettling({ me_id, listing, counting, begun: firstRun.begun }),
    /** What an act is about: what is selected, else what is open, else where the keyboard stands. */
    targets(): readonly string[] {
      // A page that stands in the list's place hides what they would be about.
      if (place.page.value !== "list") return [];
      if (selecting.isOn.value) return selecting.ids.value;
      const id = place.shown_id.value ?? selecting.cursor.value;
      return id === null || !facts.rows.value.has(id) ? [] : [id];
    },
    /** Done, or open again where all of them are done. */
    toggleDone(ids: readonly string[]): void {
      const isDone = ids.length > 0 && ids.every((id) => facts.rows.value.get(id)?.conversation.state === "done");
      void acts.run(ids, { type: isDone ? "reopen" : "resolve" });
    },
    /** Back to the list: what is looked at would be read at once. */
    markUnread(ids: readonly string[]): void {
      if (ids.includes(place.conversation_id.value ?? "")) place.open(null);
      void acts.run(ids, { type: "unread" });
    },
    /** The conversation after (1) or before (-1) that one in the list; the first where it is not in it. */
    neighbour(step: 1 | -1, of: string | null = place.conversation_id.value): string | null {
      const entries = listing.shown.value;
      const at = entries.findIndex((entry) => entry.id === of);
      return (at === -1 ? entries[0] : entries[at + step])?.id ?? null;
    },
  };
}
