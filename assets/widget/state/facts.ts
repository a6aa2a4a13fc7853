// What the panel knows: signals, and nothing that changes them.

import { computed, signal } from "@preact/signals";
import type { KnownContact } from "../../shared/protocol";
import { hasEarlier, messagesOf, newestThread, unreadOf, type Threads } from "./thread";

/** Servers say since this version whether the visitor has proved to be a customer, in whichever load that was. */
export type Contact = KnownContact & { is_verified?: boolean };

export type Facts = ReturnType<typeof openFacts>;

export function openFacts() {
  const threads = signal<Threads>(new Map());
  /** Which conversation: an id, null for one that is still to begin, undefined while nobody has chosen. */
  const chosen = signal<string | null | undefined>(undefined);
  const current = computed(() => {
    const id = chosen.value;
    return id === undefined ? newestThread(threads.value) : id === null ? undefined : threads.value.get(id);
  });
  return {
    threads,
    chosen,
    /** The conversation that is shown; undefined for one that has no messages yet. */
    current,
    messages: computed(() => messagesOf(current.value)),
    hasEarlier: computed(() => hasEarlier(current.value)),
    unread: computed(() => [...threads.value.values()].reduce((sum, thread) => sum + unreadOf(thread), 0)),
    loading: signal<"idle" | "loading" | "failed" | "unavailable">("idle"),
    isLoadingEarlier: signal(false),
    /** The server has been asked which conversations there are. */
    isListed: signal(false),
    /** What is known of the visitor; null until it was asked for. */
    contact: signal<Contact | null>(null),
    isVerified: signal(false),
    /** The server did not answer the last request. */
    isUnreachable: signal(false),
    /** Messages wait, because too many were written in a short time. */
    isSlowed: signal(false),
    /** The panel is open. */
    isOpen: signal(false),
    /** The panel is open on a page that is in sight. */
    isLooking: signal(false),
    /** The newest message is in sight within the panel. */
    isAtEnd: signal(true),
  };
}
