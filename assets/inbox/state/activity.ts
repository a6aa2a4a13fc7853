// One person's activity as it stands on the screen: parts of it, newest first, of every kind or of one. It knows nothing of
// how it is drawn.
//
// When the person does something, what is shown is fetched anew from where it begins to where it ended: nothing that was
// paged in is lost, and what was changed or removed further down is right again. However long the history, only a window
// of it is held: paging on lets the newest fall away, and one press leads back to it.

import { batch, computed, signal } from "@preact/signals";
import type { ActivityItem, ActivityKind, ActivityPage } from "../../shared/protocol";

export interface ActivityAsk {
  /** Null for every kind. */
  kind: ActivityKind | null;
  /** Null for the newest. */
  cursor: string | null;
}

export interface TimelineOptions {
  /** The newest of every kind, which comes with the contact's card. */
  first: ActivityPage;
  /** Answers undefined where a part cannot be had just now. */
  load(ask: ActivityAsk): Promise<ActivityPage | undefined>;
}

export type Timeline = ReturnType<typeof openTimeline>;

/** Kinds that no total counts. */
const UNCOUNTED: readonly ActivityKind[] = ["event", "page"];
/** The most parts that are held: of 20 items each, what a phone draws without a pause. */
const PARTS_MAX = 10;

interface Part {
  /** Where it begins; null at the newest. */
  cursor: string | null;
  items: readonly ActivityItem[];
}

export function openTimeline({ first, load }: TimelineOptions) {
  const kind = signal<ActivityKind | null>(null);
  const parts = signal<readonly Part[]>([{ cursor: null, items: first.items }]);
  const next = signal(first.next);
  /** Of the list as a whole. */
  const loading = signal<"loading" | "ready" | "failed">("ready");
  /** Of what comes below it. */
  const olderLoading = signal<"loading" | "ready" | "failed">("ready");
  /** Kinds that were seen among the items. */
  const seen = signal<ReadonlySet<ActivityKind>>(kindsAmong(new Set(), first.items));
  const items = computed(() => distinct(parts.value.flatMap((part) => part.items)));
  /** A choice begins a turn; what was asked before counts no more. */
  let turn = 0;
  let line: Promise<void> = Promise.resolve();
  /** The newest page of every kind that was heard of and is not yet taken in. */
  let heard: ActivityPage | null = null;
  let hasSought = false;

  /** One after the other: a part is put where it belongs only when nothing moves meanwhile. */
  function inLine(act: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const mine = turn;
    const isCurrent = () => mine === turn;
    line = line.then(() => (isCurrent() ? act(isCurrent) : undefined));
    return line;
  }

  function begin(chosen: ActivityKind | null): Promise<void> {
    turn += 1;
    line = Promise.resolve();
    // What was heard waits in the turn that ends here; what is fetched now knows of it.
    heard = null;
    batch(() => {
      kind.value = chosen;
      parts.value = [];
      next.value = null;
      loading.value = "loading";
      olderLoading.value = "ready";
    });
    return inLine(async (isCurrent) => {
      const page = await load({ kind: chosen, cursor: null });
      if (!isCurrent()) return;
      batch(() => {
        loading.value = page ? "ready" : "failed";
        if (page) take([{ cursor: null, items: page.items }], page.next);
      });
    });
  }

  function take(fresh: readonly Part[], after: string | null): void {
    batch(() => {
      parts.value = fresh.slice(-PARTS_MAX);
      next.value = after;
      seen.value = kindsAmong(seen.value, items.value);
    });
  }

  async function fetchAnew(isCurrent: () => boolean): Promise<void> {
    const newest = heard;
    heard = null;
    const [shown, start] = [parts.value, parts.value[0]?.cursor ?? null];
    const last = items.value.at(-1);
    const fresh: Part[] = [];
    let cursor = start;
    do {
      const isKnown = cursor === null && kind.value === null && newest !== null;
      const page = isKnown ? newest : await load({ kind: kind.value, cursor });
      if (!isCurrent() || !page) return;
      // Nobody has paged on: the newest are enough.
      if (shown.length === 1 || last === undefined) return take([{ cursor, items: page.items }], page.next);
      const end = endOf(page.items, last);
      const isCut = end !== null && end < page.items.length && fresh.length > 0;
      if (end !== null) return take([...fresh, { cursor, items: isCut ? page.items.slice(0, end) : page.items }], isCut ? cursor : page.next);
      fresh.push({ cursor, items: page.items });
      cursor = page.next;
    } while (cursor !== null && fresh.length < PARTS_MAX);
    take(fresh, cursor);
  }

  return {
    kind,
    items,
    seen,
    loading,
    olderLoading,
    hasOlder: computed(() => next.value !== null),
    /** Paging on has let the newest fall away. */
    isBelowNewest: computed(() => (parts.value[0]?.cursor ?? null) !== null),
    /** Looks whether there is any of the kinds that no total counts further down. */
    async seek(): Promise<void> {
      if (first.next === null || hasSought) return;
      hasSought = true;
      for (const one of UNCOUNTED) {
        const page = seen.value.has(one) ? undefined : await load({ kind: one, cursor: null });
        if (page) seen.value = kindsAmong(seen.value, page.items);
      }
    },
    /** Shows one kind, or every one. */
    choose: begin,
    /** The newest again, after paging far or a failure. */
    restart: () => begin(kind.value),
    /** Something changed; `newest` is what the card says since. */
    renew(newest: ActivityPage): Promise<void> {
      if (loading.value === "failed") return begin(kind.value);
      const isWaiting = heard !== null;
      heard = newest;
      seen.value = kindsAmong(seen.value, newest.items);
      return isWaiting ? line : inLine(fetchAnew);
    },
    older: () =>
      inLine(async (isCurrent) => {
        const cursor = next.value;
        if (cursor === null) return;
        olderLoading.value = "loading";
        const page = await load({ kind: kind.value, cursor });
        if (!isCurrent()) return;
        batch(() => {
          olderLoading.value = page ? "ready" : "failed";
          // A part that was cut where the window ended is asked for again as a whole.
          if (page) take([...parts.value.filter((part) => part.cursor !== cursor), { cursor, items: page.items }], page.next);
        });
      }),
  };
}

/** How many of these reach down to `last`; null where it is further down. It may be gone: then its time is the mark. */
function endOf(items: readonly ActivityItem[], last: ActivityItem): number | null {
  const at = items.findIndex((item) => item.id === last.id);
  if (at !== -1) return at + 1;
  const beyond = items.findIndex((item) => item.at < last.at);
  return beyond === -1 ? null : beyond;
}

function kindsAmong(known: ReadonlySet<ActivityKind>, items: readonly ActivityItem[]): ReadonlySet<ActivityKind> {
  const kinds = new Set([...known, ...items.map((item) => item.kind)]);
  return kinds.size === known.size ? known : kinds;
}

function distinct(items: readonly ActivityItem[]): ActivityItem[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
