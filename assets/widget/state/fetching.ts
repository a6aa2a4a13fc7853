// Fetches what this visitor has said and heard.

import { batch } from "@preact/signals";
import { ApiError } from "../../shared/api";
import type { VisitorConversations, VisitorMessages } from "../../shared/protocol";
import type { Contact, Facts } from "./facts";
import type { Session } from "./session";
import { newestThread, withConversations, withMessages } from "./thread";

const PAGE_SIZE = 50;

/**
 * Takes over all conversations and the newest messages; returns the position from which frames follow. Fails as superseded
 * where the answer is for somebody else, or not `isWanted` any more: what was proved since lets its browser see more.
 */
export async function fetchAll(facts: Facts, session: Session, isWanted: () => boolean): Promise<number> {
  const { person } = session;
  const listed = await session.fetch<VisitorConversations>("/api/widget/conversations");
  const there = withConversations(new Map(), listed.conversations);
  const chosen = facts.chosen.value;
  // The one that is looked at, else the newest; none beside a new one.
  const newest = typeof chosen === "string" ? there.get(chosen) : chosen === null ? undefined : newestThread(there);
  const page = newest && (await session.fetch<VisitorMessages>(`/api/widget/conversations/${newest.id}/messages?limit=${PAGE_SIZE}`));
  // The page may just be proving another customer, whom none of this answer is for.
  await session.proved();
  if (person !== session.person || !isWanted()) throw new ApiError(0, "superseded", "Another session began.");
  batch(() => {
    // What was proved has lapsed: what was shown because of it is not theirs to see any more.
    const hasLapsed = facts.isVerified.value && listed.contact.is_verified === false;
    let merged = withConversations(hasLapsed ? new Map() : facts.threads.value, listed.conversations);
    if (newest && page) merged = withMessages(merged, newest.id, page.messages);
    facts.threads.value = merged;
    const contact: Contact = listed.contact;
    facts.contact.value = contact;
    facts.isVerified.value = contact.is_verified ?? facts.isVerified.value;
    facts.isListed.value = true;
  });
  if (listed.wants_renewal) session.refresh();
  return listed.seq;
}

/** Takes over the newest messages of one conversation. */
export async function fetchThread(facts: Facts, session: Session, id: string): Promise<void> {
  const { person } = session;
  const page = await session.fetch<VisitorMessages>(`/api/widget/conversations/${encodeURIComponent(id)}/messages?limit=${PAGE_SIZE}`);
  if (person === session.person) facts.threads.value = withMessages(facts.threads.value, id, page.messages);
}

/** Puts older messages above; does nothing while it is doing so or when there are none. */
export async function fetchEarlier(facts: Facts, session: Session): Promise<void> {
  const thread = facts.current.value;
  const oldest = facts.messages.value[0]?.number;
  if (!thread || oldest === undefined || !facts.hasEarlier.value || facts.isLoadingEarlier.value) return;
  const { person } = session;
  facts.isLoadingEarlier.value = true;
  try {
    const page = await session.fetch<VisitorMessages>(`/api/widget/conversations/${thread.id}/messages?before=${oldest}&limit=${PAGE_SIZE}`);
    if (person === session.person) facts.threads.value = withMessages(facts.threads.value, thread.id, page.messages);
  } finally {
    facts.isLoadingEarlier.value = false;
  }
}
