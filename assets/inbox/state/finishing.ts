// "Send and done", "send and snooze": what is done to a conversation once a message is stored. It is meant for the
// conversation as its writer saw it: nothing is done over what somebody has written behind that message.
//
// It is kept until it is answered, since the message leaves its outbox before: a page that is reloaded meanwhile goes on.

import { ApiError } from "../../shared/api";
import type { Store } from "../../shared/storage";
import type { Acts } from "./acts";
import type { Facts } from "./facts";
import type { Fetching } from "./fetching";
import type { Then } from "./sending";

/** Where a message stands, and whether it was stored at this moment; what is told later may be days old. */
export interface Stored {
  number: number;
  isNow: boolean;
}

interface Wish {
  conversation_id: string;
  then: NonNullable<Then>;
  /** Of the message that it follows. */
  number: number;
  /** When it was begun, in milliseconds since 1970; 0 where its page was left since. */
  at: number;
}

/** What is older was begun by a page that is gone without a word, in milliseconds. */
const ABANDONED_MS = 60_000;

export interface FinishingParts {
  facts: Facts;
  fetching: Pick<Fetching, "row">;
  acts: Pick<Acts, "run" | "fail">;
  store: Store;
  /** Begins the keys of what is to be done. */
  prefix: string;
}

export type Finishing = ReturnType<typeof openFinishing>;

export function openFinishing({ facts, fetching, acts, store, prefix }: FinishingParts) {
  /** What was there at the start: other pages have begun it. */
  const left = store.keys(prefix);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const own = new Map<string, Wish>();

  async function act({ conversation_id: id, then, number }: Wish, isNow: boolean): Promise<void> {
    const isKnown = isNow && facts.rows.value.has(id);
    try {
      if (!isKnown && !(await fetching.row(id))) return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return acts.fail(id, then, error.message);
    }
    const row = facts.rows.value.get(id);
    if (row === undefined || row.told.last_number > number) return;
    // What another page has left is not done over what was done to the conversation since.
    if (isNow || row.told.state === "open") await acts.run([id], then);
  }

  async function finish(key: string, wish: Wish, isNow: boolean): Promise<void> {
    try {
      await act(wish, isNow);
    } finally {
      own.delete(key);
      store.remove(key);
    }
  }

  function resume(): void {
    clearTimeout(waiting);
    const rests: number[] = [];
    for (const key of left.splice(0)) {
      const wish = wishIn(store.get(key));
      if (wish === null || isOver(wish)) {
        store.remove(key);
        continue;
      }
      const rest = ABANDONED_MS - Math.abs(Date.now() - wish.at);
      if (rest < 0) {
        void finish(key, wish, false);
        continue;
      }
      left.push(key);
      rests.push(rest);
    }
    if (rests.length > 0) waiting = setTimeout(resume, Math.min(...rests) + 1);
  }

  return {
    /** That message is stored, and is about to be forgotten: answers what begins that which follows it. */
    begin(client_id: string, conversation_id: string, then: NonNullable<Then>, { number, isNow }: Stored): () => void {
      const [key, wish] = [prefix + client_id, { conversation_id, then, number, at: Date.now() }];
      own.set(key, wish);
      store.set(key, JSON.stringify(wish));
      return () => void finish(key, wish, isNow);
    },
    /** The line stands: what was left is done, where it is still meant and its page has had its time for it. */
    resume,
    /** Nothing can be asked now. */
    lost: () => clearTimeout(waiting),
    /** The page is being left: the next one may go on at once. */
    leave(): void {
      // What is gone was taken away at sign-out.
      for (const [key, wish] of own) if (store.get(key) !== null) store.set(key, JSON.stringify({ ...wish, at: 0 }));
    },
  };
}

function wishIn(kept: string | null): Wish | null {
  try {
    const { conversation_id, then, number, at = 0 } = JSON.parse(kept ?? "null") as Partial<Wish>;
    return typeof conversation_id === "string" && typeof number === "number" && then ? { conversation_id, then, number, at } : null;
  } catch {
    return null;
  }
}

/** It was to sleep until a time that has come. */
function isOver({ then }: Wish): boolean {
  return then.type === "snooze" && then.until !== null && then.until <= Date.now();
}
