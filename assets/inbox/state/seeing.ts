// What this agent has read: the newest message of a conversation is, once somebody has it before them.

import { effect, untracked } from "@preact/signals";
import type { AgentSays } from "../../shared/protocol";
import type { Facts } from "./facts";
import type { Place } from "./place";
import { withOwnRead, withoutOwnReads } from "./rows";
import { firstUnread } from "./threads";

export interface SeeingParts {
  facts: Facts;
  place: Place;
  /** Puts a frame on the wire; false when there is none. */
  tell(frame: AgentSays): boolean;
}

export function openSeeing({ facts, place, tell }: SeeingParts) {
  /** The conversation that was open and the one that was in sight, when that was last looked at. */
  let before: { open: string | null; shown: string | null } = { open: null, shown: null };
  /** Marked as unread while it is open here: up to that message it stays so, until it is opened again. */
  let left: { id: string; number: number } | null = null;
  /** What was missed is still being told: a mark made elsewhere may follow the message that it is about. */
  let isCatchingUp = false;

  const isLeft = (id: string, number: number) => left?.id === id && number <= left.number;

  /** The newest message of the open conversation is in sight. */
  function seen(): void {
    const id = place.shown_id.value;
    const newest = facts.messages.value.at(-1)?.number;
    if (id === null || newest === undefined || isCatchingUp || place.isArriving.value || !facts.isLooking.value || !facts.isAtEnd.value) return;
    if ((facts.rows.value.get(id)?.own_read ?? 0) >= newest || isLeft(id, newest)) return;
    if (tell({ type: "read", conversation_id: id, number: newest })) facts.rows.value = withOwnRead(facts.rows.value, id, newest);
  }

  // What came while nobody looked is seen by whoever comes back to it. One that is opened is, once it is drawn.
  effect(() => {
    const [open, shown, isLooking] = [place.conversation_id.value, place.shown_id.value, facts.isLooking.value];
    untracked(() => {
      const isSame = open === before.open;
      if (shown !== null && shown !== before.shown) left = null;
      before = { open, shown };
      if (isSame && isLooking) seen();
    });
  });

  /** This agent, maybe in another window, has marked it as unread. */
  function leftUnread(id: string): void {
    if (id === place.conversation_id.value) left = { id, number: facts.messages.value.at(-1)?.number ?? 0 };
  }

  return {
    seen,
    /** On a new connection what was missed comes first. */
    connected(): void {
      isCatchingUp = true;
    },
    /** All that was missed is here. What was said last on the connection before may have been said to nobody. */
    caughtUp(): void {
      if (!isCatchingUp) return;
      isCatchingUp = false;
      const id = place.conversation_id.value;
      const number = (id !== null && facts.rows.value.get(id)?.own_read) || 0;
      if (id !== null && number > 0 && !isLeft(id, number)) tell({ type: "read", conversation_id: id, number });
      seen();
    },
    leftUnread,
    /**
     * Everything was fetched anew, and what was missed is never told. Where the server counts as unread what was read here,
     * it was marked so elsewhere, or the mark never arrived: it stays unread either way.
     */
    fetchedAnew(): void {
      const id = place.conversation_id.value;
      const row = id === null ? undefined : facts.rows.value.get(id);
      const first = row ? firstUnread(facts.messages.value, row.counted_unread) : null;
      facts.rows.value = withoutOwnReads(facts.rows.value);
      if (id === null || row === undefined) return;
      if (first !== null && first <= row.own_read) leftUnread(id);
      else facts.rows.value = withOwnRead(facts.rows.value, id, row.own_read);
    },
  };
}
