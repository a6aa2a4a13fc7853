// The conversations an agent has opened, kept so that going back is instant. Pure, like the list.

import { newestRun, withAnswer } from "../../shared/runs";
import type { ActivityPage, ActivityTotal, AgentEntry, AgentHears, AgentMessage, AgentMessages, ContactCard, ContactDetails, InboxThread } from "../../shared/protocol";

export interface Thread {
  id: string;
  messages: ReadonlyMap<number, AgentMessage>;
  /** Notes and what was done, by their id. */
  entries: ReadonlyMap<string, AgentEntry>;
  /** Where what came before is fetched; null at the beginning. */
  next: string | null;
  /** Only its newest part was kept: `next` is where something else begins, and nothing joins it. */
  isCut?: boolean;
  visitor_read: number;
  contact: ContactDetails;
  /** The newest first. */
  activity: ActivityPage;
  totals: readonly ActivityTotal[];
  /** When the card beside the thread changed while it was open; null when it did not. */
  updated_at: number | null;
}

/** Those that were opened last are at the end. */
export type Threads = ReadonlyMap<string, Thread>;

/** The most that are kept: as many as somebody goes back to. */
export const THREADS_MAX = 30;

export function withThread(threads: Threads, loaded: InboxThread): Threads {
  const { id, visitor_read_number } = loaded.conversation;
  const known = threads.get(id);
  const isJoined = known !== undefined && known.isCut !== true && joins(known, loaded);
  const before = isJoined ? known : { messages: new Map(), entries: new Map(), next: loaded.next };
  const others = [...threads].filter(([other]) => other !== id).slice(1 - THREADS_MAX);
  return new Map(others).set(id, {
    id,
    messages: withNumbers(withHeard(before.messages, known, loaded), loaded.messages),
    entries: withEntriesIn(before.entries, loaded.entries),
    next: before.next,
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

export function withEntries(threads: Threads, id: string, entries: readonly AgentEntry[]): Threads {
  const thread = threads.get(id);
  return thread ? new Map(threads).set(id, { ...thread, entries: withEntriesIn(thread.entries, entries) }) : threads;
}

/** What came before, of a thread whose oldest part was at `before`. */
export function withEarlier(threads: Threads, id: string, before: string | null, page: AgentMessages): Threads {
  const thread = threads.get(id);
  // Meanwhile it was fetched anew: then this part does not join on.
  if (!thread || thread.next !== before) return threads;
  const messages = withNumbers(thread.messages, page.messages);
  return new Map(threads).set(id, { ...thread, messages, entries: withEntriesIn(thread.entries, page.entries), next: page.next });
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
  if (frame.type === "entry") return withEntries(threads, frame.conversation.id, [frame.entry]);
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

/** The first message that nobody has read, by its number; only the visitor's count. */
export function firstUnread(messages: readonly AgentMessage[], unread: number): number | null {
  const visitors = messages.filter((message) => message.author === "visitor");
  return unread > 0 ? ((visitors.at(-unread) ?? visitors[0])?.number ?? null) : null;
}

/** Notes and acts in their order, as far back as the messages go. */
export function entriesOf(thread: Thread | undefined): AgentEntry[] {
  if (!thread) return [];
  const from = (messagesOf(thread)[0]?.number ?? 1) - 1;
  const shown = [...thread.entries.values()].filter((entry) => entry.after_number >= from || thread.messages.size === 0);
  return shown.sort((one, other) => one.after_number - other.after_number || one.number - other.number);
}

export function hasEarlier(thread: Thread | undefined): boolean {
  return thread !== undefined && (thread.next !== null || thread.isCut === true);
}

/** The id under which a note of one's own stands until it is heard as the server has it. */
export function standInFor(client_id: string): string {
  return `own:${client_id}`;
}

/** Whether nothing is missing between what is known and what was loaded. */
function joins(known: Thread, loaded: InboxThread): boolean {
  const oldest = loaded.messages[0]?.number;
  if (oldest === undefined) return loaded.next === null || loaded.entries.some((entry) => known.entries.has(entry.id));
  return oldest <= 1 || known.messages.has(oldest - 1) || known.messages.has(oldest);
}

/** What was heard behind the loaded part stays, also where the rest is forgotten. */
function withHeard(before: ReadonlyMap<number, AgentMessage>, known: Thread | undefined, loaded: InboxThread): ReadonlyMap<number, AgentMessage> {
  const newest = loaded.messages.at(-1)?.number ?? 0;
  return new Map([...before, ...[...(known?.messages ?? [])].filter(([number]) => number > newest)]);
}

function withEntriesIn(known: ReadonlyMap<string, AgentEntry>, entries: readonly AgentEntry[]): ReadonlyMap<string, AgentEntry> {
  const merged = new Map(known);
  for (const entry of entries) {
    const standIn = standInFor(entry.client_id ?? "");
    if (entry.id === standIn && [...known.values()].some((one) => one.client_id === entry.client_id)) continue;
    merged.delete(standIn);
    merged.set(entry.id, entry);
  }
  return merged;
}

function withNumbers(known: ReadonlyMap<number, AgentMessage>, messages: readonly AgentMessage[]): ReadonlyMap<number, AgentMessage> {
  const merged = new Map(known);
  for (const message of messages) merged.set(message.number, withAnswer(merged.get(message.number), message));
  return merged;
}
