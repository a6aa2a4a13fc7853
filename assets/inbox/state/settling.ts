// What a frame means for the list in sight, for the counts and for the pencil that marks a draft.

import { call } from "../../shared/api";
import type { AgentHears } from "../../shared/protocol";
import { isAsked } from "./belonging";
import type { Counting } from "./counting";
import type { Facts } from "./facts";
import type { Listing } from "./listing";
import { withDrafts } from "./rows";

export interface SettlingParts {
  me_id: string;
  facts: Facts;
  listing: Listing;
  counting: Counting;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  /** Somebody has written. */
  begun(): void;
}

/** A draft is kept while somebody types: nobody asks for each letter. */
const DRAFTS_PAUSE_MS = 1_000;

export function openSettling({ me_id, facts, listing, counting, attempt, begun }: SettlingParts) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function renewDrafts(): Promise<void> {
    timer = undefined;
    const found = await attempt(() => call<{ drafts: { conversation_id: string }[] }>("/api/inbox/drafts"));
    if (found) facts.rows.value = withDrafts(facts.rows.value, new Set(found.drafts.map((draft) => draft.conversation_id)));
  }

  return {
    /** `wasKnown` says whether its conversation was known before the frame came. */
    heard(frame: AgentHears, wasKnown: boolean): void {
      if (frame.type === "read" || frame.type === "unread") {
        if (frame.type === "read" && frame.reader !== "me") return;
        if (isAsked(listing.current.value.key.view)) listing.settle(frame.conversation_id);
        return counting.changed();
      }
      if (frame.type !== "message" && frame.type !== "conversation" && frame.type !== "entry") return;
      const { id, last_number } = frame.conversation;
      begun();
      if (frame.type === "entry" && frame.entry.mentions.includes(me_id)) listing.mentioned(id);
      listing.settle(id);
      // One that was never listed here may hold unread messages from before.
      const isFirst = frame.type === "message" && last_number === 1;
      if (!wasKnown && !isFirst && listing.entries.value.some((entry) => entry.id === id)) listing.countUnread();
      counting.changed();
    },
    draftsChanged(): void {
      timer ??= setTimeout(() => void renewDrafts(), DRAFTS_PAUSE_MS);
    },
  };
}
