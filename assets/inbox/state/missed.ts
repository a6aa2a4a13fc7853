// Which part of a conversation came while the connection was lost: where it begins is marked in the thread, until another
// conversation is opened.

import { signal } from "@preact/signals";
import { entriesOf, messagesOf, type Thread, type Threads } from "./threads";

/** Up to where somebody had heard. */
export interface Heard {
  message: number;
  entry: number;
}

export type Missed = ReturnType<typeof openMissed>;

export function openMissed(me_id: string) {
  /** Conversation → what was known of it when the connection was lost. */
  const marks = signal<ReadonlyMap<string, Heard>>(new Map());
  let lost: Map<string, Heard> | null = null;
  return {
    marks,
    lost(threads: Threads): void {
      lost ??= new Map([...threads.values()].map((thread) => [thread.id, heardOf(thread)]));
    },
    /** Everything that was missed is here. */
    filled(threads: Threads): void {
      if (lost === null) return;
      const before = lost;
      lost = null;
      const found = [...before].filter(([id, heard]) => hasNews(threads.get(id), heard, me_id));
      if (found.length > 0) marks.value = new Map([...marks.value, ...found]);
    },
    forget(id: string): void {
      if (marks.value.has(id)) marks.value = new Map([...marks.value].filter(([known]) => known !== id));
    },
  };
}

function heardOf(thread: Thread): Heard {
  return { message: messagesOf(thread).at(-1)?.number ?? 0, entry: Math.max(0, ...entriesOf(thread).map((entry) => entry.number)) };
}

/** Somebody else has written or done something. */
function hasNews(thread: Thread | undefined, { message, entry }: Heard, me_id: string): boolean {
  const isOthers = (author_id: string | null) => author_id !== me_id;
  return messagesOf(thread).some((one) => one.number > message && isOthers(one.author_id)) || entriesOf(thread).some((one) => one.number > entry && isOthers(one.author_id));
}
