// Everything an agent does to conversations: shown at once, said to the server behind, and taken back where it stands when
// the server says no. Whatever can be undone can be for a while.
//
// **Invariant:** acts reach the server in the order in which they were done, so that an undo never overtakes what it undoes.

import { batch, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import { changesNothing, inverseOf } from "./effects";
import type { Facts } from "./facts";
import { heedIn } from "./heeding";
import { unreadOf, withAnswer, withWish } from "./rows";
import type { Act, ActResults, Change } from "./wire";

export type Acts = ReturnType<typeof openActs>;

export interface Failure {
  act: Act;
  /** What happened and what to do, in words. */
  detail: string;
}

/** What was done last, and how far it got. */
export interface Done {
  /** The act that stands for all of them. */
  act: Act;
  /** Of which conversations it still holds: each can be taken back alone. */
  ids: readonly string[];
  /** When, in milliseconds since 1970. */
  at: number;
  /** How many are answered, and how many of those failed. */
  answered: number;
  failed: readonly string[];
  /** The time for a key to undo it is over; what failed is still shown. */
  isLate: boolean;
  /** The way back of everything that was begun. */
  undo: readonly Change[];
}

/** The most changes in one request. */
export const CHANGES_MAX = 100;
/** How long an undo is offered, in milliseconds. */
export const UNDO_MS = 10_000;

export interface ActsParts {
  facts: Facts;
  /** Something is new of that conversation, by this agent's own doing. */
  settle(id: string): void;
}

export function openActs({ facts, settle }: ActsParts) {
  const failures = signal<ReadonlyMap<string, Failure>>(new Map());
  const done = signal<Done | null>(null);
  const heed = heedIn(facts);
  let line: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const summaryOf = (id: string) => facts.rows.value.get(id)?.conversation;

  /** Those of the changes that change something, shown as done. */
  function wish(changes: readonly Change[]): Change[] {
    const own = changes.filter(({ conversation_id: id, act }) => {
      const row = facts.rows.value.get(id);
      return row !== undefined && !changesNothing(row.conversation, unreadOf(row), act);
    });
    // Each a wish of its own, even where several share one act: it is found again by being the very same.
    const wishes = own.map(({ conversation_id, act }) => ({ conversation_id, act: { ...act } }));
    batch(() => {
      for (const { conversation_id, act } of wishes) facts.rows.value = withWish(facts.rows.value, conversation_id, act);
      failures.value = new Map([...failures.value].filter(([id]) => !wishes.some((change) => change.conversation_id === id)));
      for (const { conversation_id } of wishes) settle(conversation_id);
    });
    return wishes;
  }

  async function send(changes: readonly Change[], isOver: (failed: readonly string[], answered: number) => void): Promise<void> {
    for (let at = 0; at < changes.length; at += CHANGES_MAX) {
      const some = changes.slice(at, at + CHANGES_MAX);
      try {
        // It goes out also where the page is closed now; what waits behind it does not.
        const { seq, results } = await call<ActResults>("/api/inbox/acts", { method: "POST", body: { changes: some }, keepalive: true });
        isOver(batch(() => some.filter((change, index) => !answer(change, results[index], seq)).map(({ conversation_id }) => conversation_id)), some.length);
      } catch (error) {
        const { message } = heed(error);
        batch(() => some.forEach((change) => refuse(change, message)));
        isOver(some.map(({ conversation_id }) => conversation_id), some.length);
      }
    }
  }

  /** Takes in what the server says of one change; false where it said no. */
  function answer(change: Change, result: ActResults["results"][number] | undefined, seq: number): boolean {
    const { conversation_id: id, act } = change;
    if (result === undefined || result.error !== null || result.conversation === null) {
      refuse(change, result?.error?.detail ?? "The server did not answer for this one. Try again.");
      return false;
    }
    facts.rows.value = withAnswer(facts.rows.value, id, act, { conversation: result.conversation, unread: result.unread, seq });
    settle(id);
    return true;
  }

  function refuse({ conversation_id: id, act }: Change, detail: string): void {
    facts.rows.value = withAnswer(facts.rows.value, id, act, null);
    failures.value = new Map(failures.value).set(id, { act, detail });
    settle(id);
  }

  function inTurn(changes: readonly Change[], isOver: (failed: readonly string[], answered: number) => void): Promise<void> {
    line = line.then(() => send(changes, isOver)).catch(() => undefined);
    return line;
  }

  function offer(next: Done): void {
    done.value = next;
    clearTimeout(timer);
    const end = () => {
      // What is still under way, or has failed, stays until somebody has seen it.
      const now = done.value;
      if (now === null) return;
      if (now.answered < now.undo.length) timer = setTimeout(end, UNDO_MS);
      else done.value = now.failed.length === 0 ? null : { ...now, isLate: true };
    };
    timer = setTimeout(end, UNDO_MS);
  }

  /** Does several things at once, each to a conversation of its own; one undo takes all of it back. */
  function apply(changes: readonly Change[]): Promise<void> {
    const before = new Map(changes.map(({ conversation_id: id }) => [id, summaryOf(id)]));
    const wishes = wish(changes);
    const [first] = wishes;
    if (first === undefined) return Promise.resolve();
    const undo = wishes.map(({ conversation_id: id, act }) => ({ conversation_id: id, act: inverseOf(before.get(id)!, act, Date.now()) }));
    const ids = wishes.map(({ conversation_id }) => conversation_id);
    const mine: Done = { act: first.act, ids, at: Date.now(), answered: 0, failed: [], isLate: false, undo };
    offer(mine);
    return inTurn(wishes, (failed, answered) => progress(mine.undo, failed, answered));
  }

  function progress(of: readonly Change[], failed: readonly string[], answered: number): void {
    const now = done.value;
    if (now?.undo === of) done.value = { ...now, answered: now.answered + answered, failed: [...now.failed, ...failed.filter((id) => now.ids.includes(id))] };
  }

  return {
    /** By conversation: what could not be done, where it is to be shown. */
    failures: failures as ReadonlySignal<ReadonlyMap<string, Failure>>,
    done: done as ReadonlySignal<Done | null>,
    apply,
    /** Does the same to all of them. */
    run: (ids: readonly string[], act: Act) => apply(ids.map((conversation_id) => ({ conversation_id, act }))),
    /** It could not be begun: that is said where it was wished, and it can be tried again. */
    fail: (conversation_id: string, act: Act, detail: string) => refuse({ conversation_id, act }, detail),
    /** Takes back what was done last: of those conversations, or of all of them. */
    undo(ids?: readonly string[]): void {
      const last = done.value;
      if (last === null) return;
      const meant = new Set((ids ?? last.ids).filter((id) => last.ids.includes(id) && !last.failed.includes(id)));
      const changes = wish(last.undo.filter(({ conversation_id }) => meant.has(conversation_id)));
      const left = ids === undefined ? [] : last.ids.filter((id) => !meant.has(id));
      done.value = left.length === 0 ? null : { ...last, ids: left };
      if (left.length === 0) clearTimeout(timer);
      void inTurn(changes, () => undefined);
    },
    /** Tries again what failed, for one conversation or for all of them. */
    retry(ids: readonly string[]): void {
      const changes = ids.flatMap((id) => (failures.value.has(id) ? [{ conversation_id: id, act: failures.value.get(id)!.act }] : []));
      if (changes.length > 0) void apply(changes);
    },
    /** The failure was seen. */
    dismiss(ids: readonly string[]): void {
      failures.value = new Map([...failures.value].filter(([id]) => !ids.includes(id)));
    },
    /** The bar is put away; what was done stays done. */
    close(): void {
      clearTimeout(timer);
      done.value = null;
    },
  };
}
