// The inbox's state: what an agent can do, and what the server does to it. It knows nothing of how any of it is drawn.

import type { AgentHears, AgentSays, MeView } from "../../shared/protocol";
import { openLine, openSocket } from "../../shared/socket";
import { openStore, type Store } from "../../shared/storage";
import { openStream } from "../../shared/stream";
import { openBeside } from "./beside_thread";
import { openColleagues, openIdling } from "./colleagues";
import { openCommands } from "./commands";
import { openDesk } from "./desk";
import { openErasing } from "./erasing";
import { openFacts } from "./facts";
import { openFetching } from "./fetching";
import { openFolding } from "./folding";
import { permissionsOf } from "./habits";
import { openHearing } from "./hearing";
import { openNotifying } from "./notifications/notifying";
import { openNoteDrafts } from "./note_drafts";
import { openPeople } from "./people";
import type { Place } from "./place";
import { openPreferences } from "./preferences";
import { withOwnRead } from "./rows";
import { openWatching } from "./watching";
import type { Permission } from "./wire";
import { openWriting } from "./writing";

export type InboxState = ReturnType<typeof openInbox>;

/** Longest message an agent may send, in characters. */
export const MESSAGE_MAX_CHARS = 10_000;

/** `session` remembers what a reload of this tab should find again. */
export function openInbox(me: MeView, store: Store, place: Place, session: Store = openStore([])) {
  const prefix = `deskbell:inbox:${me.agent.id}:`;
  const facts = openFacts(place);
  const fetching = openFetching(facts, place);
  const { attempt } = fetching;
  const desk = openDesk({ me, facts, place, session, attempt });
  const { directory, counting, listing, scrolls, settling } = desk;
  const permissions = permissionsOf(me);
  const people = openPeople({ place, attempt, told: fetching.told, notes: openNoteDrafts(store, `${prefix}person:draft:`) });
  const chosen = openPreferences(me, typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`${prefix}chosen`));
  const tell = (frame: AgentSays) => line.say(frame);
  const undoSeconds = () => chosen.preferences.value.undo_send_seconds;
  const act: Parameters<typeof openWriting>[0]["act"] = (id, then) => void desk.acts.run([id], then);
  const me_id = me.agent.id;
  const writing = openWriting({ me_id, store, prefix, facts, place, tell, attempt, people: () => directory.agents.value, undoSeconds, act });
  const { drafts, outbox, pickings } = writing;
  const beside = openBeside({ me_id, facts, place, writing, fetching, tell, undoSeconds });
  const colleagues = openColleagues();
  const idling = openIdling((is_idle) => line.say({ type: "idle", is_idle }));
  const notifying = openNotifying({
    me,
    facts,
    chosen,
    conversation_id: place.conversation_id,
    open: place.openAt,
    attempt,
    line: () => line.state.peek(),
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
    heardBeside,
    seen,
    settled: settling.heard,
    directoryChanged: directory.changed,
    heard: beside.opening.heard,
    beside: beside.hear,
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
      writing.connected();
      beside.connected();
      watching.again();
      idling.again();
      void notifying.bell.renew();
      seen();
    },
    disconnected() {
      if (line.state.value === "live") facts.trueAt.value = Date.now();
      outbox.rewind();
      beside.lost();
    },
  });
  const watching = openWatching(facts, listing, (contact_ids) => line.say({ type: "watch", contact_ids }));

  function heardBeside(frame: AgentHears): boolean {
    if (frame.type !== "colleagues") return notifying.hear(frame);
    colleagues.hear(frame.colleagues);
    return true;
  }

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
    const asked = drafts.turn();
    const loaded = await fetching.thread(id);
    if (loaded) beside.loaded(loaded, asked);
    seen();
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
    /** As far as lists and keys hang on it. */
    habits: chosen.preferences,
    attempt,
    place,
    facts,
    writing,
    beside,
    /** What this agent has chosen, and how to choose. */
    chosen,
    preferences: chosen.preferences,
    notifying,
    colleagues,
    idling,
    /** What is folded away beside a conversation. */
    folding: openFolding(store, `${prefix}folded`),
    line,
    ...desk,
    commands: openCommands(),
    /** The person whose profile is open. */
    people,
    start,
    load,
    seen,
    loadEarlier: () => void fetching.earlier(),
    loadActivity: fetching.activity,
    loadProducts: fetching.products,
    look(isNow: boolean) {
      facts.isLooking.value = isNow;
      seen();
    },
  };
}
