// The conversations an agent has opened, kept so that going back is instant. Pure, like the list.

import { newestRun, withAnswer } from "../../shared/runs";
import type { ActivityPage, ActivityTotal, AgentHears, AgentMessage, ContactCard, ContactDetails, InboxThread } from "../../shared/protocol";

export interface Thread {
  id: string;
  messages: ReadonlyMap<number, AgentMessage>;
  visitor_read: number;
  contact: ContactDetails;
  /** The newest first. */
  activity: ActivityPage;
  totals: readonly ActivityTotal[];
  /** When the card beside the thread changed while it was open; null when it did not. */
  updated_at: number | null;
}

export type Threads = ReadonlyMap<string, Thread>;

export function withThread(threads: Threads, loaded: InboxThread): Threads {
  const { id, visitor_read_number } = loaded.conversation;
  const known = threads.get(id);
  return new Map(threads).set(id, {
    id,
    messages: withNumbers(known?.messages ?? new Map(), loaded.messages),
    visitor_read: Math.max(known?.visitor_read ?? 0, visitor_read_number),
    contact: loaded.contact,
    activity: loaded.activity,
    totals: loaded.totals,
    updated_at: known?.updated_at ?? null,
  });
}

export function withMessages(threads: Threads, id: string, messages: readonly AgentMessage[]): Threads {
  const thread = threads.get(id);
  return thread ? new Map(threads).set(id, { ...thread, messages: withNumbers(thread.messages, messages) }) : threads;
}

/** Without a conversation that is not there any more. */
export function withoutThread(threads: Threads, id: string): Threads {
  return new Map([...threads].filter(([known]) => known !== id));
}

/** `at` is when it changed. */
export function withCard(threads: Threads, card: ContactCard, at: number): Threads {
  const changed = new Map(threads);
  for (const [id, thread] of threads) {
    if (thread.contact.id === card.contact.id) changed.set(id, { ...thread, ...card, updated_at: at });
  }
  return changed;
}

export function applyToThreads(threads: Threads, frame: AgentHears): Threads {
  if (frame.type === "message") return withMessages(threads, frame.conversation.id, [frame.message]);
  if (frame.type === "changed") return withMessages(threads, frame.conversation_id, [frame.message]);
  if (frame.type !== "read" || frame.reader !== "visitor") return threads;
  const thread = threads.get(frame.conversation_id);
  if (!thread || thread.visitor_read >= frame.number) return threads;
  return new Map(threads).set(thread.id, { ...thread, visitor_read: frame.number });
}

/** Messages in order, back to the first hole. */
export function messagesOf(thread: Thread | undefined): AgentMessage[] {
  return thread ? newestRun(thread.messages) : [];
}

export function hasEarlier(thread: Thread | undefined): boolean {
  return (messagesOf(thread)[0]?.number ?? 1) > 1;
}

function withNumbers(known: ReadonlyMap<number, AgentMessage>, messages: readonly AgentMessage[]): ReadonlyMap<number, AgentMessage> {
  const merged = new Map(known);
  for (const message of messages) merged.set(message.number, withAnswer(merged.get(message.number), message));
  return merged;
}
