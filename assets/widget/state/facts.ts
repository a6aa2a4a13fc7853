// What the panel knows: signals, and nothing that changes them.

import { computed, signal } from "@preact/signals";
import { hasEarlier, messagesOf, newestThread, unreadOf, type Threads } from "./thread";

export type Facts = ReturnType<typeof openFacts>;

export function openFacts() {
  const threads = signal<Threads>(new Map());
  const current = computed(() => newestThread(threads.value));
  return {
    threads,
    /** The conversation that is shown: the one with the newest activity. */
    current,
    messages: computed(() => messagesOf(current.value)),
    hasEarlier: computed(() => hasEarlier(current.value)),
    unread: computed(() => [...threads.value.values()].reduce((sum, thread) => sum + unreadOf(thread), 0)),
    loading: signal<"idle" | "loading" | "failed" | "unavailable">("idle"),
    isLoadingEarlier: signal(false),
    /** The panel is open on a page that is in sight. */
    isLooking: signal(false),
    /** The newest message is in sight within the panel. */
    isAtEnd: signal(true),
  };
}
