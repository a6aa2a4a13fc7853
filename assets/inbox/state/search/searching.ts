// One search over messages, people and records: what is looked for, and what was found. It knows nothing of how it is drawn.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { ApiError } from "../../../shared/api";
import type { SearchHit, SearchResults } from "../../../shared/protocol";
import type { SearchKind } from "../place";
import { queryOf, takenApart, TERMS_MAX, textOf, type Term } from "./terms";

export interface SearchAsk {
  q: string;
  kind: SearchKind;
  cursor: string | null;
}

export interface SearchingOptions {
  /** Fails with `ApiError` and nothing else. */
  load(ask: SearchAsk, signal: AbortSignal): Promise<SearchResults>;
  wait?: (ms: number) => Promise<void>;
}

/** What is asked as the server reads it. Days begin where the reader is: `time_zone` is an IANA name. */
export function askedOf({ q, kind, cursor }: SearchAsk, limit: number, time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone): URLSearchParams {
  return new URLSearchParams({ q, kind, limit: String(limit), ...(cursor === null ? {} : { cursor }), ...(time_zone ? { time_zone } : {}) });
}

export type Searching = ReturnType<typeof openSearching>;

/** How long nobody types before it is asked, in milliseconds. */
export const PAUSE_MS = 120;
/** Parts without any hit that are asked for one after the other, before a person is asked whether to go on. */
const EMPTY_PARTS_MAX = 4;

/** `none`: nothing is looked for. `loading` and `more` keep what was found before. */
export type SearchLoading = "none" | "loading" | "more" | "ready" | "failed";

interface Found {
  /** What it was found with. */
  name: string;
  hits: readonly SearchHit[];
  next: string | null;
  chips: SearchResults["chips"];
  without: SearchResults["without"];
}

export function openSearching({ load, wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: SearchingOptions) {
  const terms = signal<readonly Term[]>([]);
  const typed = signal("");
  const kind = signal<SearchKind>("all");
  const found = signal<Found | null>(null);
  const loading = signal<SearchLoading>("none");
  const problem = signal("");
  const query = computed(() => queryOf(terms.value, typed.value));
  const name = computed(() => `${kind.value} ${query.value}`);
  let running = new AbortController();
  /** Of the question that was asked last. */
  let asked: string | null = null;

  async function ask(cursor: string | null, pause_ms: number): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal: stopping } = running;
    asked = name.value;
    loading.value = cursor === null ? "loading" : "more";
    if (pause_ms > 0) await wait(pause_ms);
    if (stopping.aborted) return;
    try {
      await parts({ q: query.value, kind: kind.value, cursor }, stopping);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (stopping.aborted) return;
      batch(() => {
        loading.value = "failed";
        problem.value = error.message;
      });
    }
  }

  /** Few may pass the operators: parts may come empty, and the next one follows. */
  async function parts(from: SearchAsk, stopping: AbortSignal): Promise<void> {
    let cursor = from.cursor;
    for (let part = 0; part < EMPTY_PARTS_MAX; part += 1) {
      const results = await load({ ...from, cursor }, stopping);
      if (stopping.aborted) return;
      const before = cursor === null ? [] : (found.value?.hits ?? []);
      const hits = [...before, ...results.hits];
      cursor = results.next ?? null;
      const isEnough = results.hits.length > 0 || cursor === null || part === EMPTY_PARTS_MAX - 1;
      if (!isEnough) continue;
      batch(() => {
        found.value = { name: asked ?? "", hits, next: cursor, chips: results.chips, without: results.without };
        loading.value = "ready";
      });
      return;
    }
  }

  /** Asks again, where something else is looked for than before. */
  function changed(pause_ms: number): void {
    if (name.value === asked && loading.value !== "failed") return;
    if (query.value !== "") return void ask(null, pause_ms);
    running.abort();
    asked = name.value;
    batch(() => {
      found.value = null;
      loading.value = "none";
    });
  }

  function take(text: string, isDone: boolean, pause_ms: number): void {
    const { terms: whole, rest } = takenApart(text, TERMS_MAX - terms.value.length, isDone);
    batch(() => {
      terms.value = [...terms.value, ...whole.filter((one) => !terms.value.some((known) => textOf(known) === textOf(one)))];
      typed.value = rest;
    });
    changed(pause_ms);
  }

  return {
    terms: terms as ReadonlySignal<readonly Term[]>,
    typed: typed as ReadonlySignal<string>,
    kind: kind as ReadonlySignal<SearchKind>,
    found: found as ReadonlySignal<Found | null>,
    loading: loading as ReadonlySignal<SearchLoading>,
    /** Why it could not be had. */
    problem: problem as ReadonlySignal<string>,
    query,
    write: (text: string) => take(text, false, PAUSE_MS),
    /** Nothing more is typed: what stands there is looked for at once. */
    finish: () => take(typed.value, true, 0),
    removeTerm(index: number): void {
      terms.value = terms.value.filter((_, at) => at !== index);
      changed(0);
    },
    /** All filters, and no word of what is typed. */
    removeTerms(): void {
      terms.value = [];
      changed(0);
    },
    clear(): void {
      batch(() => {
        terms.value = [];
        typed.value = "";
      });
      changed(0);
    },
    choose(wanted: SearchKind): void {
      kind.value = wanted;
      changed(0);
    },
    /** As an address says it; what is shown already stays. */
    show(text: string, wanted: SearchKind): void {
      if (text === query.value && wanted === kind.value) return;
      batch(() => {
        terms.value = [];
        kind.value = wanted;
      });
      take(text, true, 0);
    },
    more(): void {
      const cursor = found.value?.next ?? null;
      if (cursor !== null && loading.value === "ready") void ask(cursor, 0);
    },
    retry: () => void ask(loading.value === "failed" && found.value?.name === name.value ? found.value.next : null, 0),
  };
}
