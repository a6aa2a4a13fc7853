// The panel's state: what can be done to it, by the visitor, the page, the server and the browser's other tabs.
// It knows nothing of how any of it is drawn.

import { batch } from "@preact/signals";
import { ApiError } from "../../shared/api";
import { backoffMs } from "../../shared/backoff";
import { prepare } from "../../shared/downscale";
import type { Values } from "../../shared/form_check";
import { frameOf, openOutbox, type Outgoing } from "../../shared/outbox";
import { openPicking } from "../../shared/picking";
import type { Attachment, Identity, PanelConfig } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { newClientId } from "../../shared/text";
import { openTyping } from "../../shared/typing";
import { openUpload } from "../../shared/uploads";
import { answerForm } from "./answering";
import { openDraft } from "./draft";
import { openFacts } from "./facts";
import { fetchAll, fetchEarlier } from "./fetching";
import { openHearing } from "./hearing";
import type { PanelHooks, TabNews } from "./hooks";
import { openVisitorLine } from "./line";
import { openSession, type Beginning } from "./session";
import { withRead } from "./thread";

export type PanelState = ReturnType<typeof openPanel>;

const ENDED = "This conversation was ended on this browser. Send the message again to start a new one.";

export function openPanel(config: PanelConfig, store: Store, hooks: PanelHooks) {
  const prefix = `deskbell:${config.app_id}:`;
  const facts = openFacts();
  const session = openSession(config.app_id, store, {
    began,
    identified,
    claimsRefused: ({ code, message }) => hooks.emit("error", { code, message }),
  });
  const outbox = openOutbox({ store, prefix: `${prefix}out:`, post });
  const draft = openDraft(store, `${prefix}draft`, () => session.token.value !== null || outbox.items.value.length > 0);
  const typing = openTyping(sayTyping);
  const picking = openPicking({ rules: () => config.uploads, upload: openUpload("/api/widget/files", actingToken), prepare });
  const hear = openHearing({ facts, outbox, typing, emit: hooks.emit, rejoin, seen });
  const line = openVisitorLine(config, session, {
    apply: hear,
    refetch: fetch,
    refused: (code) => (code === "signed_out" ? beAnonymous(ENDED) : void (facts.loading.value = "unavailable")),
    connected() {
      outbox.rewind();
      outbox.pump();
      sayRead();
    },
    disconnected: () => outbox.rewind(),
  });
  let attempts = 0;
  let retry = 0;

  function began({ isAnother, isRenewed, mayHaveHistory }: Beginning): void {
    if (isAnother) dropShown();
    if (isRenewed) putAside();
    hooks.acted(true);
    hooks.tellTabs({ type: "session", isAnother });
    line.stop();
    if (mayHaveHistory) void resume();
    else line.start(null);
  }

  function identified(isVerified: boolean, problem: string | null): void {
    hooks.identified(isVerified);
    if (problem === null) hooks.emit("identified", { verified: isVerified });
    else hooks.emit("error", { code: problem, message: "The proof of who this is was not accepted." });
  }

  function post(outgoing: Outgoing): boolean {
    if (session.token.value !== null) return line.say(frameOf(outgoing));
    void begin();
    return false;
  }

  /** To pick a file is an act: it begins the session where there is none. */
  async function actingToken(): Promise<string> {
    await session.ensure();
    const token = session.token.value;
    if (token === null) throw new ApiError(0, "unreachable", "The server cannot be reached. Check the connection.");
    return token;
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
    if (facts.messages.value.length === 0) facts.loading.value = "loading";
    try {
      const seq = await fetch();
      attempts = 0;
      facts.loading.value = "idle";
      line.start(seq);
    } catch (error) {
      fail(error, () => void resume());
    }
  }

  async function fetch(): Promise<number> {
    const seq = await fetchAll(facts, session);
    // What was sent before a reload and is stored by now needs no second sending.
    const id = facts.current.value?.id;
    for (const message of facts.messages.value) if (id !== undefined) outbox.settle(message.client_id, id);
    // Written while it was not known yet that there is a conversation already.
    if (id !== undefined) outbox.follow(id);
    return seq;
  }

  /** What is shown stays until there is more. When it cannot be had, the line hears of the joining again. */
  function rejoin(seq: number): void {
    const token = session.token.value;
    fetch().catch(() => token === session.token.value && line.restart(seq - 1));
  }

  function fail(error: unknown, again: () => void): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.isSignedOut) return beAnonymous(ENDED);
    if (error.code === "superseded") return;
    if (error.status >= 400 && error.status < 500 && error.status !== 429) {
      outbox.detach(error.message);
      facts.loading.value = error.status === 403 ? "unavailable" : "failed";
      return;
    }
    facts.loading.value = facts.messages.value.length === 0 && session.token.value !== null ? "failed" : "idle";
    const pause = error.retryAfter === null ? backoffMs(attempts, Math.random()) : error.retryAfter * 1_000;
    attempts += 1;
    retry = setTimeout(again, pause) as unknown as number;
  }

  function sayTyping(is_typing: boolean): void {
    const conversation_id = facts.current.value?.id;
    if (conversation_id !== undefined) line.say({ type: "typing", conversation_id, is_typing });
  }

  /** The visitor looks at the newest message. */
  function seen(): void {
    const thread = facts.current.value;
    if (!facts.isLooking.value || !facts.isAtEnd.value || !thread || thread.own_read >= thread.last_number) return;
    facts.threads.value = withRead(facts.threads.value, thread.id, thread.last_number);
    hooks.tellTabs({ type: "read", conversation_id: thread.id, number: thread.last_number });
    sayRead();
  }

  function sayRead(): void {
    const thread = facts.current.value;
    if (thread && thread.own_read > 0) line.say({ type: "read", conversation_id: thread.id, number: thread.own_read });
  }

  function dropShown(): void {
    facts.threads.value = new Map();
    outbox.clear();
    draft.clear();
    picking.take();
  }

  /** Nobody knows any more whose this was: nothing of it is shown, and nothing unsent leaves by itself or is lost. */
  function putAside(): void {
    facts.threads.value = new Map();
    outbox.detach(ENDED);
  }

  /** Another tab began a session, ended this one, or made it another customer's: then what is on screen is not theirs. */
  function followTab(change: "same" | "began" | "ended", isAnother: boolean): void {
    if (change === "same") return;
    clearTimeout(retry);
    line.stop();
    facts.threads.value = new Map();
    if (change === "ended") {
      if (isAnother) dropShown();
      else putAside();
      hooks.identified(false);
    }
    hooks.acted(session.token.value !== null);
    facts.loading.value = "idle";
    void resume();
  }

  /** The server no longer knows this browser. What was written but not sent stays. */
  function beAnonymous(reason: string): void {
    if (session.isElsewhere()) return followTab(session.adopt(), false);
    clearTimeout(retry);
    line.stop();
    const renewal = session.renew();
    if (renewal) return void renewal.catch((error: unknown) => error instanceof ApiError && fail(error, () => beAnonymous(reason)));
    session.forget();
    hooks.acted(false);
    hooks.identified(false);
    batch(() => {
      facts.threads.value = new Map();
      facts.loading.value = "idle";
      outbox.detach(reason);
    });
  }

  return {
    config,
    facts,
    session,
    outbox,
    draft,
    line,
    picking,
    typing: typing.who,
    resume,
    seen,
    send(body: string, files: readonly Attachment[] = []) {
      outbox.add({ client_id: newClientId(), conversation_id: facts.current.value?.id ?? null, body, files }, Date.now());
      draft.clear();
      typing.stop();
    },
    /** A choice that was offered: sent as the visitor's own words, beside what they are writing. */
    reply(body: string) {
      outbox.add({ client_id: newClientId(), conversation_id: facts.current.value?.id ?? null, body }, Date.now());
    },
    /** Gives a form's values; fails with `ApiError`, which names the fields that are wrong. */
    answer: (number: number, values: Values) => answerForm(facts, session, number, values),
    loadEarlier() {
      fetchEarlier(facts, session).catch((error: unknown) => error instanceof ApiError && error.isSignedOut && beAnonymous(ENDED));
    },
    look(isNow: boolean) {
      facts.isLooking.value = isNow;
      seen();
    },
    typed() {
      draft.keep();
      typing.say(draft.text.value !== "");
    },
    edit(client_id: string) {
      picking.put(outbox.items.value.find((one) => one.client_id === client_id)?.files ?? []);
      const body = outbox.withdraw(client_id);
      if (body) draft.prepend(body);
    },
    identify(identity: Identity) {
      session.identify(identity).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        if (error.isSignedOut) beAnonymous(ENDED);
        else hooks.emit("error", { code: error.code, message: error.message });
      });
    },
    async logout() {
      line.stop();
      clearTimeout(retry);
      dropShown();
      hooks.acted(false);
      hooks.identified(false);
      const ending = session.end();
      hooks.tellTabs({ type: "session", isAnother: true });
      await ending;
    },
    hearTab(news: TabNews) {
      if (news.type === "read") facts.threads.value = withRead(facts.threads.value, news.conversation_id, news.number);
      else followTab(session.adopt(), news.isAnother);
    },
  };
}
