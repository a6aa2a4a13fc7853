// What goes on around the open conversation beside its messages: where the new begins, what was missed, who else is there,
// this agent's drafts of other windows, saved replies, and the message it was opened at.

import { effect, signal } from "@preact/signals";
import type { AgentHears, AgentSays, InboxThread } from "../../shared/protocol";
import type { Facts } from "./facts";
import type { Fetching } from "./fetching";
import { openMacros } from "./macros";
import { openMissed } from "./missed";
import { openOpening } from "./opening";
import type { Place, Stop } from "./place";
import { openSavedReplies } from "./saved_replies";
import { openViewing } from "./viewing";
import type { Writing } from "./writing";

export interface BesideParts {
  me_id: string;
  facts: Facts;
  place: Place;
  writing: Writing;
  fetching: Fetching;
  tell(frame: AgentSays): boolean;
  undoSeconds(): number;
  /** Something new may be in sight. */
  seen(): void;
}

/** Which message stood on top there. */
interface LookedAt {
  thread: string;
  number: string;
  /** How far below the upper edge it began; less than 0 where it began above. */
  below_px: number;
}

export type Beside = ReturnType<typeof openBeside>;

export function openBeside({ me_id, facts, place, writing, fetching, tell, undoSeconds, seen }: BesideParts) {
  const missed = openMissed(me_id);
  const opening = openOpening(facts, place);
  const replies = openSavedReplies(fetching.attempt);
  /** What is pointed out: it is scrolled to and marked for a moment. `turn` makes each wish another one. */
  const pointed = signal<(Stop & { id: string; takesFocus: boolean; turn: number }) | null>(null);
  /** Where it was looked at when another page took its place. */
  const looked: { at: LookedAt | null } = { at: null };
  let turn = 0;
  const shown = () => ({ conversation_id: facts.isLooking.value ? place.shown_id.value : null, is_replying: writing.isReplying.value });
  const viewing = openViewing(me_id, shown, ({ conversation_id, is_replying }) => tell({ type: "viewing", is_replying, ...(conversation_id === null ? {} : { conversation_id }) }));

  // What was wished before and is not drawn yet is not wished any more.
  effect(() => {
    void place.turn.value;
    pointed.value = null;
  });

  /**
   * Shows a message or a note of the open conversation, which may have to be fetched; answers whether it is shown. It is
   * not where something else was chosen meanwhile: nobody is torn out of what they have begun to write.
   */
  async function point(id: string, stop: Stop, takesFocus = false): Promise<boolean> {
    turn += 1;
    const [mine, wished] = [turn, place.turn.value];
    // What stands before the first message comes with it.
    const isHere = await fetching.back(id, stop.number ?? 1);
    if (!isHere || mine !== turn || place.turn.value !== wished || place.conversation_id.value !== id) return false;
    pointed.value = { ...stop, id, takesFocus, turn };
    return true;
  }

  /** Shows what the address names, once for each time that it was wished. Where it is not to be had the end stays in sight. */
  async function arrive(id: string): Promise<void> {
    if (!place.isArriving.value) return;
    const wished = place.turn.value;
    const { message_number: number, entry_id } = place.spot.value;
    const isShown = await point(id, { number, entry_id }, true);
    if (!isShown && pointed.value === null && place.turn.value === wished) shownAt();
  }

  function shownAt(): void {
    place.arrived();
    pointed.value = null;
    seen();
  }

  return {
    missed,
    opening,
    replies,
    macros: openMacros({ undoSeconds, begun: writing.sending.begun, newsOver: writing.sending.newsOver, heed: fetching.heed }),
    viewing,
    pointed,
    looked,
    point,
    arrive,
    /** What was pointed out is in sight, or nowhere; `isAtEnd` says whether the end is as well. */
    shownAt,
    loaded(thread: InboxThread, asked: number): void {
      const id = thread.conversation.id;
      for (const { client_id, number } of thread.messages) writing.outbox.settle(client_id, id, { number, isNow: false });
      for (const { client_id, after_number: number } of thread.entries) writing.outbox.settle(client_id, id, { number, isNow: false });
      // Something was being saved or heard meanwhile, so what was said of drafts was not taken.
      if (writing.drafts.heard(id, thread.drafts, asked)) writing.loaded(id);
      else writing.draftsChanged();
      opening.loaded(thread);
    },
    lost: () => missed.lost(facts.threads.value),
    connected: () => viewing.again(),
    /** Takes what is its own; false for every other frame. */
    hear(frame: AgentHears): boolean {
      if (frame.type === "position") missed.filled(facts.threads.value);
      else if (frame.type === "viewing") viewing.hear(frame.conversation_id, frame.viewers);
      else if (frame.type === "typing" && frame.author === "agent") viewing.heardTyping(frame.conversation_id, frame.agent_id, frame.is_typing);
      else if (frame.type === "draft") writing.draftsChanged();
      else {
        // Lists and counts follow this too.
        if (frame.type === "directory" && frame.what === "replies") replies.changed();
        return false;
      }
      return true;
    },
  };
}
