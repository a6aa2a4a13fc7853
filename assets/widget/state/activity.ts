// Orders and payments of a verified customer: fetched when somebody looks, part by part, and anew when the server says
// that they have changed. Nobody else's panel ever asks.

import { computed, signal } from "@preact/signals";
import { ApiError } from "../../shared/api";
import type { VisitorActivity, VisitorRecord } from "../../shared/types";
import type { Session } from "./session";

/** What was fetched so recently, in milliseconds, is not fetched again by looking. */
const FRESH_MS = 30_000;
/** So many parts are brought up to date; whoever has unfolded more begins anew with these. */
const PARTS_MAX = 10;
/** A business that sends a thousand orders one by one is asked no oftener than this, in milliseconds. */
const CALM_MS = 1_000;

type State = "idle" | "loading" | "failed";

export type Activity = ReturnType<typeof openActivity>;

/** `refused`: the server says that this browser has not proved whose it is, or not lately. */
export function openActivity(session: Session, mayAsk: () => boolean, refused: () => void) {
  const records = signal<readonly VisitorRecord[]>([]);
  const state = signal<State>("idle");
  const older = signal<State>("idle");
  const next = signal<string | null>(null);
  let parts = 1;
  let askedAt = -FRESH_MS;
  /** As whom it was asked: what is another customer's is never fresh. */
  let askedAs = -1;
  /** Counts what would make an answer that is on its way an old one. */
  let round = 0;
  let calming: ReturnType<typeof setTimeout> | null = null;

  const fetchPart = (cursor: string | null) =>
    session.fetch<VisitorActivity>(`/api/widget/activity${cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`}`);
  const clear = () => {
    round += 1;
    if (calming !== null) clearTimeout(calming);
    calming = null;
    parts = 1;
    records.value = [];
    next.value = null;
    state.value = older.value = "idle";
    askedAt = -FRESH_MS;
  };
  const failed = (error: unknown, which: typeof state) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.status !== 401 && error.status !== 403) return void (which.value = "failed");
    clear();
    if (error.code === "not-verified") refused();
  };

  /** All parts that are shown, from the newest on. */
  const ask = async (): Promise<void> => {
    if (session.token.value === null || !mayAsk() || (state.value === "loading" && askedAs === session.person)) return;
    const mine = (round += 1);
    state.value = "loading";
    // Older ones that are on their way are asked for again behind these.
    if (older.value === "failed") older.value = "idle";
    askedAt = Date.now();
    askedAs = session.person;
    try {
      const found: VisitorRecord[] = [];
      let cursor: string | null = null;
      for (let part = 0; part < Math.min(parts, PARTS_MAX); part += 1) {
        const answer: VisitorActivity = await fetchPart(cursor);
        // Meanwhile it may be another customer's browser, or nobody's.
        if (mine !== round) return;
        if (askedAs !== session.person || !mayAsk()) return void (state.value = "idle");
        found.push(...answer.records);
        cursor = answer.next;
        if (cursor === null) break;
      }
      parts = Math.min(parts, PARTS_MAX);
      records.value = distinct(found);
      next.value = cursor;
      state.value = "idle";
    } catch (error) {
      if (mine === round && askedAs === session.person) failed(error, state);
    } finally {
      if (mine === round) goOn();
    }
  };

  /** Older ones were asked for meanwhile: they come now, where they can be had. */
  const goOn = () => {
    if (older.value !== "loading") return;
    older.value = "idle";
    if (state.value === "idle" && askedAs === session.person && mayAsk()) void showOlder();
  };

  const showOlder = async (): Promise<void> => {
    const cursor = next.value;
    if (cursor === null || older.value === "loading") return;
    older.value = "loading";
    if (state.value === "loading") return;
    const mine = round;
    try {
      const answer = await fetchPart(cursor);
      if (mine !== round) return;
      parts += 1;
      records.value = distinct([...records.value, ...answer.records]);
      next.value = answer.next;
      older.value = "idle";
    } catch (error) {
      if (mine === round) failed(error, older);
    }
  };

  /** What is on its way may not know of the change yet. */
  const askAnew = () => {
    if (state.value === "loading") state.value = "idle";
    void ask();
  };

  return {
    records,
    state,
    /** How it goes with what was asked for last by `showOlder`. */
    older,
    hasOlder: computed(() => next.value !== null),
    ask,
    look: () => void ((Date.now() - askedAt >= FRESH_MS || askedAs !== session.person) && ask()),
    showOlder,
    /** The server has other records now. Where nobody looks, they are fetched when somebody does. */
    changed(isLookedAt: boolean) {
      askedAt = -FRESH_MS;
      if (!isLookedAt || calming !== null) return;
      askAnew();
      calming = setTimeout(() => {
        calming = null;
        if (askedAt < 0) askAnew();
      }, CALM_MS);
    },
    clear,
  };
}

/** A record that moved from one part to another while they were fetched stands where it was seen first. */
function distinct(found: readonly VisitorRecord[]): VisitorRecord[] {
  const seen = new Set<string>();
  return found.filter(({ id }) => !seen.has(id) && seen.add(id));
}
