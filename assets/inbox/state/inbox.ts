// The inbox's state: what an agent can do, and what the server does to it. It knows nothing of how any of it is drawn.

import { signal } from "@preact/signals";
import { AGENT_UPLOADS } from "../../shared/file_facts";
import { frameOf, openOutbox } from "../../shared/outbox";
import { openPicking, type Picking } from "../../shared/picking";
import { prepare } from "../../shared/preparing";
import type { AgentHears, AgentSays, MessageContent, MeView } from "../../shared/protocol";
import { openLine, openSocket } from "../../shared/socket";
import { openStore, type Store } from "../../shared/storage";
import { openStream } from "../../shared/stream";
import { newClientId } from "../../shared/text";
import { openTyping } from "../../shared/typing";
import { openUpload } from "../../shared/uploads";
import { openCommands } from "./commands";
import { openDesk } from "./desk";
import { openDrafts } from "./drafts";
import { openErasing } from "./erasing";
import { openFacts } from "./facts";
import { openFetching } from "./fetching";
import { openFolding } from "./folding";
import { openHearing } from "./hearing";
import { habitsOf, permissionsOf } from "./habits";
import { openPeople } from "./people";
import type { Place } from "./place";
import { withOwnRead } from "./rows";
import { openWatching } from "./watching";
import type { Permission } from "./wire";

export type InboxState = ReturnType<typeof openInbox>;

/** Longest message an agent may send, in characters. */
export const MESSAGE_MAX_CHARS = 10_000;

/** `session` remembers what a reload of this tab should find again. */
export function openInbox(me: MeView, store: Store, place: Place, session: Store = openStore([])) {
  const prefix = `deskbell:inbox:${me.agent.id}:`;
  const facts = openFacts(place);
  const fetching = openFetching(facts, place);
  const drafts = openDrafts(store, `${prefix}draft:`);
  const outbox = openOutbox({
    store,
    prefix: `${prefix}out:`,
    post: (outgoing) => outgoing.conversation_id !== null && line.say(frameOf(outgoing)),
  });
  const { attempt } = fetching;
  const desk = openDesk({ me, facts, place, session, attempt });
  const { directory, counting, listing, scrolls, settling } = desk;
  const permissions = permissionsOf(me);
  const people = openPeople({ place, attempt, told: fetching.told });
  const pickings = new Map<string, Picking>();
  const typing = openTyping((is_typing) => {
    const conversation_id = place.conversation_id.peek();
    if (conversation_id !== null) line.say({ type: "typing", conversation_id, is_typing });
  });
  const erase = openErasing({ facts, place, drafts, outbox, pickings });
  const hear = openHearing({
    facts,
    outbox,
    agent: me.agent,
    cardChanged(id) {
      void fetching.card(id);
      people.changed(id);
    },
    joined: (from, to) => void people.joined(from, to),
    erased(contact_id) {
      erase(contact_id);
      people.gone(contact_id);
      listing.without(facts.erased.value);
      counting.changed();
    },
    rejoin: (seq) => void rejoin(seq),
    seen,
    settled: settling.heard,
    directoryChanged: directory.changed,
    draftsChanged: settling.draftsChanged,
  });
  const line = openLine<AgentSays, AgentHears>({
    openSocket: (after, hooks) => openSocket<AgentSays, AgentHears>(`/api/inbox/ws?after=${after ?? me.seq}`, null, hooks),
    openStream: (after, hooks) =>
      openStream({ url: `/api/inbox/stream?after=${after ?? me.seq}`, frames_url: "/api/inbox/frames", token: null }, hooks),
    apply: hear,
    refetch,
    refused: (code) => (facts.isSignedOut.value ||= code === "signed_out"),
    connected() {
      facts.trueAt.value = Date.now();
      outbox.rewind();
      outbox.pump();
      watching.again();
      seen();
    },
    disconnected() {
      if (line.state.value === "live") facts.trueAt.value = Date.now();
      outbox.rewind();
    },
  });
  const watching = openWatching(facts, listing, (contact_ids) => line.say({ type: "watch", contact_ids }));

  /** Too far behind to catch up frame by frame. */
  async function refetch(): Promise<number> {
    listing.forgetOthers();
    const seq = await listing.renew();
    void directory.renew();
    counting.changed();
    await keepOpenOnly();
    return seq;
  }

  async function keepOpenOnly(): Promise<void> {
    const id = place.conversation_id.value;
    facts.threads.value = new Map([...facts.threads.value].filter(([known]) => known === id));
    if (id !== null) await load(id);
  }

  /** The old list stays until the new one is here. When it cannot be had, the line hears of the joining again. */
  async function rejoin(seq: number): Promise<void> {
    listing.forgetOthers();
    const position = await attempt(listing.renew);
    if (position === undefined) return line.restart(seq - 1);
    counting.changed();
    await keepOpenOnly();
  }

  async function load(id: string): Promise<void> {
    const loaded = await fetching.thread(id);
    for (const message of loaded?.messages ?? []) outbox.settle(message.client_id, id);
    seen();
  }

  /** The files picked for the next message of that conversation. */
  function pickingOf(id: string): Picking {
    const known = pickings.get(id) ?? openPicking({ rules: () => AGENT_UPLOADS, upload: openUpload("/api/inbox/files"), prepare, send: () => sendIn(id) });
    pickings.set(id, known);
    return known;
  }

  /** Sends what is written in that conversation, which need not be open any more. */
  function sendIn(id: string): void {
    const draft = drafts.of(id);
    const body = draft.value.trim();
    const files = pickingOf(id).take();
    if (body === "" && files.length === 0) return;
    outbox.add({ client_id: newClientId(), conversation_id: id, body, files }, Date.now());
    draft.value = "";
    drafts.keep(id);
    typing.stop();
  }

  async function start(): Promise<void> {
    void directory.renew();
    void counting.renew();
    const seq = await attempt(listing.renew);
    if (seq === undefined) return;
    line.start(seq);
    await listing.reach(scrolls.of(listing.name.value));
  }

  /** The newest message of the open conversation is in sight. */
  function seen(): void {
    const id = place.conversation_id.value;
    const newest = facts.messages.value.at(-1)?.number;
    if (id === null || newest === undefined || !facts.isLooking.value || !facts.isAtEnd.value) return;
    if ((facts.rows.value.get(id)?.own_read ?? 0) >= newest) return;
    if (line.say({ type: "read", conversation_id: id, number: newest })) facts.rows.value = withOwnRead(facts.rows.value, id, newest);
  }

  return {
    me,
    /** Whether settings and keys are this agent's to change. */
    mayManage: permissions.has("manage"),
    may: (permission: Permission) => permissions.has(permission),
    habits: signal(habitsOf(me)),
    place,
    facts,
    drafts,
    /** What is folded away beside a conversation. */
    folding: openFolding(store, `${prefix}folded`),
    outbox,
    line,
    ...desk,
    commands: openCommands(),
    /** The person whose profile is open. */
    people,
    pickingOf,
    start,
    load,
    seen,
    loadEarlier: () => void fetching.earlier(),
    loadActivity: fetching.activity,
    loadProducts: fetching.products,
    sendIn,
    /** Sends a message of a kind of its own; the draft stays. */
    sendContent(body: string, content: MessageContent) {
      const id = place.conversation_id.value;
      if (id !== null) outbox.add({ client_id: newClientId(), conversation_id: id, body, content }, Date.now());
    },
    look(isNow: boolean) {
      facts.isLooking.value = isNow;
      seen();
    },
    typed(id: string) {
      drafts.keep(id);
      typing.say(drafts.of(id).value !== "");
    },
    /** Takes an unsent message back into the box it was written in. */
    edit(client_id: string) {
      const unsent = outbox.items.value.find((one) => one.client_id === client_id);
      const id = unsent?.conversation_id;
      if (unsent === undefined || id == null) return;
      const { body, files } = unsent;
      outbox.withdraw(client_id);
      pickingOf(id).put(files);
      if (body === "") return;
      const draft = drafts.of(id);
      draft.value = draft.value === "" ? body : `${body}\n${draft.value}`;
      drafts.keep(id);
    },
  };
}
