// Conversations as one agent sees them in a list. Pure; applying a frame twice or in another order changes nothing.
//
// Unread is what the server counted at a position of the log, plus the visitor's messages after that position. What this
// agent has just done stands over what the server has told, until the server has answered.

import type { AgentHears, ContactDetails, ConversationSummary, InboxRow } from "../../shared/protocol";
import { withAct } from "./effects";
import { isProven } from "./proven";
import type { Act } from "./wire";

export interface Row {
  /** As it is shown: what was told, and over it what this agent wishes. */
  conversation: ConversationSummary;
  /** As the server has told it. */
  told: ConversationSummary;
  /** What this agent has done and the server has not yet answered, in order. */
  wishes: readonly Act[];
  /** Whether this agent has begun to write, as the server knows. */
  has_draft: boolean;
  counted_unread: number;
  /** Position of the log at which it was counted. */
  counted_seq: number;
  /** Position of the log at which it was last said how the conversation stands. */
  said_seq: number;
  /** Up to where this agent has read, as far as this browser knows. */
  own_read: number;
  /** Visitor messages heard live since it was counted: number → position. */
  heard: ReadonlyMap<number, number>;
}

export type Rows = ReadonlyMap<string, Row>;

type Listed = Pick<InboxRow, "conversation" | "unread"> & Partial<Pick<InboxRow, "has_draft">>;

/** Takes over rows the server listed at position `seq`. */
export function withListed(rows: Rows, listed: readonly Listed[], seq: number): Rows {
  const merged = new Map(rows);
  for (const { conversation, unread, has_draft } of listed) {
    const row = merged.get(conversation.id) ?? emptyRow(conversation);
    const taken = counted(said(row, conversation, seq), unread, seq);
    merged.set(conversation.id, { ...taken, has_draft: has_draft ?? taken.has_draft });
  }
  return merged;
}

export function applyToRows(rows: Rows, frame: AgentHears): Rows {
  if (frame.type === "message") {
    const row = rows.get(frame.conversation.id) ?? emptyRow(frame.conversation);
    const { number, author } = frame.message;
    const heard = author === "visitor" && frame.seq > row.counted_seq ? new Map(row.heard).set(number, frame.seq) : row.heard;
    return new Map(rows).set(row.conversation.id, { ...said(row, frame.conversation, frame.seq), heard });
  }
  if (frame.type === "conversation" || frame.type === "entry") {
    const row = rows.get(frame.conversation.id) ?? emptyRow(frame.conversation);
    return new Map(rows).set(row.conversation.id, said(row, frame.conversation, frame.seq));
  }
  if (frame.type !== "read" && frame.type !== "unread") return rows;
  const row = rows.get(frame.conversation_id);
  if (!row) return rows;
  if (frame.type === "unread") return new Map(rows).set(row.conversation.id, leftUnread(row, frame, row.told.last_number));
  const changed =
    frame.reader === "me"
      ? { ...counted(row, frame.unread ?? 0, frame.seq), own_read: frame.seq >= row.counted_seq ? Math.max(row.own_read, frame.number) : row.own_read }
      : telling(row, { ...row.told, visitor_read_number: Math.max(row.told.visitor_read_number, frame.number) });
  return new Map(rows).set(row.conversation.id, changed);
}

/** The contact's card changed: the rows show the same name. */
export function withContact(rows: Rows, contact: ContactDetails): Rows {
  const { id, name, external_id, unproven_browsers } = contact;
  const changed = new Map(rows);
  for (const [key, row] of rows) {
    if (row.told.contact.id !== id) continue;
    // Where agents have put browsers to a customer, each conversation knows whether its own has proved anything.
    const is_verified = isProven(contact, unproven_browsers > 0 ? row.told : undefined);
    changed.set(key, telling(row, { ...row.told, contact: { id, name, is_verified, is_customer: external_id !== null } }));
  }
  return changed;
}

/** Shown before the server has said so. */
export function withWish(rows: Rows, id: string, act: Act): Rows {
  const row = rows.get(id);
  return row ? new Map(rows).set(id, telling({ ...row, wishes: [...row.wishes, act] }, row.told)) : rows;
}

/** How a conversation stands at position `seq`. */
export interface Answer {
  conversation: ConversationSummary;
  unread: number;
  seq: number;
}

/** The server has answered a wish with how the conversation stands, or refused it: then `answer` is null. */
export function withAnswer(rows: Rows, id: string, act: Act, answer: Answer | null): Rows {
  const row = rows.get(id);
  if (!row) return rows;
  const wishes = row.wishes.filter((wish) => wish !== act);
  if (answer === null) return new Map(rows).set(id, telling({ ...row, wishes }, row.told));
  const settled = said({ ...row, wishes }, answer.conversation, answer.seq);
  if (act.type !== "read" && act.type !== "unread") return new Map(rows).set(id, settled);
  return new Map(rows).set(id, leftUnread(settled, answer, answer.conversation.last_number));
}

/** This agent has seen everything up to `number`. */
export function withOwnRead(rows: Rows, id: string, number: number): Rows {
  const row = rows.get(id);
  if (!row || row.own_read >= number) return rows;
  return new Map(rows).set(id, { ...row, own_read: number });
}

/** What this browser has read says nothing any more: it may have been marked as unread since, and nobody tells. */
export function withoutOwnReads(rows: Rows): Rows {
  return new Map([...rows].map(([id, row]) => [id, row.own_read === 0 ? row : { ...row, own_read: 0 }]));
}

/** The conversations in which this agent has begun to write are these; `hasMore`: and maybe others. */
export function withDrafts(rows: Rows, ids: ReadonlySet<string>, hasMore = false): Rows {
  const changed = [...rows].filter(([id, row]) => (ids.has(id) ? !row.has_draft : row.has_draft && !hasMore));
  return changed.length === 0 ? rows : new Map([...rows, ...changed.map(([id, row]) => [id, { ...row, has_draft: ids.has(id) }] as const)]);
}

export function unreadOf(row: Row): number {
  const wish = row.wishes.findLast((one) => one.type === "read" || one.type === "unread");
  if (wish?.type === "read") return 0;
  const since = [...row.heard].filter(([number, seq]) => seq > row.counted_seq && number > row.own_read);
  const known = row.own_read >= row.told.last_number ? 0 : row.counted_unread + since.length;
  return wish?.type === "unread" ? Math.max(1, known) : known;
}

function emptyRow(conversation: ConversationSummary): Row {
  return { conversation, told: conversation, wishes: [], has_draft: false, counted_unread: 0, counted_seq: 0, said_seq: 0, own_read: 0, heard: new Map() };
}

function telling(row: Row, told: ConversationSummary): Row {
  return { ...row, told, conversation: row.wishes.reduce(withAct, told) };
}

function counted(row: Row, unread: number, seq: number): Row {
  if (seq < row.counted_seq) return row;
  return { ...row, counted_unread: unread, counted_seq: seq, heard: new Map([...row.heard].filter(([, heard_seq]) => heard_seq > seq)) };
}

/** Marked as unread, or read, up to `last_number`: what this browser had read counts no more. */
function leftUnread(row: Row, { unread, seq }: Pick<Answer, "unread" | "seq">, last_number: number): Row {
  if (seq < row.counted_seq) return row;
  const own_read = unread > 0 ? Math.min(row.own_read, last_number - 1) : Math.max(row.own_read, last_number);
  return { ...counted(row, unread, seq), own_read };
}

/** Takes over what was said of a conversation at position `seq`: how it stands changes without a new message. */
function said(row: Row, heard: ConversationSummary, seq: number): Row {
  const told = seq >= row.said_seq ? sooner(row.told, heard) : sooner(heard, row.told);
  return { ...telling(row, told), said_seq: Math.max(row.said_seq, seq) };
}

/** How it stands as `latest` says; what only ever grows is never less than it was. */
function sooner(known: ConversationSummary, latest: ConversationSummary): ConversationSummary {
  const { last_number, last_message } = known.last_number > latest.last_number ? known : latest;
  return {
    ...latest,
    last_number,
    last_message,
    visitor_read_number: Math.max(known.visitor_read_number, latest.visitor_read_number),
    last_activity_at: Math.max(known.last_activity_at, latest.last_activity_at),
  };
}

/** The most rows that are held; an entry of a list costs next to nothing, a row a kilobyte. */
export const ROWS_MAX = 3_000;

/** Without the rows that nobody needs at once, where there are too many. */
export function trimmed(rows: Rows, needed: ReadonlySet<string>): Rows {
  if (rows.size <= ROWS_MAX) return rows;
  return new Map([...rows].filter(([id, row]) => needed.has(id) || row.wishes.length > 0));
}
