// Fetches threads and contact cards. A lost session shows itself in the facts; other failures are for the caller.

import { batch } from "@preact/signals";
import { call } from "../../shared/api";
import type { ActivityPage, AgentHears, AgentMessages, ContactCard, InboxThread, ProductsPage } from "../../shared/protocol";
import type { ActivityAsk } from "./activity";
import type { CatalogueAsk } from "./catalogue";
import type { Facts } from "./facts";
import { heedIn } from "./heeding";
import { patiently } from "./patience";
import type { Place } from "./place";
import { withContact, withListed } from "./rows";
import { hasEarlier, withCard, withEarlier, withoutThread, withThread, type Thread } from "./threads";

const PAGE_SIZE = 50;
/** The most parts that are fetched to open a thread at an old message: of 500 messages each. */
const PARTS_MAX = 20;
/** How often a busy server is asked how one conversation stands: for about ten seconds. */
const ROW_TRIES = 6;
/** Products looked at together. */
const PRODUCTS = 20;

export type Fetching = ReturnType<typeof openFetching>;

export function openFetching(facts: Facts, place: Place) {
  /** Contacts whose card is on its way → whether it changed once more meanwhile. */
  const coming = new Map<string, boolean>();
  /** Contacts that changed while a thread was on its way: its answer may not know of that. */
  const changed = new Set<string>();
  /** Conversations of which something was heard while threads were on their way → its position: likewise. */
  const heardOf = new Map<string, number>();
  let threadsComing = 0;
  const heed = heedIn(facts);

  /** Tries; a lost session shows itself, anything else that fails is undefined. */
  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      heed(error);
      return undefined;
    }
  }

  /** Details, records or events of somebody changed. Matters only for a contact whose thread is kept; however often, one call at a time. */
  async function card(contact_id: string): Promise<void> {
    if (threadsComing > 0) changed.add(contact_id);
    if (coming.has(contact_id)) return void coming.set(contact_id, true);
    do {
      if (![...facts.threads.value.values()].some((thread) => thread.contact.id === contact_id)) break;
      coming.set(contact_id, false);
      const card = await attempt(() => call<ContactCard>(`/api/inbox/contacts/${encodeURIComponent(contact_id)}`));
      if (card) told(card);
    } while (coming.get(contact_id) === true);
    coming.delete(contact_id);
  }

  /** What is known of somebody came anew. */
  function told(card: ContactCard): void {
    if (facts.erased.value.has(card.contact.id)) return;
    batch(() => {
      facts.threads.value = withCard(facts.threads.value, card, Date.now());
      facts.rows.value = withContact(facts.rows.value, card.contact);
    });
  }

  async function askThread(id: string, signal?: AbortSignal): Promise<InboxThread> {
    if (threadsComing === 0) {
      changed.clear();
      heardOf.clear();
    }
    threadsComing += 1;
    try {
      return await call<InboxThread>(`/api/inbox/conversations/${encodeURIComponent(id)}`, signal ? { signal } : {});
    } finally {
      threadsComing -= 1;
    }
  }

  /** Takes in how a conversation stands, with what was said in it or without; false where it is about somebody erased. */
  function take(found: InboxThread, hasMessages = true): boolean {
    if (facts.erased.value.has(found.contact.id)) return false;
    batch(() => {
      if (hasMessages) facts.threads.value = withThread(facts.threads.value, found);
      facts.rows.value = withListed(facts.rows.value, [found], found.seq);
    });
    if (changed.has(found.contact.id)) void card(found.contact.id);
    return true;
  }

  /** A conversation that is known is shown at once and brought up to date behind. `ahead` is an answer that was asked for before. */
  async function thread(id: string, ahead?: Promise<InboxThread>, isAgain = false): Promise<InboxThread | undefined> {
    if (place.conversation_id.value === id) facts.threadLoading.value = facts.threads.value.has(id) ? "ready" : "loading";
    try {
      const loaded = await (ahead ?? askThread(id));
      const isTaken = batch(() => {
        const isHere = take(loaded);
        if (place.conversation_id.value === id) facts.threadLoading.value = isHere ? "ready" : "erased";
        return isHere;
      });
      if (!isTaken) return undefined;
      // What came while this was on its way was for a thread that nobody knew yet.
      const isBehind = (heardOf.get(id) ?? 0) > loaded.seq;
      const again = isBehind && !isAgain ? await thread(id, undefined, true) : loaded;
      return again ?? (facts.threads.value.has(id) ? loaded : undefined);
    } catch (failure) {
      const error = heed(failure);
      if (error.status === 404) facts.threads.value = withoutThread(facts.threads.value, id);
      const isShown = place.conversation_id.value === id && !facts.threads.value.has(id);
      if (isShown) facts.threadLoading.value = facts.erased.value.has(id) ? "erased" : error.status === 404 ? "gone" : "failed";
      return undefined;
    }
  }

  /** What stands before a place of a thread. */
  async function before(id: string, cursor: string, asked: Record<string, string>): Promise<boolean> {
    const query = new URLSearchParams({ before: cursor, ...asked });
    const page = await attempt(() => call<AgentMessages>(`/api/inbox/conversations/${encodeURIComponent(id)}/messages?${query}`));
    if (page) facts.threads.value = withEarlier(facts.threads.value, id, cursor, page);
    return page !== undefined;
  }

  /** What is known of a thread, from where what came before can be asked for; a part that was kept is loaded anew first. */
  async function whole(id: string): Promise<Thread | undefined> {
    if (facts.threads.value.get(id)?.isCut) await thread(id);
    const known = facts.threads.value.get(id);
    return known?.isCut ? undefined : known;
  }

  /** A thread that is on its way may not know of it. */
  function heard(frame: AgentHears): void {
    if (threadsComing === 0) return;
    if (frame.type === "message" || frame.type === "entry") heardOf.set(frame.conversation.id, frame.seq);
    else if (frame.type === "changed") heardOf.set(frame.conversation_id, frame.seq);
  }

  return {
    attempt,
    heard,
    heed,
    askThread,
    thread,
    /** How a conversation stands now, also one that stands in no list; answers whether it is there. Fails where that cannot be told. */
    async row(id: string): Promise<boolean> {
      try {
        return take(await patiently(() => askThread(id), ROW_TRIES), false);
      } catch (error) {
        if (heed(error).status === 404) return false;
        throw error;
      }
    },
    /** Brings a conversation that need not be open to where it stands now; where that cannot be had nothing changes. */
    async bring(id: string): Promise<void> {
      const found = await attempt(() => patiently(() => askThread(id), ROW_TRIES));
      if (found) take(found);
    },
    async earlier(): Promise<void> {
      const shown = facts.current.value;
      if (!shown || !hasEarlier(shown) || facts.isLoadingEarlier.value) return;
      facts.isLoadingEarlier.value = true;
      const known = await whole(shown.id);
      if (known && known.next !== null) await before(known.id, known.next, { limit: String(PAGE_SIZE) });
      facts.isLoadingEarlier.value = false;
    },
    /** Everything back to a message, which may be long ago; answers whether it is here. */
    async back(id: string, number: number): Promise<boolean> {
      for (let part = 0; part < PARTS_MAX; part += 1) {
        if (facts.threads.value.get(id)?.messages.has(number)) return true;
        const known = await whole(id);
        if (!known || known.messages.has(number) || known.next === null) return known?.messages.has(number) === true;
        if (!(await before(id, known.next, { from: String(number) }))) return false;
      }
      return false;
    },
    card,
    told,
    activity(contact_id: string, { kind, cursor }: ActivityAsk): Promise<ActivityPage | undefined> {
      const asked = new URLSearchParams({ ...(kind === null ? {} : { kind }), ...(cursor === null ? {} : { cursor }) });
      return attempt(() => call<ActivityPage>(`/api/inbox/contacts/${encodeURIComponent(contact_id)}/activity?${asked}`));
    },
    products({ query, cursor }: CatalogueAsk, signal: AbortSignal): Promise<ProductsPage | undefined> {
      const asked = new URLSearchParams({ limit: String(PRODUCTS), ...(query === "" ? {} : { q: query }), ...(cursor === null ? {} : { cursor }) });
      return attempt(() => call<ProductsPage>(`/api/inbox/products?${asked}`, { signal }));
    },
  };
}
