// What the inbox knows: signals, and nothing that changes them.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Place } from "./place";
import type { Rows } from "./rows";
import { entriesOf, hasEarlier, messagesOf, type Threads } from "./threads";

export type Facts = ReturnType<typeof openFacts>;
export type Loading = "loading" | "ready" | "failed" | "gone" | "erased";

/** `isIdle`: nobody sits before this window. */
export function openFacts(place: Place, isIdle: ReadonlySignal<boolean> = signal(false)) {
  const rows = signal<Rows>(new Map());
  const threads = signal<Threads>(new Map());
  const erased = signal<ReadonlySet<string>>(new Set());
  const isInSight = signal(true);
  const current = computed(() => {
    const thread = place.conversation_id.value === null ? undefined : threads.value.get(place.conversation_id.value);
    return thread && erased.value.has(thread.contact.id) ? undefined : thread;
  });
  return {
    /** Every conversation of which something is known; which of them stand in a list is the listing's to say. */
    rows,
    threads,
    /** Ids of people about whom everything was erased, and of their conversations. */
    erased,
    /** The open conversation, once it is loaded. */
    current,
    /** How the open conversation stands: what is heard of any other changes nothing here. */
    standing: computed(() => rows.value.get(place.conversation_id.value ?? "")?.conversation),
    messages: computed(() => messagesOf(current.value)),
    /** Notes and acts of the open conversation. */
    entries: computed(() => entriesOf(current.value)),
    hasEarlier: computed(() => hasEarlier(current.value)),
    threadLoading: signal<Loading>("loading"),
    isLoadingEarlier: signal(false),
    isSignedOut: signal(false),
    /** The browser shows this page. */
    isInSight,
    /** Somebody has the open conversation before them; and within it the newest message. */
    isLooking: computed(() => isInSight.value && !isIdle.value && place.page.value === "list"),
    isAtEnd: signal(true),
    /** Contact id → whether they are on a page just now. */
    online: signal<ReadonlyMap<string, boolean>>(new Map()),
    /** Contact id → when they were heard to leave, which no card tells of. */
    left: signal<ReadonlyMap<string, number>>(new Map()),
    /** Conversations in which the visitor types → until when that is believed. */
    typingIn: signal<ReadonlyMap<string, number>>(new Map()),
    /** What is shown was kept in this browser: the list has not been had from the server since the page was opened. */
    isKept: signal(false),
    /** When what is shown was last known to be true. */
    trueAt: signal(Date.now()),
  };
}
