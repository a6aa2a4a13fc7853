// One conversation as the visitor knows it. Everything here is pure, and applying a frame twice or in another order
// changes nothing: messages are kept by number, read marks only move forward.

import { newestRun, withAnswer } from "../../shared/runs";
import type { ConversationStatus, TeamMember, VisitorConversation, VisitorHears, VisitorMessage } from "../../shared/protocol";

export interface Thread {
  id: string;
  messages: ReadonlyMap<number, VisitorMessage>;
  last_number: number;
  last_activity_at: number;
  team_read: number;
  /** Up to where this visitor has read, as far as this browser knows. */
  own_read: number;
  /** What the server counted as unread when it was asked, and up to which message it counted. */
  counted_unread: number;
  counted_to: number;
  status: ConversationStatus;
  /** What the visitor gave it, 1 to 5. */
  rating: number | null;
  /** Whoever of the team wrote last, as far as the server was asked. */
  agent: TeamMember | null;
  /** The last message as it was listed: of most conversations nothing else is fetched. */
  listed: VisitorMessage | null;
}

export type Threads = ReadonlyMap<string, Thread>;

const EMPTY: Omit<Thread, "id"> = {
  messages: new Map(),
  last_number: 0,
  last_activity_at: 0,
  team_read: 0,
  own_read: 0,
  counted_unread: 0,
  counted_to: 0,
  status: "open",
  rating: null,
  agent: null,
  listed: null,
};

/** Takes over what the server listed; messages that are known already stay. */
export function withConversations(threads: Threads, listed: readonly VisitorConversation[]): Threads {
  const merged = new Map(threads);
  for (const conversation of listed) {
    const thread = merged.get(conversation.id) ?? { ...EMPTY, id: conversation.id };
    merged.set(conversation.id, {
      ...thread,
      last_number: Math.max(thread.last_number, conversation.last_number),
      last_activity_at: Math.max(thread.last_activity_at, conversation.last_activity_at),
      team_read: Math.max(thread.team_read, conversation.team_read_number),
      own_read: conversation.unread === 0 ? Math.max(thread.own_read, conversation.last_number) : thread.own_read,
      counted_unread: conversation.last_number >= thread.counted_to ? conversation.unread : thread.counted_unread,
      counted_to: Math.max(thread.counted_to, conversation.last_number),
      status: conversation.status,
      rating: conversation.rating,
      agent: conversation.agent ?? thread.agent,
      listed: conversation.last_message,
    });
  }
  return merged;
}

/** Adds messages, in any order. */
export function withMessages(threads: Threads, id: string, messages: readonly VisitorMessage[]): Threads {
  if (messages.length === 0) return threads;
  const thread = threads.get(id) ?? { ...EMPTY, id };
  const known = new Map(thread.messages);
  for (const message of messages) known.set(message.number, withAnswer(known.get(message.number), message));
  const own = messages.filter((message) => message.author === "visitor").map((message) => message.number);
  return new Map(threads).set(id, {
    ...thread,
    messages: known,
    last_number: Math.max(thread.last_number, ...messages.map((message) => message.number)),
    last_activity_at: Math.max(thread.last_activity_at, ...messages.map((message) => message.at)),
    // Who writes has read what stands above.
    own_read: Math.max(thread.own_read, ...own),
  });
}

export function withRead(threads: Threads, id: string, number: number): Threads {
  const thread = threads.get(id);
  if (!thread || thread.own_read >= number) return threads;
  return new Map(threads).set(id, { ...thread, own_read: number });
}

/** Applies one frame. Frames that are not about stored things leave everything as it is. */
export function applyFrame(threads: Threads, frame: VisitorHears): Threads {
  if (frame.type === "message") {
    return withMessages(threads, frame.conversation_id, [frame.message]);
  }
  if (frame.type === "changed") {
    // What was never fetched comes as it is by then.
    const isKnown = threads.get(frame.conversation_id)?.messages.has(frame.message.number) === true;
    return isKnown ? withMessages(threads, frame.conversation_id, [frame.message]) : threads;
  }
  if (frame.type === "conversation") {
    const thread = threads.get(frame.conversation_id) ?? { ...EMPTY, id: frame.conversation_id };
    return new Map(threads).set(thread.id, { ...thread, status: frame.status, rating: frame.rating });
  }
  if (frame.type === "read") {
    const thread = threads.get(frame.conversation_id) ?? { ...EMPTY, id: frame.conversation_id };
    if (thread.team_read >= frame.number) return threads;
    return new Map(threads).set(thread.id, { ...thread, team_read: frame.number });
  }
  return threads;
}


/** The last thing that somebody said: lines of the system are not it. */
export function lastOf(thread: Thread): VisitorMessage | null {
  const said = [...thread.messages.values()].filter((message) => message.author !== "system");
  if (thread.listed !== null && thread.listed.author !== "system") said.push(thread.listed);
  return said.reduce<VisitorMessage | null>((last, message) => (last && last.number >= message.number ? last : message), null);
}

/** Newest activity first. */
export function inOrder(threads: Threads): Thread[] {
  return [...threads.values()].sort((one, other) => other.last_activity_at - one.last_activity_at);
}

/** Messages in order, back to the first hole: after a long absence what lies behind it is fetched by scrolling up. */
export function messagesOf(thread: Thread | undefined): VisitorMessage[] {
  return thread ? newestRun(thread.messages) : [];
}

export function hasEarlier(thread: Thread | undefined): boolean {
  return (messagesOf(thread)[0]?.number ?? 1) > 1;
}

/** Answers this visitor has not seen. */
export function unreadOf(thread: Thread): number {
  const counted = thread.own_read >= thread.counted_to ? 0 : thread.counted_unread;
  const since = Math.max(thread.counted_to, thread.own_read);
  const newer = [...thread.messages.values()].filter((message) => message.author === "agent" && message.number > since);
  return counted + newer.length;
}

export function newestThread(threads: Threads): Thread | undefined {
  return [...threads.values()].reduce<Thread | undefined>(
    (newest, thread) => (newest && newest.last_activity_at >= thread.last_activity_at ? newest : thread),
    undefined,
  );
}
