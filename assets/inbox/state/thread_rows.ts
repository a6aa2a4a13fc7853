// What stands in a thread, in its order: messages with the notes and acts between them, and the lines that say where the
// new begins. Pure.

import type { Outgoing } from "../../shared/outbox";
import type { AgentEntry, AgentMessage } from "../../shared/protocol";
import { dayOf } from "../../shared/time";
import { say } from "../../shared/strings";
import { rowsOf, type OtherRow, type Row } from "../../ui/rows";
import { withoutUndone } from "../../ui/undone";
import type { Heard } from "./missed";

/** What is no message. */
export type Part =
  | { type: "note"; entry: AgentEntry }
  | { type: "unsent_note"; outgoing: Outgoing }
  /** What was done without a word between. */
  | { type: "acts"; entries: AgentEntry[] }
  /** Here begins what this agent has not seen, or what came while the connection was lost. */
  | { type: "new" | "missed" };

export interface Given {
  messages: readonly AgentMessage[];
  /** Whether there are messages before these. */
  has_earlier: boolean;
  /** Whether the visitor has rated the conversation. */
  is_rated: boolean;
  /** The agent who reads. */
  me_id: string;
  /** In their order. */
  entries: readonly AgentEntry[];
  outgoing: readonly Outgoing[];
  /** The first message that was unread when the conversation was opened. */
  new_from: number | null;
  missed: Heard | null;
}

export interface Drawn {
  rows: Row[];
  /** By the row's key. */
  parts: ReadonlyMap<string, Part>;
}

export function threadRows(given: Given): Drawn {
  const { entries, outgoing, new_from, missed } = given;
  const messages = withAuthors(withFirstJoins(withoutUndone(given.messages, given.is_rated), given.has_earlier), given.me_id);
  const parts = new Map<string, Part>();
  const others: OtherRow[] = [];
  const put = (row: Omit<OtherRow, "kind">, part: Part) => {
    others.push({ kind: "other", ...row });
    parts.set(row.key, part);
  };
  const known = new Set(entries.map((entry) => entry.client_id));
  for (const entry of entries) {
    const last = others.at(-1);
    const acts = last && parts.get(last.key);
    const { after_number: after, at } = entry;
    if (entry.act === null) put({ key: entry.client_id ?? entry.id, at, after, attachments: entry.attachments }, { type: "note", entry });
    else if (acts?.type === "acts" && last?.after === after && dayOf(last.at) === dayOf(at) && !isBetween(acts.entries, entry, missed)) acts.entries.push(entry);
    else put({ key: entry.id, at, after, attachments: [] }, { type: "acts", entries: [entry] });
  }
  const firstMissed = missed && lineOf(messages, entries, missed);
  if (firstMissed) insert(others, parts, { key: "missed", ...firstMissed, attachments: [] }, "missed");
  const firstNew = new_from === null ? undefined : messages.find((message) => message.number === new_from);
  const isSame = firstMissed?.before === null && firstMissed.after + 1 === new_from;
  if (firstNew && !isSame) insert(others, parts, { key: "new", at: firstNew.at, after: firstNew.number - 1, before: null, attachments: [] }, "new");
  for (const one of outgoing) {
    if (one.team?.mode !== "note" || known.has(one.client_id)) continue;
    put({ key: one.client_id, at: one.written_at, after: Infinity, attachments: one.files }, { type: "unsent_note", outgoing: one });
  }
  const replies = outgoing.filter((one) => one.team?.mode !== "note");
  return { rows: rowsOf(messages, replies, "agent", others), parts };
}

/** That somebody joined is true once: the server says it at each change of who the visitor talks with. Whether it is the first time is known only from the beginning on. */
function withFirstJoins(messages: readonly AgentMessage[], has_earlier: boolean): readonly AgentMessage[] {
  const joined = new Set<string | null>();
  return messages.filter(({ content }) => {
    if (content?.type !== "event" || content.event !== "joined") return true;
    const name = content.name ?? null;
    const isFirst = !has_earlier && !joined.has(name);
    joined.add(name);
    return isFirst;
  });
}

/** Of the team only colleagues are named: a message without a name is the reader's own, as one that is not sent yet. */
function withAuthors(messages: readonly AgentMessage[], me_id: string): AgentMessage[] {
  return messages.map((message) => (message.author !== "agent" ? message : { ...message, author_name: message.author_id === me_id ? null : (message.author_name ?? say("somebody")) }));
}

interface Line {
  at: number;
  after: number;
  /** The entry it stands before; null at the end of those behind that message. */
  before: AgentEntry | null;
}

function lineOf(messages: readonly AgentMessage[], entries: readonly AgentEntry[], missed: Heard): Line | null {
  const entry = entries.find((one) => one.number > missed.entry && one.after_number <= missed.message);
  if (entry) return { at: entry.at, after: entry.after_number, before: entry };
  const message = messages.find((one) => one.number > missed.message);
  if (message) return { at: message.at, after: message.number - 1, before: null };
  return null;
}

function insert(others: OtherRow[], parts: Map<string, Part>, line: Line & Pick<OtherRow, "key" | "attachments">, type: "new" | "missed"): void {
  const { before, ...row } = line;
  const isBehind = (one: OtherRow) => one.after > line.after || (before !== null && holds(parts.get(one.key), before));
  const at = others.findIndex(isBehind);
  others.splice(at === -1 ? others.length : at, 0, { kind: "other", ...row });
  parts.set(row.key, { type });
}

function holds(part: Part | undefined, entry: AgentEntry): boolean {
  return (part?.type === "note" && part.entry === entry) || (part?.type === "acts" && part.entries[0] === entry);
}

/** The line stands between these. */
function isBetween(acts: readonly AgentEntry[], next: AgentEntry, missed: Heard | null): boolean {
  return missed !== null && acts.every((one) => one.number <= missed.entry) && next.number > missed.entry;
}
