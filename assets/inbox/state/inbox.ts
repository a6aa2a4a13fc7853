// The inbox's state: what an agent can do, and what the server does to it. It knows nothing of how any of it is drawn.

import type { AgentHears, AgentSays, MeView } from "../../shared/protocol";
import { openLine, openSocket } from "../../shared/socket";
import type { Store } from "../../shared/storage";
import { openStream } from "../../shared/stream";
import { openBeside } from "./beside_thread";
import { openErasing } from "./erasing";
import { openFacts } from "./facts";
import { openFetching } from "./fetching";
import { openFolding } from "./folding";
import { openHearing } from "./hearing";
import type { Place } from "./place";
import { openResolving } from "./resolving";
import { withOwnRead } from "./rows";
import { openWatching } from "./watching";
import { openWriting } from "./writing";

export type InboxState = ReturnType<typeof openInbox>;

/** Longest message an agent may send, in characters. */
export const MESSAGE_MAX_CHARS = 10_000;

export function openInbox(me: MeView, store: Store, place: Place) {
  const prefix = `deskbell:inbox:${me.agent.id}:`;
  const facts = openFacts(place);
  const fetching = openFetching(facts, place);
  const tell = (frame: AgentSays) => line.say(frame);
  const writing = openWriting({ me_id: me.agent.id, store, prefix, facts, place, tell, attempt: fetching.attempt, people: () => [], undoSeconds: () => 5, act: () => undefined });
  const { drafts, outbox, pickings } = writing;
  const beside = openBeside({ me_id: me.agent.id, facts, place, writing, fetching, tell });
  const resolving = openResolving(facts);
  const erase = openErasing({ facts, place, drafts, outbox, pickings });
  const hear = openHearing({ facts, outbox, agent: me.agent, cardChanged: (id) => void fetching.card(id), erased: erase, rejoin: (seq) => void rejoin(seq), heard: beside.opening.heard, beside: beside.hear, seen });
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
      seen();
    },
    disconnected() {
      if (line.state.value === "live") facts.trueAt.value = Date.now();
      outbox.rewind();
      beside.lost();
    },
  });
  const watching = openWatching(facts, (contact_ids) => line.say({ type: "watch", contact_ids }));

  /** Too far behind to catch up frame by frame. */
  async function refetch(): Promise<number> {
    const seq = await fetching.newestRows();
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
    const before = facts.rows.value;
    const position = await fetching.attempt(() => fetching.newestRows(before));
    if (position === undefined) return line.restart(seq - 1);
    await keepOpenOnly();
  }

  async function load(id: string): Promise<void> {
    const asked = drafts.turn();
    const loaded = await fetching.thread(id);
    if (loaded) beside.loaded(loaded, asked);
    seen();
  }

  async function start(): Promise<void> {
    facts.listLoading.value = "loading";
    const seq = await fetching.attempt(() => fetching.newestRows());
    if (seq === undefined) facts.listLoading.value = "failed";
    else line.start(seq);
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
    mayManage: me.agent.role !== "agent",
    place,
    facts,
    writing,
    beside,
    /** What is folded away beside a conversation. */
    folding: openFolding(store, `${prefix}folded`),
    line,
    resolving,
    start,
    load,
    seen,
    loadMore: () => void fetching.moreRows(),
    loadEarlier: () => void fetching.earlier(),
    loadActivity: fetching.activity,
    loadProducts: fetching.products,
    look(isNow: boolean) {
      facts.isLooking.value = isNow;
      seen();
    },
    /** The conversation after (1) or before (-1) the open one. */
    neighbour(step: 1 | -1): string | null {
      const order = facts.list.value.map((row) => row.conversation.id);
      const at = order.indexOf(place.conversation_id.value ?? "");
      return at === -1 ? (order[0] ?? null) : (order[at + step] ?? null);
    },
  };
}
