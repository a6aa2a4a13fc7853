// Messages that are written but not yet acknowledged. They survive a reload, leave in the order they were written, one
// at a time, and carry a client id, so that sending one again can never store it twice.
//
// waiting → sent → (acknowledged: gone) or failed. One stored key a message, so that two tabs cannot overwrite each other.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Attachment, MessageContent, PostFrame } from "./protocol";
import type { Refused } from "./types";
import type { Store } from "./storage";
import { wellFormed } from "./well_formed";

export interface Outgoing {
  client_id: string;
  conversation_id: string | null;
  /** May be empty beside files or content. */
  body: string;
  /** Uploaded already; what the server said of them draws the message until it is stored. */
  files: readonly Attachment[];
  /** What an agent's message holds beside its text. */
  content: MessageContent | null;
  written_at: number;
  state: "waiting" | "sent" | "failed";
  /** Why it failed, in the reader's words. */
  problem: string | null;
  /** The server's word for that, where it refused. */
  refusal?: string;
  /** What only the team's messages have. */
  team?: TeamPart;
}

export interface TeamPart {
  /** A note is private: it never goes out as a message. */
  mode: "reply" | "note";
  /** Until when it can be taken back, in milliseconds since 1970; it does not leave before. */
  due_at: number;
  /** When the answer was begun; null where nothing is asked. */
  begun: Begun | null;
  /** Agents that a note names. */
  mentions: readonly string[];
  /** What is done to the conversation once it is stored. */
  then: { type: "resolve" } | { type: "snooze"; until: number | null } | null;
}

/** When an answer was begun. */
export interface Begun {
  /** The last message there was. */
  after_number: number;
  /** The forms that the visitor had not answered, by their numbers. */
  forms: readonly number[];
}

/** What is written; files and content only where there are some. */
export type Written = Pick<Outgoing, "client_id" | "conversation_id" | "body"> & Partial<Pick<Outgoing, "files" | "content" | "team">>;

export interface OutboxOptions {
  store: Store;
  /** Where the messages are kept, such as `deskbell:icw_…:out:`. */
  prefix: string;
  /** Puts one message on the wire; false when there is no wire just now. */
  post: (outgoing: Outgoing) => boolean;
  /** Whether its time has come; without it, at once. */
  mayGo?: (outgoing: Outgoing) => boolean;
  later?: (act: () => void, delay_ms: number) => void;
  /** How the team's part is kept; without it, as it is. */
  packing?: { pack(team: TeamPart): object; unpack(kept: TeamPart): TeamPart };
}

export interface Outbox {
  readonly items: ReadonlySignal<readonly Outgoing[]>;
  add(outgoing: Written, at: number): void;
  /** Sends what may be sent now. */
  pump(): void;
  /** Forgets that anything was on the wire: after a lost connection all unacknowledged messages go again. */
  rewind(): void;
  refuse(refused: Refused): void;
  /**
   * The message is stored, whoever says so first: its acknowledgement, its frame, or a fetch. What waits to start a
   * conversation follows it into that one. Returns what was settled, null when it was settled before.
   */
  settle(client_id: string | null, conversation_id: string): Outgoing | null;
  /** What would start a conversation goes on in this one instead. */
  follow(conversation_id: string): void;
  retry(client_id: string): void;
  /** What is known of it is not what it was. */
  change(client_id: string, changes: Partial<Outgoing>): void;
  /** Takes a message out, to be edited; returns its text. */
  withdraw(client_id: string): string | null;
  /** The conversation is lost to this reader: what waits becomes failed, with that reason, and would start a new one. */
  detach(problem: string): void;
  clear(): void;
}

/** Refusals that mean "not now": the message waits and goes again by itself. */
const PASSING = new Set(["rate_limited", "busy"]);
/** Longest wait, in seconds, that happens silently; beyond it the person is told and decides. */
const PATIENCE_S = 30;

export function openOutbox({ store, prefix, post, mayGo, later = setTimeout, packing }: OutboxOptions): Outbox {
  const items = signal<readonly Outgoing[]>(readStored(store, prefix, packing));
  let isPaused = false;

  const keep = (outgoing: Outgoing) => store.set(prefix + outgoing.client_id, JSON.stringify(outgoing.team && packing ? { ...outgoing, team: packing.pack(outgoing.team) } : outgoing));
  const change = (client_id: string, changes: Partial<Outgoing>) => {
    items.value = items.value.map((one) => (one.client_id === client_id ? { ...one, ...changes } : one));
    const changed = items.value.find((one) => one.client_id === client_id);
    if (changed) keep(changed);
  };
  const drop = (client_id: string) => {
    store.remove(prefix + client_id);
    items.value = items.value.filter((one) => one.client_id !== client_id);
  };

  const outbox: Outbox = {
    items,
    change,
    add(outgoing, at) {
      const body = wellFormed(outgoing.body);
      const added: Outgoing = { files: [], content: null, ...outgoing, body, written_at: at, state: "waiting", problem: null };
      items.value = [...items.value, added];
      keep(added);
      outbox.pump();
    },
    pump() {
      if (isPaused || items.value.some((one) => one.state === "sent")) return;
      const next = items.value.find((one) => one.state === "waiting" && mayGo?.(one) !== false);
      if (next !== undefined && post(next)) change(next.client_id, { state: "sent" });
    },
    rewind() {
      for (const one of items.value) if (one.state === "sent") change(one.client_id, { state: "waiting" });
    },
    refuse(refused) {
      const client_id = refused.client_id;
      if (client_id === null || !items.value.some((one) => one.client_id === client_id)) return;
      const wait_s = refused.retry_after ?? 2;
      if (PASSING.has(refused.code) && wait_s <= PATIENCE_S) {
        change(client_id, { state: "waiting" });
        isPaused = true;
        later(() => {
          isPaused = false;
          outbox.pump();
        }, wait_s * 1_000);
        return;
      }
      change(client_id, { state: "failed", problem: refused.detail, refusal: refused.code });
      outbox.pump();
    },
    settle(client_id, conversation_id) {
      const settled = items.value.find((one) => one.client_id === client_id);
      if (settled === undefined) return null;
      drop(settled.client_id);
      if (settled.conversation_id === null) outbox.follow(conversation_id);
      outbox.pump();
      return settled;
    },
    follow(conversation_id) {
      for (const one of items.value) if (one.conversation_id === null) change(one.client_id, { conversation_id });
    },
    retry(client_id) {
      change(client_id, { state: "waiting", problem: null });
      outbox.pump();
    },
    withdraw(client_id) {
      const withdrawn = items.value.find((one) => one.client_id === client_id);
      drop(client_id);
      return withdrawn?.body ?? null;
    },
    detach(problem) {
      for (const one of items.value) change(one.client_id, { state: "failed", conversation_id: null, problem });
    },
    clear() {
      for (const one of items.value) store.remove(prefix + one.client_id);
      items.value = [];
      isPaused = false;
    },
  };
  return outbox;
}

/** The frame that sends it. */
export function frameOf({ client_id, conversation_id, body, files, content }: Outgoing): { type: "message.post" } & PostFrame {
  return {
    type: "message.post",
    client_id,
    conversation_id,
    body,
    ...(files.length > 0 ? { file_ids: files.map((file) => file.id) } : {}),
    ...(content === null ? {} : { content }),
  };
}

function readStored(store: Store, prefix: string, packing: OutboxOptions["packing"]): Outgoing[] {
  const found: Outgoing[] = [];
  for (const key of store.keys(prefix)) {
    try {
      const stored = JSON.parse(store.get(key) ?? "") as Outgoing;
      if (typeof stored.body !== "string" || typeof stored.client_id !== "string") continue;
      const files = Array.isArray(stored.files) ? stored.files : [];
      const state = stored.state === "failed" ? "failed" : "waiting";
      const team = stored.team && packing ? { team: packing.unpack(stored.team) } : {};
      found.push({ ...stored, ...team, body: wellFormed(stored.body), files, content: stored.content ?? null, state });
    } catch {
      store.remove(key);
    }
  }
  return found.sort((one, other) => one.written_at - other.written_at);
}
