// The list in sight: which conversations stand in it, in which order, and how it follows what happens.
//
// A row that leaves by one's own act stays a moment, greyed, with its undo; one that others take away fades. While a pointer
// moves over the list, rows keep their places: nobody presses what slid under the finger.

import { batch, computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import type { InboxPage } from "../../shared/protocol";
import { nameOfList, type ListKey } from "./belonging";
import { openDeparting, type LeftBy } from "./departing";
import type { Facts } from "./facts";
import { addressOfList, comeAbove, settled, settledAway, verdictOn, withList, type Listed, type Lists } from "./lists";
import { openMatching } from "./matching";
import { cursorFor, emptyOrder, withPart, without, type Entry } from "./order";
import { ROWS_MAX, trimmed, withListed } from "./rows";
import type { Sort } from "./wire";

export type Listing = ReturnType<typeof openListing>;
export type ListLoading = "loading" | "ready" | "failed";

const PART = 50;
/** Several rows that come from somewhere else are one look at the server. */
const UNREAD_PAUSE_MS = 800;
/** For so long after a failure scrolling asks for nothing, in milliseconds: a list that shrinks scrolls by itself. */
const CALM_MS = 2_000;

export interface ListingParts {
  facts: Facts;
  me_id: string;
  key(): ListKey;
  savedSort(view: string): Sort | undefined;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  /** Conversations whose facts are needed though they may be far out of sight. */
  needed(): readonly string[];
  /** What stood first in that list when somebody began to scroll down in it. */
  first(name: string): Entry | null;
}

/** How many parts a reload fetches at once to be where it was. */
const REACH_PARTS = 20;

export function openListing({ facts, me_id, key, savedSort, attempt, needed, first }: ListingParts) {
  const lists = signal<Lists>(new Map());
  const name = computed(() => nameOfList(key()));
  const current = computed<Listed>(() => lists.value.get(name.value) ?? { key: key(), order: emptyOrder("newest"), isStale: true });
  const entries = computed(() => current.value.order.entries);
  const isHeld = signal(false);
  /** What is drawn: as it stood when the pointer began to move, while it moves. */
  const shown = signal<readonly Entry[]>([]);
  const loading = signal<ListLoading>("loading");
  const isLoadingMore = signal(false);
  /** A part could not be had: none is asked for until somebody or a new connection says so. */
  const moreFailed = signal(false);
  let failedAt = 0;
  const departing = openDeparting();
  const { leaving, stay } = departing;
  /** Rows that came to stand above what is in sight. */
  const news = signal<ReadonlySet<string>>(new Set());
  /** The first row in sight. */
  const top = signal(0);
  let unreadTimer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  let shownName = "";
  effect(() => {
    const [fresh, now] = [entries.value, name.value];
    if (isHeld.value && shownName === now) return;
    shownName = now;
    shown.value = fresh;
  });

  /** What was said of a conversation before this position may not hold any more. */
  const certainFrom = signal(0);
  const isTold = (id: string) => (facts.rows.value.get(id)?.said_seq ?? -1) >= certainFrom.value;

  const put = (listed: Listed) => (lists.value = new Map(lists.value).set(nameOfList(listed.key), listed));
  const isNewer = (seq: number) => (id: string) => (facts.rows.value.get(id)?.said_seq ?? 0) > seq;

  /** Fetches one part of that list and takes it in. */
  async function part(of: ListKey, cursor: string | null): Promise<number> {
    const page = await call<InboxPage>(addressOfList(of, cursor, PART));
    batch(() => {
      facts.rows.value = withListed(facts.rows.value, page.conversations, page.seq);
      const listed = lists.value.get(nameOfList(of));
      if (!listed) return;
      const rows = page.conversations.flatMap((row) => facts.rows.value.get(row.conversation.id)?.conversation ?? []).filter((one) => !facts.erased.value.has(one.contact.id));
      const isStill = (id: string) => !isNewer(page.seq)(id) || verdictOn(listed, facts.rows.value.get(id)!.conversation, me_id) !== "no";
      const conversations = rows.filter((one) => isStill(one.id) && !leaving.value.has(one.id));
      put({ ...listed, order: withPart(listed.order, { cursor, conversations, next: page.next, isNewer: (id) => leaving.value.has(id) || isNewer(page.seq)(id) }), isStale: listed.isStale && cursor !== null });
    });
    return page.seq;
  }

  /** Brings the list in sight up to date from its top. Fails when it cannot. */
  async function renew(): Promise<number> {
    const [mine, of] = [++turn, untracked(key)];
    lists.value = withList(lists.value, of, savedSort(of.view));
    loading.value = current.value.order.entries.length > 0 || !current.value.isStale ? "ready" : "loading";
    try {
      const seq = await part(of, null);
      if (mine !== turn) return seq;
      loading.value = "ready";
      news.value = new Set([...news.value, ...comeAbove(current.value, first(name.value))]);
      return seq;
    } catch (error) {
      if (mine === turn) loading.value = "failed";
      throw error;
    }
  }

  function leave(id: string, by: LeftBy): void {
    const of = name.value;
    departing.leave(id, by, () =>
      batch(() => {
        stay(id);
        const listed = lists.value.get(of);
        if (listed) put({ ...listed, order: without(listed.order, new Set([id])) });
      }),
    );
  }

  function judge(id: string, verdict: "yes" | "no", isOwn: boolean): void {
    const row = facts.rows.value.get(id);
    const listed = current.value;
    const stood = entries.value.findIndex((entry) => entry.id === id);
    if (!row || (verdict === "no" && stood === -1)) return;
    if (verdict === "no") return leave(id, isOwn ? "own" : "others");
    stay(id);
    put(settled(listed, row.conversation, "yes"));
    const stands = entries.value.findIndex((entry) => entry.id === id);
    if (stands !== -1 && stands < top.value && (stood === -1 || stood > stands) && !isOwn) news.value = new Set([...news.value, id]);
  }

  const matching = openMatching({ key, attempt, answer: (id, isIn, isOwn) => judge(id, isIn ? "yes" : "no", isOwn) });

  /** Something is new of a conversation: in the list in sight, and in those that are kept. */
  function settle(id: string, isOwn = false): void {
    const row = facts.rows.value.get(id);
    if (!row) return;
    batch(() => {
      const verdict = verdictOn(current.value, row.conversation, me_id);
      lists.value = settledAway(lists.value, name.value, row.conversation, me_id);
      if (verdict === "unknown") matching.ask(id, isOwn);
      else judge(id, verdict, isOwn);
      trim([id]);
    });
  }

  /** Fetches one part that the list in sight lacks. */
  async function lacking(of: ListKey, cursor: string | null, end: (isHere: boolean) => void): Promise<void> {
    isLoadingMore.value = true;
    const isHere = (await attempt(() => part(of, cursor))) !== undefined;
    batch(() => {
      isLoadingMore.value = false;
      moreFailed.value ||= !isHere && nameOfList(of) === name.value;
      if (!isHere) failedAt = Date.now();
      end(isHere);
    });
  }

  async function more(): Promise<void> {
    const { order, key: of } = current.value;
    if (order.next === null || isLoadingMore.value || moreFailed.value || loading.value === "loading") return;
    await lacking(of, order.next, () => trim());
  }

  /** Lets rows go that nobody needs at once, where there are too many. */
  function trim(more: readonly string[] = []): void {
    if (facts.rows.value.size <= ROWS_MAX) return;
    const near = current.value.order.entries.slice(Math.max(0, top.value - 400), top.value + 800);
    facts.rows.value = trimmed(facts.rows.value, new Set([...near.map(({ id }) => id), ...facts.threads.value.keys(), ...needed(), ...more]));
  }

  return {
    current,
    name,
    entries,
    shown,
    loading,
    isLoadingMore,
    moreFailed: moreFailed as ReadonlySignal<boolean>,
    leaving,
    news,
    top,
    isHeld,
    renew,
    settle,
    /** A colleague has mentioned this agent there. */
    mentioned: (id: string) => (current.value.key.view === "mentions" ? judge(id, "yes", false) : undefined),
    hasMore: computed(() => current.value.order.next !== null),
    /** Shows what the address says now: what is kept of it at once, the rest behind. */
    async show(): Promise<void> {
      batch(() => {
        news.value = new Set();
        moreFailed.value = false;
        for (const id of [...leaving.value.keys()]) stay(id);
      });
      await attempt(renew);
    },
    /** A row came whose unread messages this browser has not counted. */
    countUnread(): void {
      clearTimeout(unreadTimer);
      unreadTimer = setTimeout(() => void attempt(() => part(key(), null)), UNREAD_PAUSE_MS);
    },
    more,
    /** What could not be had may be asked for again. */
    retry: () => void (moreFailed.value = false),
    scrolled(): void {
      if (moreFailed.value && Date.now() - failedAt >= CALM_MS) moreFailed.value = false;
    },
    /** Fetches on until a row that far down is there: where somebody was before a reload. */
    async reach(rows: number): Promise<void> {
      for (let parts = 0; parts < REACH_PARTS && entries.value.length < rows + PART / 2 && !moreFailed.value && current.value.order.next !== null; parts += 1) await more();
    },
    /** Rows in sight of which nothing is certain come anew; one that is nowhere any more goes. */
    async refill(id: string): Promise<void> {
      const { order, key: of } = current.value;
      const index = order.entries.findIndex((one) => one.id === id);
      // What is drawn may be held as it stood, and the row be gone.
      if (isLoadingMore.value || moreFailed.value || index === -1) return;
      const cursor = cursorFor(order, index);
      await lacking(of, cursor, (isHere) => {
        const listed = lists.value.get(nameOfList(of));
        if (!isHere || !listed) return;
        // What stands behind the end of this part belongs to another one.
        const nowhere = listed.order.entries.filter((one, at) => !isTold(one.id) && cursorFor(listed.order, at) === cursor);
        put({ ...listed, order: without(listed.order, new Set(nowhere.map((one) => one.id))) });
      });
    },
    isTold,
    /** After a time of which nobody has told: the list in sight comes anew from its top, its other rows once they are in sight. */
    async afresh(): Promise<number> {
      lists.value = new Map([...lists.value].filter(([one]) => one === name.value));
      return (certainFrom.value = await renew());
    },
    /** What was kept for a start without a network; of every other list nothing is known. */
    restore(listed: Listed): void {
      batch(() => {
        lists.value = new Map([[nameOfList(listed.key), listed]]);
        loading.value = nameOfList(listed.key) === name.value ? "ready" : "failed";
      });
    },
    without(ids: ReadonlySet<string>): void {
      lists.value = new Map([...lists.value].map(([one, listed]) => [one, { ...listed, order: without(listed.order, ids) }]));
    },
  };
}
