// Turns a thread into what is drawn: dividers between days, and messages grouped by who wrote them. Pure, for both apps.

import type { Author } from "../shared/protocol";
import type { Outgoing } from "../shared/outbox";
import { dayOf } from "../shared/time";

/** Messages further apart than this, in milliseconds, are no longer one breath. */
const BREATH_MS = 5 * 60_000;

export interface ThreadMessage {
  client_id: string | null;
  number: number;
  author: Author;
  author_name: string | null;
  body: string;
  at: number;
}

export interface MessageRow {
  kind: "message";
  key: string;
  author: Author;
  author_name: string | null;
  body: string;
  at: number;
  /** 0 while it is not stored. */
  number: number;
  outgoing: Outgoing | null;
  isFirstOfGroup: boolean;
  isLastOfGroup: boolean;
}

export type Row = MessageRow | { kind: "day"; key: string; at: number };

/** `own` is who the reader is: unsent messages are theirs. */
export function rowsOf(messages: readonly ThreadMessage[], outgoing: readonly Outgoing[], own: Author): Row[] {
  const stored = new Set(messages.map((message) => message.client_id));
  const plain = [
    ...messages.map((message) => stretch(message, null)),
    ...outgoing.filter((one) => !stored.has(one.client_id)).map((one) => stretch(unsent(one, own), one)),
  ];
  const rows: Row[] = [];
  plain.forEach((row, index) => {
    const before = plain[index - 1];
    const after = plain[index + 1];
    if (!before || dayOf(before.at) !== dayOf(row.at)) rows.push({ kind: "day", key: `day-${dayOf(row.at)}-${row.number}`, at: row.at });
    row.isFirstOfGroup = !before || !belongTogether(before, row);
    row.isLastOfGroup = !after || !belongTogether(row, after);
    rows.push(row);
  });
  return rows;
}

function stretch(message: ThreadMessage, outgoing: Outgoing | null): MessageRow {
  const { author, author_name, body, at, number, client_id } = message;
  // A message keeps its key when it changes from unsent to stored, so that it is not drawn anew.
  const key = client_id ?? `n${number}`;
  return { kind: "message", key, author, author_name, body, at, number, outgoing, isFirstOfGroup: true, isLastOfGroup: true };
}

function unsent(outgoing: Outgoing, own: Author): ThreadMessage {
  return { client_id: outgoing.client_id, number: 0, author: own, author_name: null, body: outgoing.body, at: outgoing.written_at };
}

function belongTogether(one: MessageRow, next: MessageRow): boolean {
  return (
    one.author === next.author &&
    one.author_name === (next.author_name ?? one.author_name) &&
    next.at - one.at < BREATH_MS &&
    dayOf(one.at) === dayOf(next.at) &&
    one.outgoing?.state !== "failed"
  );
}
