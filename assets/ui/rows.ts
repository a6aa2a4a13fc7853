// Turns a thread into what is drawn: dividers between days, and messages grouped by who wrote them. Pure, for both apps.

import { readContent } from "../shared/content";
import type { Outgoing } from "../shared/outbox";
import type { Answer, Attachment, Author, MessageContent } from "../shared/protocol";
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
  html: string | null;
  /** As it came, whatever it is. */
  content: unknown;
  attachments: readonly Attachment[];
  answer: Answer | null;
}

export interface MessageRow extends Omit<ThreadMessage, "client_id" | "content"> {
  kind: "message";
  key: string;
  /** Only what can be drawn. */
  content: MessageContent | null;
  /** 0 while it is not stored. */
  number: number;
  outgoing: Outgoing | null;
  isFirstOfGroup: boolean;
  isLastOfGroup: boolean;
}

/** Something else among the messages, which the app that puts it there draws. */
export interface OtherRow {
  kind: "other";
  key: string;
  at: number;
  /** The number of the message it stands behind; infinite for what is not stored yet. */
  after: number;
  attachments: readonly Attachment[];
}

export type Row = MessageRow | OtherRow | { kind: "day"; key: string; at: number };

/** `own` is who the reader is: unsent messages are theirs. `others` come in their order. */
export function rowsOf(messages: readonly ThreadMessage[], outgoing: readonly Outgoing[], own: Author, others: readonly OtherRow[] = []): Row[] {
  const stored = new Set(messages.map((message) => message.client_id));
  const waiting = outgoing.filter((one) => !stored.has(one.client_id)).map((one) => stretch(unsent(one, own), one));
  const plain: (MessageRow | OtherRow)[] = [];
  let next = 0;
  for (const message of messages) {
    while (others[next] !== undefined && others[next]!.after < message.number) plain.push(others[next++]!);
    plain.push(stretch(message, null));
  }
  const rest = others.slice(next);
  plain.push(...rest.filter((row) => row.after < Infinity));
  plain.push(...[...waiting, ...rest.filter((row) => row.after === Infinity)].sort((one, other) => one.at - other.at));
  const rows: Row[] = [];
  plain.forEach((row, index) => {
    const before = plain[index - 1];
    const after = plain[index + 1];
    if (!before || dayOf(before.at) !== dayOf(row.at)) rows.push({ kind: "day", key: `day-${dayOf(row.at)}-${row.key}`, at: row.at });
    if (row.kind === "message") {
      row.isFirstOfGroup = before?.kind !== "message" || !belongTogether(before, row);
      row.isLastOfGroup = after?.kind !== "message" || !belongTogether(row, after);
    }
    rows.push(row);
  });
  return rows;
}

/** Whether two rows are drawn alike. Not where more than words and files hangs on it: on its way, or with what can be pressed. */
export function isDrawnAlike(one: MessageRow, other: MessageRow): boolean {
  if (one.content !== null || one.outgoing !== null) return false;
  return (Object.keys(one) as (keyof MessageRow)[]).every((key) => one[key] === other[key]);
}

/** The answers that may be chosen now: those of the newest message, while nothing was written after it. */
export function openReplies(rows: readonly Row[]): readonly string[] {
  const newest = rows.at(-1);
  return newest?.kind === "message" && newest.outgoing === null && newest.content?.type === "quick_replies" ? newest.content.replies : [];
}

/** Which of the offered answers the visitor chose: what they wrote next, where it is one of them. */
export function chosenReply(rows: readonly Row[], row: MessageRow): string | null {
  if (row.content?.type !== "quick_replies") return null;
  const after = rows.slice(rows.indexOf(row) + 1).find((one): one is MessageRow => one.kind === "message" && one.author === "visitor");
  return after !== undefined && row.content.replies.includes(after.body) ? after.body : null;
}

/** Pictures that are shown in place, in the order of the thread. */
export function picturesIn(rows: readonly Row[]): Attachment[] {
  return rows.flatMap((row) => (row.kind === "day" ? [] : row.attachments.filter(isPicture)));
}

/** Only what the server has decoded has a size in pixels. */
export function isPicture({ media_type, width, height }: Attachment): boolean {
  return media_type.startsWith("image/") && width !== null && height !== null && width > 0 && height > 0;
}

function stretch(message: ThreadMessage, outgoing: Outgoing | null): MessageRow {
  const { client_id, content, ...rest } = message;
  // A message keeps its key when it changes from unsent to stored, so that it is not drawn anew.
  const key = client_id ?? `n${message.number}`;
  return { ...rest, kind: "message", key, content: readContent(content), outgoing, isFirstOfGroup: true, isLastOfGroup: true };
}

function unsent({ client_id, body, written_at: at, files, content }: Outgoing, own: Author): ThreadMessage {
  return { client_id, number: 0, author: own, author_name: null, body, at, html: null, content, attachments: files, answer: null };
}

function belongTogether(one: MessageRow, next: MessageRow): boolean {
  return (
    one.author === next.author &&
    one.author_name === next.author_name &&
    next.at - one.at < BREATH_MS &&
    dayOf(one.at) === dayOf(next.at) &&
    one.outgoing?.state !== "failed"
  );
}
