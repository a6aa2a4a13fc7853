// Where somebody begins to read: the first message that was unread when the conversation was opened, or that came while
// nobody looked.

import { effect, signal, untracked } from "@preact/signals";
import type { AgentMessage, InboxThread } from "../../shared/protocol";
import type { Facts } from "./facts";
import type { Place } from "./place";
import { firstUnread } from "./threads";

export type Opening = ReturnType<typeof openOpening>;

export function openOpening(facts: Facts, place: Place) {
  /** The number of that message in the open conversation. */
  const new_from = signal<number | null>(null);
  let opened: string | null = null;
  effect(() => {
    void place.conversation_id.value;
    untracked(() => {
      new_from.value = null;
      opened = null;
    });
  });
  return {
    new_from,
    loaded({ conversation, messages, unread }: InboxThread): void {
      if (conversation.id !== place.conversation_id.value || opened === conversation.id) return;
      opened = conversation.id;
      new_from.value = firstUnread(messages, unread) ?? new_from.value;
    },
    heard(id: string, message: AgentMessage): void {
      if (id !== place.conversation_id.value || message.author !== "visitor" || facts.isLooking.value) return;
      const read = facts.rows.value.get(id)?.own_read ?? 0;
      if (new_from.value === null || new_from.value <= read) new_from.value = message.number;
    },
  };
}
