// The panel's state: signals and what can be done to them. It knows nothing of how any of it is drawn.

import { batch, computed, signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import { backoffMs } from "../../shared/backoff";
import { openOutbox, type Outgoing } from "../../shared/outbox";
import type { PanelConfig, VisitorConversations, VisitorHears, VisitorMessages, VisitorSays } from "../../shared/protocol";
import { openLine, openSocket } from "../../shared/socket";
import type { Store } from "../../shared/storage";
import { openStream } from "../../shared/stream";
import { newClientId } from "../../shared/text";
import { openSession } from "./session";
import { applyFrame, hasEarlier, messagesOf, newestThread, unreadOf, withConversations, withMessages, withRead, type Threads } from "./thread";
import { openTyping } from "../../shared/typing";

export interface PanelHooks {
  emit(name: string, detail: Record<string, string | number | boolean | null>): void;
  acted(hasActed: boolean): void;
  identified(isVerified: boolean): void;
  /** Something the other tabs of this browser should know. */
  tellTabs(news: TabNews): void;
}

export type TabNews = { type: "read"; conversation_id: string; number: number } | { type: "session" };
export type PanelState = ReturnType<typeof openPanel>;

const PAGE_SIZE = 50;

export function openPanel(config: PanelConfig, store: Store, hooks: PanelHooks) {
  const threads = signal<Threads>(new Map());
  const current = computed(() => newestThread(threads.value));
  const messages = computed(() => messagesOf(current.value));
  const unread = computed(() => [...threads.value.values()].reduce((sum, thread) => sum + unreadOf(thread), 0));
  const loading = signal<"idle" | "loading" | "failed" | "unavailable">("idle");
  const isLoadingEarlier = signal(false);
  const isLooking = signal(false);
  const isAtEnd = signal(true);
  const prefix = `deskbell:${config.app_id}:`;
  const draft = signal(store.get(`${prefix}draft`) ?? "");
  let attempts = 0;
  let retry = 0;

  const session = openSession(config.app_id, store, {
    began({ isAnother, mayHaveHistory }) {
      if (isAnother) dropShown();
      hooks.acted(true);
      hooks.tellTabs({ type: "session" });
      line.stop();
      if (mayHaveHistory) void resume();
      else line.start(null);
    },
    identified(isVerified, problem) {
      hooks.identified(isVerified);
      if (problem) hooks.emit("error", { code: problem, message: "The proof of who this is was not accepted." });
      else hooks.emit("identified", { verified: isVerified });
    },
  });

  const outbox = openOutbox({ store, prefix: `${prefix}out:`, post });
  const typing = openTyping((is_typing) => {
    const conversation_id = current.value?.id;
    if (conversation_id !== undefined) line.say({ type: "typing", conversation_id, is_typing });
  });

  const line = openLine<VisitorSays, VisitorHears>({
    openSocket: (after, lineHooks) =>
      openSocket("/api/widget/ws", { type: "hello", app_id: config.app_id, token: session.token.value ?? "", after, page: session.page }, lineHooks),
    openStream: (after, lineHooks) =>
      openStream(
        {
          url: `/api/widget/stream?app_id=${config.app_id}${after === null ? "" : `&after=${after}`}`,
          frames_url: "/api/widget/frames",
          token: session.token.value,
        },
        lineHooks,
      ),
    apply: hear,
    refetch: fetchAll,
    refused: (code) => (code === "signed_out" ? beAnonymous() : void (loading.value = "unavailable")),
    connected() {
      outbox.rewind();
      outbox.pump();
      sayRead();
    },
    disconnected: () => outbox.rewind(),
  });

  function post(outgoing: Outgoing): boolean {
    if (session.token.value !== null) return line.say({ type: "message.post", client_id: outgoing.client_id, conversation_id: outgoing.conversation_id, body: outgoing.body });
    void begin();
    return false;
  }

  /** The first act: asks for a session, again and again while the server is away. */
  async function begin(): Promise<void> {
    clearTimeout(retry);
    try {
      await session.ensure();
      attempts = 0;
    } catch (error) {
      fail(error, () => void begin());
    }
  }

  /** Fetches what this visitor has, then follows. */
  async function resume(): Promise<void> {
    clearTimeout(retry);
    if (session.token.value === null) return;
    if (messages.value.length === 0) loading.value = "loading";
    try {
      const seq = await fetchAll();
      attempts = 0;
      loading.value = "idle";
      line.start(seq);
    } catch (error) {
      fail(error, () => void resume());
    }
  }

  function fail(error: unknown, again: () => void): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.isSignedOut) return beAnonymous();
    if (error.status >= 400 && error.status < 500 && error.status !== 429) {
      outbox.detach(error.message);
      if (error.status === 403) loading.value = "unavailable";
      return;
    }
    loading.value = messages.value.length === 0 && session.token.value !== null ? "failed" : "idle";
    const pause = error.retryAfter === null ? backoffMs(attempts, Math.random()) : error.retryAfter * 1_000;
    attempts += 1;
    retry = setTimeout(again, pause) as unknown as number;
  }

  async function fetchAll(): Promise<number> {
    const token = session.token.value;
    const listed = await call<VisitorConversations>("/api/widget/conversations", { token });
    const newest = newestThread(withConversations(new Map(), listed.conversations));
    const page = newest && (await call<VisitorMessages>(`/api/widget/conversations/${newest.id}/messages?limit=${PAGE_SIZE}`, { token }));
    if (token !== session.token.value) throw new ApiError(0, "superseded", "Another session began.");
    batch(() => {
      let merged = withConversations(threads.value, listed.conversations);
      if (newest && page) merged = withMessages(merged, newest.id, page.messages);
      threads.value = merged;
    });
    settleSent();
    return listed.seq;
  }

  /** What was sent before a reload and is stored by now needs no second sending. */
  function settleSent(): void {
    for (const message of messages.value) if (message.client_id) outbox.settle(message.client_id);
  }

  function hear(frame: VisitorHears): void {
    if (frame.type === "ack") return acknowledge(frame);
    if (frame.type === "refused") return outbox.refuse(frame);
    if (frame.type === "typing") return typing.hear(frame.conversation_id, frame.name, frame.is_typing);
    if (frame.type === "joined") return void fetchAll().catch(() => line.restart());
    const isKnown = frame.type === "message" && (threads.value.get(frame.conversation_id)?.last_number ?? 0) >= frame.message.number;
    threads.value = applyFrame(threads.value, frame);
    if (frame.type !== "message") return;
    if (frame.message.client_id) outbox.settle(frame.message.client_id);
    if (frame.message.author === "agent") {
      typing.hear(frame.conversation_id, null, false);
      if (!isKnown) hooks.emit("message:received", { conversation_id: frame.conversation_id, message_id: frame.message.id });
    }
    seen();
  }

  function acknowledge(ack: Extract<VisitorHears, { type: "ack" }>): void {
    const sent = outbox.items.value.find((one) => one.client_id === ack.client_id);
    if (!sent) return outbox.acknowledge(ack);
    batch(() => {
      const isHeard = threads.value.get(ack.conversation_id)?.messages.has(ack.number) === true;
      const message = { id: ack.message_id, number: ack.number, client_id: ack.client_id, author: "visitor" as const, author_name: null, body: sent.body, at: Date.now() };
      if (!isHeard) threads.value = withMessages(threads.value, ack.conversation_id, [message]);
      outbox.acknowledge(ack);
    });
    if (sent.conversation_id === null) hooks.emit("conversation:started", { conversation_id: ack.conversation_id });
    hooks.emit("message:sent", { conversation_id: ack.conversation_id, message_id: ack.message_id });
  }

  function send(body: string): void {
    batch(() => {
      outbox.add({ client_id: newClientId(), conversation_id: current.value?.id ?? null, body }, Date.now());
      draft.value = "";
    });
    keepDraft();
    typing.stop();
  }

  /** Drafts are kept only for browsers that have acted: before that nothing is stored. */
  function keepDraft(): void {
    if (draft.value === "") store.remove(`${prefix}draft`);
    else if (session.token.value !== null || outbox.items.value.length > 0) store.set(`${prefix}draft`, draft.value);
  }

  /** The visitor looks at the newest message. */
  function seen(): void {
    const thread = current.value;
    if (!isLooking.value || !isAtEnd.value || !thread || thread.own_read >= thread.last_number) return;
    threads.value = withRead(threads.value, thread.id, thread.last_number);
    hooks.tellTabs({ type: "read", conversation_id: thread.id, number: thread.last_number });
    sayRead();
  }

  function sayRead(): void {
    const thread = current.value;
    if (thread && thread.own_read > 0) line.say({ type: "read", conversation_id: thread.id, number: thread.own_read });
  }

  function dropShown(): void {
    threads.value = new Map();
    outbox.clear();
    draft.value = "";
    keepDraft();
  }

  function beAnonymous(): void {
    clearTimeout(retry);
    line.stop();
    session.forget();
    hooks.acted(false);
    hooks.identified(false);
    batch(() => {
      threads.value = new Map();
      loading.value = "idle";
      outbox.detach("This conversation was ended on this browser. Send the message again to start a new one.");
    });
  }

  async function loadEarlier(): Promise<void> {
    const thread = current.value;
    const oldest = messages.value[0]?.number;
    if (!thread || oldest === undefined || !hasEarlier(thread) || isLoadingEarlier.value) return;
    isLoadingEarlier.value = true;
    try {
      const page = await call<VisitorMessages>(`/api/widget/conversations/${thread.id}/messages?before=${oldest}&limit=${PAGE_SIZE}`, { token: session.token.value });
      threads.value = withMessages(threads.value, thread.id, page.messages);
    } catch (error) {
      if (error instanceof ApiError && error.isSignedOut) beAnonymous();
    } finally {
      isLoadingEarlier.value = false;
    }
  }

  return {
    config,
    threads,
    current,
    messages,
    unread,
    loading,
    draft,
    outbox,
    session,
    line,
    isLoadingEarlier,
    isAtEnd,
    typing: typing.who,
    hasEarlier: computed(() => hasEarlier(current.value)),
    resume,
    send,
    loadEarlier,
    seen,
    look(isNow: boolean) {
      isLooking.value = isNow;
      seen();
    },
    typed() {
      keepDraft();
      typing.say(draft.value !== "");
    },
    edit(client_id: string) {
      const body = outbox.withdraw(client_id);
      if (body !== null) draft.value = draft.value === "" ? body : `${body}\n${draft.value}`;
      keepDraft();
    },
    identify(identity: Parameters<typeof session.identify>[0]) {
      session.identify(identity).catch((error: unknown) => {
        if (error instanceof ApiError && error.isSignedOut) beAnonymous();
        else if (error instanceof ApiError) hooks.emit("error", { code: error.code, message: error.message });
      });
    },
    async logout() {
      line.stop();
      clearTimeout(retry);
      dropShown();
      hooks.acted(false);
      hooks.identified(false);
      await session.end();
      hooks.tellTabs({ type: "session" });
    },
    hearTab(news: TabNews) {
      if (news.type === "read") threads.value = withRead(threads.value, news.conversation_id, news.number);
      else if (session.adopt()) {
        line.stop();
        threads.value = new Map();
        void resume();
      }
    },
  };
}
