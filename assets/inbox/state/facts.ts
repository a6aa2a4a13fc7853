// What the inbox knows: signals, and nothing that changes them.

import { computed, signal } from "@preact/signals";
import type { Place } from "./place";
import { inOrder, unreadOf, type Rows } from "./rows";
import { entriesOf, hasEarlier, messagesOf, type Threads } from "./threads";

export type Facts = ReturnType<typeof openFacts>;
export type Loading = "loading" | "ready" | "failed" | "gone" | "erased";

export function openFacts(place: Place) {
  const rows = signal<Rows>(new Map());
  const threads = signal<Threads>(new Map());
  const erased = signal<ReadonlySet<string>>(new Set());
  // An answer that was on its way when somebody was erased still knows of them.
  const list = computed(() => inOrder(rows.value).filter((row) => !erased.value.has(row.conversation.contact.id)));
  const current = computed(() => {
    const thread = place.conversation_id.value === null ? undefined : threads.value.get(place.conversation_id.value);
    return thread && erased.value.has(thread.contact.id) ? undefined : thread;
  });
  return {
    rows,
    /** Rows as they are shown: last activity first. */
    list,
    threads,
    /** Ids of people about whom everything was erased, and of their conversations. */
    erased,
    /** The open conversation, once it is loaded. */
    current,
    messages: computed(() => messagesOf(current.value)),
    /** Notes and acts of the open conversation. */
    entries: computed(() => entriesOf(current.value)),
    hasEarlier: computed(() => hasEarlier(current.value)),
    /** How many conversations wait for this agent. */
    unread: computed(() => list.value.filter((row) => unreadOf(row) > 0).length),
    listLoading: signal<Loading>("loading"),
    threadLoading: signal<Loading>("loading"),
    isLoadingEarlier: signal(false),
    isLoadingMore: signal(false),
    isSignedOut: signal(false),
    /** The page is in sight, and within it the newest message. */
    isLooking: signal(true),
    isAtEnd: signal(true),
    /** Contact id → whether they are on a page just now. */
    online: signal<ReadonlyMap<string, boolean>>(new Map()),
    /** Conversations in which the visitor types → until when that is believed. */
    typingIn: signal<ReadonlyMap<string, number>>(new Map()),
    /** When what is shown was last known to be true. */
    trueAt: signal(Date.now()),
  };
}
