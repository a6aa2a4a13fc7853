// The inbox's state: signals and what an agent can do to them. It knows nothing of how any of it is drawn.

import { batch, computed, signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import { openOutbox } from "../../shared/outbox";
import type { AgentHears, AgentMessages, AgentSays, ContactCard, InboxPage, InboxThread, MeView } from "../../shared/protocol";
import { openLine, openSocket } from "../../shared/socket";
import type { Store } from "../../shared/storage";
import { openStream } from "../../shared/stream";
import { newClientId } from "../../shared/text";
import { openTyping } from "../../shared/typing";
import { openDrafts } from "./drafts";
import type { Place } from "./place";
import { applyToRows, inOrder, unreadOf, withListed, withOwnRead, type Rows } from "./rows";
import { applyToThreads, hasEarlier, messagesOf, withCard, withMessages, withThread, type Threads } from "./threads";

export type InboxState = ReturnType<typeof openInbox>;
export type Loading = "loading" | "ready" | "failed" | "gone";

/** Longest message an agent may send, in characters. */
export const MESSAGE_MAX_CHARS = 10_000;

export function openInbox(me: MeView, store: Store, place: Place) {
  const rows = signal<Rows>(new Map());
  const threads = signal<Threads>(new Map());
  const listLoading = signal<Loading>("loading");
  const threadLoading = signal<Loading>("loading");
  const isLoadingEarlier = signal(false);
  const isLoadingMore = signal(false);
  const isSignedOut = signal(false);
  const isLooking = signal(true);
  const isAtEnd = signal(true);
  const online = signal<ReadonlyMap<string, boolean>>(new Map());
  const typingIn = signal<ReadonlyMap<string, number>>(new Map());
  const loadedAt = signal(Date.now());
  const list = computed(() => inOrder(rows.value));
  const current = computed(() => (place.conversation_id.value === null ? undefined : threads.value.get(place.conversation_id.value)));
  const messages = computed(() => messagesOf(current.value));
  const unread = computed(() => list.value.filter((row) => unreadOf(row) > 0).length);
  let next: string | null = null;

  const prefix = `deskbell:inbox:${me.agent.id}:`;
  const drafts = openDrafts(store, `${prefix}draft:`);
  const outbox = openOutbox({
    store,
    prefix: `${prefix}out:`,
    post: ({ client_id, conversation_id, body }) =>
      conversation_id !== null && line.say({ type: "message.post", client_id, conversation_id, body }),
  });
  const typing = openTyping((is_typing) => {
    const conversation_id = place.conversation_id.peek();
    if (conversation_id !== null) line.say({ type: "typing", conversation_id, is_typing });
  });

  const line = openLine<AgentSays, AgentHears>({
    openSocket: (after, hooks) => openSocket<AgentSays, AgentHears>(`/api/inbox/ws?after=${after ?? me.seq}`, null, hooks),
    openStream: (after, hooks) =>
      openStream({ url: `/api/inbox/stream?after=${after ?? me.seq}`, frames_url: "/api/inbox/frames", token: null }, hooks),
    apply: hear,
    async refetch() {
      const seq = await loadList();
      const id = place.conversation_id.value;
      threads.value = new Map([...threads.value].filter(([known]) => known === id));
      if (id !== null) await load(id);
      return seq;
    },
    refused: (code) => (isSignedOut.value = code === "signed_out" || isSignedOut.value),
    connected() {
      loadedAt.value = Date.now();
      outbox.rewind();
      outbox.pump();
      seen();
    },
    disconnected() {
      loadedAt.value = Date.now();
      outbox.rewind();
    },
  });

  function hear(frame: AgentHears): void {
    if (frame.type === "ack") return acknowledge(frame);
    if (frame.type === "refused") return outbox.refuse(frame);
    if (frame.type === "presence") return void (online.value = new Map(online.value).set(frame.contact_id, frame.is_online));
    if (frame.type === "typing") return void (frame.author === "visitor" && believeTyping(frame.conversation_id, frame.is_typing));
    if (frame.type === "contact") return void refreshCard(frame.contact_id);
    if (frame.type === "joined") return void rejoin();
    batch(() => {
      rows.value = applyToRows(rows.value, frame);
      threads.value = applyToThreads(threads.value, frame);
      if (frame.type !== "message") return;
      if (frame.message.client_id) outbox.settle(frame.message.client_id);
      if (frame.message.author === "visitor") believeTyping(frame.conversation.id, false);
    });
    seen();
  }

  function acknowledge(ack: Extract<AgentHears, { type: "ack" }>): void {
    const sent = outbox.items.value.find((one) => one.client_id === ack.client_id);
    if (!sent) return;
    batch(() => {
      const isHeard = threads.value.get(ack.conversation_id)?.messages.has(ack.number) === true;
      const own = { author: "agent" as const, author_id: me.agent.id, author_name: me.agent.name };
      const message = { ...own, id: ack.message_id, number: ack.number, client_id: ack.client_id, body: sent.body, at: Date.now() };
      if (!isHeard) threads.value = withMessages(threads.value, ack.conversation_id, [message]);
      outbox.acknowledge(ack);
    });
  }

  /** A hint that is not repeated ends by itself. */
  function believeTyping(id: string, isTyping: boolean): void {
    const until = isTyping ? Date.now() + 6_000 : 0;
    typingIn.value = new Map(typingIn.value).set(id, until);
    if (isTyping) setTimeout(() => typingIn.value.get(id) === until && believeTyping(id, false), 6_000);
  }

  async function refreshCard(contact_id: string): Promise<void> {
    if (![...threads.value.values()].some((thread) => thread.contact.id === contact_id)) return;
    const card = await attempt(() => call<ContactCard>(`/api/inbox/contacts/${contact_id}`));
    if (!card) return;
    batch(() => {
      threads.value = withCard(threads.value, card, Date.now());
      const { name, is_verified, external_id } = card.contact;
      const contact = { id: contact_id, name, is_verified, is_customer: external_id !== null };
      rows.value = new Map(
        [...rows.value].map(([id, row]) => [id, row.conversation.contact.id === contact_id ? { ...row, conversation: { ...row.conversation, contact } } : row]),
      );
    });
  }

  async function rejoin(): Promise<void> {
    rows.value = new Map();
    await attempt(loadList);
    const id = place.conversation_id.value;
    if (id !== null) await load(id);
  }

  /** Tries; a lost session shows itself, anything else is undefined. */
  async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isSignedOut) isSignedOut.value = true;
      return undefined;
    }
  }

  async function loadList(): Promise<number> {
    const page = await call<InboxPage>("/api/inbox/conversations?limit=50");
    batch(() => {
      rows.value = withListed(rows.value, page.conversations, page.seq);
      listLoading.value = "ready";
    });
    next = page.next;
    return page.seq;
  }

  async function start(): Promise<void> {
    listLoading.value = "loading";
    const seq = await attempt(loadList);
    if (seq === undefined) {
      listLoading.value = rows.value.size > 0 ? "ready" : "failed";
      return;
    }
    line.start(seq);
  }

  async function loadMore(): Promise<void> {
    if (next === null || isLoadingMore.value) return;
    isLoadingMore.value = true;
    const page = await attempt(() => call<InboxPage>(`/api/inbox/conversations?limit=50&cursor=${encodeURIComponent(next ?? "")}`));
    isLoadingMore.value = false;
    if (!page) return;
    next = page.next;
    rows.value = withListed(rows.value, page.conversations, page.seq);
  }

  /** Loads a conversation; one that is known is shown at once and brought up to date behind. */
  async function load(id: string): Promise<void> {
    threadLoading.value = threads.value.has(id) ? "ready" : "loading";
    try {
      const loaded = await call<InboxThread>(`/api/inbox/conversations/${encodeURIComponent(id)}`);
      batch(() => {
        threads.value = withThread(threads.value, loaded);
        rows.value = withListed(rows.value, [{ conversation: loaded.conversation, unread: loaded.unread }], loaded.seq);
        if (place.conversation_id.value === id) threadLoading.value = "ready";
      });
      for (const message of loaded.messages) if (message.client_id) outbox.settle(message.client_id);
      seen();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isSignedOut) isSignedOut.value = true;
      if (place.conversation_id.value === id && !threads.value.has(id)) threadLoading.value = error.status === 404 ? "gone" : "failed";
    }
  }

  async function loadEarlier(): Promise<void> {
    const thread = current.value;
    const oldest = messages.value[0]?.number;
    if (!thread || oldest === undefined || !hasEarlier(thread) || isLoadingEarlier.value) return;
    isLoadingEarlier.value = true;
    const page = await attempt(() => call<AgentMessages>(`/api/inbox/conversations/${thread.id}/messages?before=${oldest}&limit=50`));
    if (page) threads.value = withMessages(threads.value, thread.id, page.messages);
    isLoadingEarlier.value = false;
  }

  function send(body: string): void {
    const id = place.conversation_id.value;
    if (id === null) return;
    batch(() => {
      outbox.add({ client_id: newClientId(), conversation_id: id, body }, Date.now());
      drafts.of(id).value = "";
    });
    drafts.keep(id);
    typing.stop();
  }

  /** The newest message of the open conversation is in sight. */
  function seen(): void {
    const id = place.conversation_id.value;
    const newest = messages.value.at(-1)?.number;
    if (id === null || newest === undefined || !isLooking.value || !isAtEnd.value) return;
    const row = rows.value.get(id);
    if (row && row.own_read >= newest) return;
    if (line.say({ type: "read", conversation_id: id, number: newest })) rows.value = withOwnRead(rows.value, id, newest);
  }

  return {
    me, place, rows, list, threads, current, messages, unread, listLoading, threadLoading, isLoadingEarlier, isLoadingMore,
    isSignedOut, isAtEnd, online, typingIn, loadedAt, drafts, outbox, line, start, load, loadMore, loadEarlier, send, seen,
    look(isNow: boolean) {
      isLooking.value = isNow;
      seen();
    },
    typed(id: string) {
      drafts.keep(id);
      typing.say(drafts.of(id).value !== "");
    },
    edit(client_id: string) {
      const item = outbox.items.value.find((one) => one.client_id === client_id);
      const body = outbox.withdraw(client_id);
      if (!item?.conversation_id || body === null) return;
      const draft = drafts.of(item.conversation_id);
      draft.value = draft.value === "" ? body : `${body}\n${draft.value}`;
      drafts.keep(item.conversation_id);
    },
    /** The conversation after (1) or before (-1) the open one. */
    neighbour(step: 1 | -1): string | null {
      const order = list.value.map((row) => row.conversation.id);
      const at = order.indexOf(place.conversation_id.value ?? "");
      return at === -1 ? (order[0] ?? null) : (order[at + step] ?? null);
    },
  };
}
