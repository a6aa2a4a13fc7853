// What a frame means for the list in sight and for the counts.

import type { AgentHears } from "../../shared/protocol";
import { isAsked } from "./belonging";
import type { Counting } from "./counting";
import type { Listing } from "./listing";

export interface SettlingParts {
  me_id: string;
  listing: Listing;
  counting: Counting;
  /** Somebody has written. */
  begun(): void;
}

export function openSettling({ me_id, listing, counting, begun }: SettlingParts) {
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
  };
}
