// Fetches list, threads and contact cards. A lost session shows itself in the facts; other failures are for the caller.

import { batch } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import type { AgentMessages, ContactCard, InboxPage, InboxThread } from "../../shared/protocol";
import type { Facts } from "./facts";
import type { Place } from "./place";
import { changedSince, withContact, withListed, type Rows } from "./rows";
import { withCard, withMessages, withThread } from "./threads";

const PAGE_SIZE = 50;

export type Fetching = ReturnType<typeof openFetching>;

export function openFetching(facts: Facts, place: Place) {
  let next: string | null = null;

  /** Tries; a lost session shows itself, anything else that fails is undefined. */
  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isSignedOut) facts.isSignedOut.value = true;
      return undefined;
    }
  }

  /** Replaces the rows of `before`, if given: what was heard since then stays. */
  async function newestRows(before: Rows = new Map()): Promise<number> {
    const page = await call<InboxPage>(`/api/inbox/conversations?limit=${PAGE_SIZE}`);
    next = page.next;
    batch(() => {
      facts.rows.value = withListed(changedSince(before, facts.rows.value, page.conversations), page.conversations, page.seq);
      facts.listLoading.value = "ready";
    });
    return page.seq;
  }

  return {
    attempt,
    /** Loads the top of the list; returns the position from which frames follow. Fails when it cannot. */
    newestRows,
    async moreRows(): Promise<void> {
      const cursor = next;
      if (cursor === null || facts.isLoadingMore.value) return;
      facts.isLoadingMore.value = true;
      const page = await attempt(() => call<InboxPage>(`/api/inbox/conversations?limit=${PAGE_SIZE}&cursor=${encodeURIComponent(cursor)}`));
      facts.isLoadingMore.value = false;
      if (!page) return;
      next = page.next;
      facts.rows.value = withListed(facts.rows.value, page.conversations, page.seq);
    },
    /** A conversation that is known is shown at once and brought up to date behind. */
    async thread(id: string): Promise<InboxThread | undefined> {
      facts.threadLoading.value = facts.threads.value.has(id) ? "ready" : "loading";
      try {
        const loaded = await call<InboxThread>(`/api/inbox/conversations/${encodeURIComponent(id)}`);
        batch(() => {
          facts.threads.value = withThread(facts.threads.value, loaded);
          facts.rows.value = withListed(facts.rows.value, [loaded], loaded.seq);
          if (place.conversation_id.value === id) facts.threadLoading.value = "ready";
        });
        return loaded;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.isSignedOut) facts.isSignedOut.value = true;
        const isShown = place.conversation_id.value === id && !facts.threads.value.has(id);
        if (isShown) facts.threadLoading.value = error.status === 404 ? "gone" : "failed";
        return undefined;
      }
    },
    async earlier(): Promise<void> {
      const thread = facts.current.value;
      const oldest = facts.messages.value[0]?.number;
      if (!thread || oldest === undefined || !facts.hasEarlier.value || facts.isLoadingEarlier.value) return;
      facts.isLoadingEarlier.value = true;
      const page = await attempt(() => call<AgentMessages>(`/api/inbox/conversations/${thread.id}/messages?before=${oldest}&limit=${PAGE_SIZE}`));
      if (page) facts.threads.value = withMessages(facts.threads.value, thread.id, page.messages);
      facts.isLoadingEarlier.value = false;
    },
    /** Details, records or events; `changed_at` where they changed, null where they were never asked for. Matters only for a contact whose thread is kept. */
    async card(contact_id: string, changed_at: number | null): Promise<void> {
      if (![...facts.threads.value.values()].some((thread) => thread.contact.id === contact_id)) return;
      const card = await attempt(() => call<ContactCard>(`/api/inbox/contacts/${encodeURIComponent(contact_id)}`));
      if (!card) return;
      batch(() => {
        facts.threads.value = withCard(facts.threads.value, card, changed_at);
        facts.rows.value = withContact(facts.rows.value, card.contact);
      });
    },
  };
}
