// The list of conversations as one agent sees it. Pure; applying a frame twice or in another order changes nothing.
//
// Unread is what the server counted at a position of the log, plus the visitor's messages after that position.

import type { AgentHears, ContactDetails, ConversationStatus, ConversationSummary, InboxRow } from "../../shared/protocol";

export interface Row {
  conversation: ConversationSummary;
  counted_unread: number;
  /** Position of the log at which it was counted. */
  counted_seq: number;
  /** Position of the log at which status and rating were said. */
  said_seq: number;
  /** Up to where this agent has read, as far as this browser knows. */
  own_read: number;
  /** Visitor messages heard live: number → position. */
  heard: ReadonlyMap<number, number>;
}

export type Rows = ReadonlyMap<string, Row>;

/** Takes over rows the server listed at position `seq`. */
export function withListed(rows: Rows, listed: readonly Pick<InboxRow, "conversation" | "unread">[], seq: number): Rows {
  const merged = new Map(rows);
  for (const { conversation, unread } of listed) {
    const row = merged.get(conversation.id) ?? emptyRow(conversation);
    merged.set(conversation.id, counted(said(row, conversation, seq), unread, seq));
  }
  return merged;
}

/** Rows that are listed now, and those that changed since `before`. */
export function changedSince(before: Rows, now: Rows, listed: readonly Pick<InboxRow, "conversation">[]): Rows {
  const ids = new Set(listed.map((row) => row.conversation.id));
  return new Map([...now].filter(([id, row]) => ids.has(id) || before.get(id) !== row));
}

export function applyToRows(rows: Rows, frame: AgentHears): Rows {
  if (frame.type === "message") {
    const row = rows.get(frame.conversation.id) ?? emptyRow(frame.conversation);
    const { number, author } = frame.message;
    const heard = author === "visitor" ? new Map(row.heard).set(number, frame.seq) : row.heard;
    return new Map(rows).set(row.conversation.id, { ...said(row, frame.conversation, frame.seq), heard });
  }
  if (frame.type === "conversation") {
    const row = rows.get(frame.conversation.id) ?? emptyRow(frame.conversation);
    return new Map(rows).set(row.conversation.id, said(row, frame.conversation, frame.seq));
  }
  if (frame.type !== "read") return rows;
  const row = rows.get(frame.conversation_id);
  if (!row) return rows;
  const changed =
    frame.reader === "me"
      ? { ...counted(row, frame.unread ?? 0, frame.seq), own_read: Math.max(row.own_read, frame.number) }
      : { ...row, conversation: { ...row.conversation, visitor_read_number: Math.max(row.conversation.visitor_read_number, frame.number) } };
  return new Map(rows).set(row.conversation.id, changed);
}

/** The contact's card changed: the rows show the same name. */
export function withContact(rows: Rows, contact: ContactDetails): Rows {
  const { id, name, is_verified, external_id } = contact;
  const brief = { id, name, is_verified, is_customer: external_id !== null };
  const changed = new Map(rows);
  for (const [key, row] of rows) {
    if (row.conversation.contact.id === id) changed.set(key, { ...row, conversation: { ...row.conversation, contact: brief } });
  }
  return changed;
}

/** What the server answered to a wish of this agent. */
export function withSummary(rows: Rows, summary: ConversationSummary): Rows {
  const row = rows.get(summary.id);
  return row ? new Map(rows).set(summary.id, said(row, summary, row.said_seq)) : rows;
}

/** Shown before the server has said so. */
export function withStatus(rows: Rows, id: string, status: ConversationStatus): Rows {
  const row = rows.get(id);
  return row ? new Map(rows).set(id, { ...row, conversation: { ...row.conversation, status } }) : rows;
}

/** This agent has seen everything up to `number`. */
export function withOwnRead(rows: Rows, id: string, number: number): Rows {
  const row = rows.get(id);
  if (!row || row.own_read >= number) return rows;
  return new Map(rows).set(id, { ...row, own_read: number });
}

export function unreadOf(row: Row): number {
  if (row.own_read >= row.conversation.last_number) return 0;
  const since = [...row.heard].filter(([number, seq]) => seq > row.counted_seq && number > row.own_read);
  return row.counted_unread + since.length;
}

/** Last activity first. */
export function inOrder(rows: Rows): Row[] {
  return [...rows.values()].sort(
    (one, other) => other.conversation.last_activity_at - one.conversation.last_activity_at || (one.conversation.id < other.conversation.id ? 1 : -1),
  );
}

function emptyRow(conversation: ConversationSummary): Row {
  return { conversation, counted_unread: 0, counted_seq: 0, said_seq: 0, own_read: 0, heard: new Map() };
}

function counted(row: Row, unread: number, seq: number): Row {
  return seq >= row.counted_seq ? { ...row, counted_unread: unread, counted_seq: seq } : row;
}

/** Takes over what was said of a conversation at position `seq`: status and rating change without a new message. */
function said(row: Row, heard: ConversationSummary, seq: number): Row {
  const { status, rating, rating_comment } = seq >= row.said_seq ? heard : row.conversation;
  const conversation = { ...newer(row.conversation, heard), status, rating, rating_comment };
  return { ...row, conversation, said_seq: Math.max(row.said_seq, seq) };
}

function newer(known: ConversationSummary, heard: ConversationSummary): ConversationSummary {
  const [older, latest] = known.last_number > heard.last_number ? [heard, known] : [known, heard];
  return {
    ...latest,
    visitor_read_number: Math.max(older.visitor_read_number, latest.visitor_read_number),
    last_activity_at: Math.max(older.last_activity_at, latest.last_activity_at),
  };
}
