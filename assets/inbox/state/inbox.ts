// The inbox's state: what an agent can do, and what the server does to it. It knows nothing of how any of it is drawn.

import { backoffMs } from "../../shared/backoff";
import type { AgentHears, AgentSays, MeView } from "../../shared/protocol";
import { openLine, openSocket } from "../../shared/socket";
import { openStore, type Store } from "../../shared/storage";
import { openStream } from "../../shared/stream";
import { openAiming } from "./aiming";
import { openBeside } from "./beside_thread";
import { openColleagues, openIdling } from "./colleagues";
import { openCommands } from "./commands";
import { openDesk } from "./desk";
import { openErasing } from "./erasing";
import { openFacts } from "./facts";
import { openFetching } from "./fetching";
import { openFinishing } from "./finishing";
import { openFolding } from "./folding";
import { permissionsOf } from "./habits";
import { openHearing } from "./hearing";
import { openNotifying } from "./notifications/notifying";
import { openNoteDrafts } from "./note_drafts";
import { openPeople } from "./people";
import type { Place } from "./place";
import { openPreferences } from "./preferences";
import { openSeeing } from "./seeing";
import { openWatching } from "./watching";
import type { Permission } from "./wire";
import { openWriting } from "./writing";

export type InboxState = ReturnType<typeof openInbox>;

/** Longest message an agent may send, in characters. */
export const MESSAGE_MAX_CHARS = 10_000;

/** `session` remembers what a reload of this tab should find again. */
export function openInbox(me: MeView, store: Store, place: Place, session: Store = openStore([])) {
  const prefix = `deskbell:inbox:${me.agent.id}:`;
  const idling = openIdling((is_idle) => line.say({ type: "idle", is_idle }));
  const facts = openFacts(place, idling.isIdle);
  const fetching = openFetching(facts, place);
  const { attempt, heed } = fetching;
  const desk = openDesk({ me, facts, place, session, attempt });
  const { directory, counting, listing, scrolls, settling } = desk;
  const permissions = permissionsOf(me);
  const people = openPeople({ place, attempt, heed, told: fetching.told, notes: openNoteDrafts(store, `${prefix}person:draft:`), deeds: desk.deeds });
  const chosen = openPreferences(me, typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`${prefix}chosen`), heed);
  const tell = (frame: AgentSays) => line.say(frame);
  const undoSeconds = () => chosen.preferences.value.undo_send_seconds;
  const finishing = openFinishing({ facts, fetching, acts: desk.acts, store, prefix: `${prefix}then:` });
  const me_id = me.agent.id;
  const writing = openWriting({ me_id, store, prefix, facts, place, tell, attempt, people: () => (directory.isKnown.value ? directory.agents.value : null), undoSeconds, finishing, bring: fetching.bring });
  const { drafts, outbox, pickings } = writing;
  const { making } = writing.sending;
  const beside = openBeside({ me_id, facts, place, writing, fetching, tell, undoSeconds, seen: () => seeing.seen() });
  const colleagues = openColleagues();
  const notifying = openNotifying({
    chosen,
    shown_id: place.shown_id,
    isIdle: idling.isIdle,
    open: place.openAt,
    attempt,
    line: () => line.state.peek(),
  });
  const erase = openErasing({ facts, place, drafts, making, outbox, pickings });
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
    leftUnread: (id) => seeing.leftUnread(id),
    seen: () => seeing.seen(),
    settled: settling.heard,
    directoryChanged: directory.changed,
    heard: beside.opening.heard,
    beside(frame) {
      const isTaken = beside.hear(frame);
      if (frame.type === "position") seeing.caughtUp();
      return isTaken;
    },
  });
  let retrying: ReturnType<typeof setTimeout> | undefined;
  const line = openLine<AgentSays, AgentHears>({
    openSocket: (after, hooks) => openSocket<AgentSays, AgentHears>(`/api/inbox/ws?after=${after ?? me.seq}`, null, hooks),
    openStream: (after, hooks) =>
      openStream({ url: `/api/inbox/stream?after=${after ?? me.seq}`, frames_url: "/api/inbox/frames", token: null }, hooks),
    apply(frame) {
      aiming.heard(frame.type);
      fetching.heard(frame);
      hear(frame);
    },
    refetch,
    refused: (code) => (facts.isSignedOut.value ||= code === "signed_out"),
    connected() {
      confirm();
      writing.connected();
      beside.connected();
      watching.again();
      listing.retry();
      idling.again();
      void notifying.bell.renew();
      seeing.connected();
    },
    disconnected() {
      if (line.state.value === "live") confirm();
      aiming.forget();
      writing.lost();
      beside.lost();
    },
  });
  const aiming = openAiming({ ask: fetching.askThread, turn: drafts.turn, isKnown: (id) => facts.threads.value.has(id), isLive: () => line.state.value === "live" });
  const seeing = openSeeing({ facts, place, tell });
  const watching = openWatching({ facts, listing, profile: people.shown, ask: (contact_ids) => line.say({ type: "watch", contact_ids }) });

  function heardBeside(frame: AgentHears): boolean {
    if (frame.type !== "colleagues") return notifying.hear(frame);
    colleagues.hear(frame.colleagues);
    return true;
  }

  /** Too far behind to catch up frame by frame. */
  async function refetch(): Promise<number> {
    const seq = await listing.afresh();
    void directory.renew();
    counting.changed();
    await keepOpenOnly();
    seeing.fetchedAnew();
    return seq;
  }

  async function keepOpenOnly(): Promise<void> {
    const id = place.conversation_id.value;
    facts.threads.value = new Map([...facts.threads.value].filter(([known]) => known === id));
    if (id !== null) await load(id);
  }

  /** The old list stays until the new one is here. When it cannot be had, the line hears of the joining again. */
  async function rejoin(seq: number): Promise<void> {
    const position = await attempt(listing.afresh);
    if (position === undefined) return line.restart(seq - 1);
    counting.changed();
    await keepOpenOnly();
  }

  async function load(id: string): Promise<void> {
    const ahead = aiming.take(id);
    const asked = ahead?.turn ?? drafts.turn();
    const loaded = await fetching.thread(id, ahead?.thread);
    if (loaded) beside.loaded(loaded, asked);
    seeing.seen();
  }

  /** Where the list cannot be had, what happens is followed all the same, and the list is asked for again. */
  async function start(tries = 0): Promise<void> {
    void directory.renew();
    void counting.renew();
    const seq = await attempt(listing.afresh);
    clearTimeout(retrying);
    if (facts.isSignedOut.value) return;
    line.start(seq ?? me.seq);
    if (seq === undefined) return void (retrying = setTimeout(() => void start(tries + 1), backoffMs(tries, Math.random())));
    facts.isKept.value = false;
    confirm();
    await listing.reach(scrolls.of(listing.name.value));
  }

  /** What is shown is what the server has. What was kept is not, until the list is here. */
  function confirm(): void {
    if (!facts.isKept.value) facts.trueAt.value = Date.now();
  }

  return {
    me,
    /** Whether settings and keys are this agent's to change. */
    mayManage: permissions.has("manage"),
    may: (permission: Permission) => permissions.has(permission),
    /** As far as lists and keys hang on it. */
    habits: chosen.preferences,
    attempt,
    heed,
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
    aiming,
    /** What is folded away beside a conversation. */
    folding: openFolding(store, `${prefix}folded`),
    line,
    ...desk,
    commands: openCommands(),
    /** The person whose profile is open. */
    people,
    start: () => start(),
    load,
    seen: seeing.seen,
    loadEarlier: () => void fetching.earlier(),
    loadActivity: fetching.activity,
    loadProducts: fetching.products,
    look: (isNow: boolean) => void (facts.isInSight.value = isNow),
  };
}
