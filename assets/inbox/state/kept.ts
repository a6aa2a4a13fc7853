// What is kept of the inbox for a start without a network: the list and the threads that were looked at last.
//
// It is bounded, belongs to one agent and one build, and is cleared at sign-out and as soon as the server says that the
// session is over: nobody reads it who could not read it at the server.

import { batch, effect, untracked } from "@preact/signals";
import type { MeView } from "../../shared/protocol";
import type { Directory } from "./directory";
import type { Facts } from "./facts";
import type { Listing } from "./listing";
import type { Listed } from "./lists";
import type { Place } from "./place";
import type { Row } from "./rows";
import { messagesOf, type Thread } from "./threads";
import type { Catalogue } from "./wire";

export interface Kept {
  /** The script it was written by: another one may read it differently, and leaves it. */
  build: string;
  /** When it was last known to be true, in milliseconds since 1970. */
  at: number;
  me: MeView;
  catalogue: Omit<Catalogue, "seq">;
  listed: Listed;
  rows: Row[];
  threads: Thread[];
}

/** Where it is kept; tests pass their own. */
export interface KeptBox {
  read(): Promise<Kept | null>;
  write(kept: Kept): Promise<void>;
  /** Removes it; nothing can be kept from then on. */
  clear(): Promise<void>;
}

/** The most rows of the list, threads, and messages and entries of each. */
export const ROWS_KEPT = 100;
export const THREADS_KEPT = 12;
export const MESSAGES_KEPT = 80;
/** Several changes are one writing, after so many milliseconds. */
const PAUSE_MS = 1_500;

export type Keeping = ReturnType<typeof openKeeping>;

export interface KeepingParts {
  box: KeptBox;
  build: string;
  me(): MeView;
  facts: Facts;
  place: Place;
  listing: Listing;
  directory: Directory;
  /** Whether what is shown follows the server just now. */
  isLive(): boolean;
}

export function openKeeping(parts: KeepingParts) {
  const { box, build, me, facts, place, listing, directory } = parts;
  /** The threads that were opened last, the newest last. */
  let opened: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    effect(() => {
      const id = place.conversation_id.value;
      if (id !== null) opened = [...opened.filter((one) => one !== id), id].slice(-THREADS_KEPT);
    }),
    effect(() => {
      void [facts.rows.value, facts.threads.value, listing.current.value, directory.agents.value, isCertain()];
      untracked(() => (timer ??= setTimeout(write, PAUSE_MS)));
    }),
    effect(() => {
      if (facts.isSignedOut.value) untracked(() => void forget());
    }),
  ];

  function write(): void {
    timer = undefined;
    // What is only being restored, or is not certain, is not written over what is.
    if (isCertain() && !facts.isSignedOut.value) void box.write(snapshot());
  }

  /** The line may be live though the list could not be had: it is still what was kept, or nothing. */
  function isCertain(): boolean {
    return parts.isLive() && !facts.isKept.value && listing.loading.value === "ready";
  }

  function snapshot(): Kept {
    const listed = listing.current.value;
    const entries = listed.order.entries.slice(0, ROWS_KEPT).filter((entry) => listing.isTold(entry.id));
    const threads = opened.flatMap((id) => facts.threads.value.get(id) ?? []).filter((thread) => !facts.erased.value.has(thread.contact.id));
    const ids = new Set([...entries.map((entry) => entry.id), ...threads.map((thread) => thread.id)]);
    return {
      build,
      at: Date.now(),
      me: me(),
      catalogue: { agents: [...directory.agents.value], teams: [...directory.teams.value], tags: [...directory.tags.value], sites: [...directory.sites.value], saved_views: [...directory.savedViews.value] },
      listed: { ...listed, order: { ...listed.order, entries, marks: [], next: null }, isStale: true },
      // What was only wished is not true yet, and what was read may be marked as unread by the time this is shown.
      rows: [...ids].flatMap((id) => facts.rows.value.get(id) ?? []).map((row) => ({ ...row, wishes: [], conversation: row.told, own_read: 0 })),
      threads: threads.map(shortened),
    };
  }

  async function forget(): Promise<void> {
    clearTimeout(timer);
    for (const stop of stops) stop();
    await box.clear();
  }

  return { forget, write };
}

/** Shows what was kept, and says when that was true. */
export function restore(kept: Kept, { facts, listing, directory }: Pick<KeepingParts, "facts" | "listing" | "directory">): void {
  batch(() => {
    facts.rows.value = new Map(kept.rows.map((row) => [row.conversation.id, row]));
    facts.threads.value = new Map(kept.threads.map((thread) => [thread.id, thread]));
    facts.trueAt.value = kept.at;
    facts.isKept.value = true;
    directory.take({ seq: 0, ...kept.catalogue });
    listing.restore(kept.listed);
  });
}

/** Kept by this very script; what another one has kept may mean something else. */
export async function readKept(box: KeptBox, build: string): Promise<Kept | null> {
  const kept = await box.read().catch(() => null);
  return kept?.build === build ? kept : null;
}

/** Its newest part; where that is not all, it says so. */
function shortened(thread: Thread): Thread {
  const messages = messagesOf(thread).slice(-MESSAGES_KEPT);
  const from = (messages[0]?.number ?? 1) - 1;
  const entries = [...thread.entries].filter(([, entry]) => entry.after_number >= from).slice(-MESSAGES_KEPT);
  const isCut = thread.isCut === true || messages.length < thread.messages.size || entries.length < thread.entries.size;
  return { ...thread, messages: new Map(messages.map((message) => [message.number, message])), entries: new Map(entries), isCut };
}
