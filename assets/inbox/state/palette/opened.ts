// The open palette: what is typed, what is offered for it, people who are asked for while somebody types.

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../../shared/api";
import type { SearchHit, SearchResults } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import type { InboxState } from "../inbox";
import type { Recents } from "../search/recents";
import { entriesOf, type PaletteHands } from "./entries";
import { below, COMMANDS_ONLY, isCalled, isGuess, offered, type PaletteEntry } from "./entry";

/** How long nobody types before people are asked for, in milliseconds. */
const PAUSE_MS = 120;
const PEOPLE_MAX = 6;
/** One letter names nobody. */
const PEOPLE_FROM = 2;

export type OpenedPalette = ReturnType<typeof openPalette>;

export interface PaletteOptions {
  recents: Recents;
  hands: PaletteHands;
  isOnline(): boolean;
  wait?: (ms: number) => Promise<void>;
}

export function openPalette(inbox: InboxState, { recents, hands, isOnline, wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: PaletteOptions) {
  const typed = signal("");
  /** What was moved to, by id: others may come and go around it. Null is the first. */
  const held = signal<string | null>(null);
  /** Who was found, and with which words. */
  const found = signal<{ q: string; hits: readonly SearchHit[] }>({ q: "", hits: [] });
  const isOffline = computed(() => !isOnline() || inbox.line.state.value === "waiting");
  let running = new AbortController();
  const entries = computed(() => {
    const all = [...entriesOf(inbox, hands), ...searchEntry(inbox, typed.value.trim())];
    return isOffline.value ? all.filter((entry) => entry.isLocal) : all;
  });
  // For other words they are nobody: Enter would open whom nobody looks for.
  const people = computed(() => (found.value.q === typed.value.trim() ? found.value.hits : []));
  const standing = computed(() => offered(entries.value, typed.value, recents.all.value));
  const groups = computed(() => (isOffline.value ? standing.value : below(standing.value, offered(peopleEntries(inbox, people.value), typed.value, []))));
  const shown = computed(() => groups.value.flatMap((group) => group.entries));
  const asked = computed(() => {
    const q = typed.value.trim();
    return q.length < PEOPLE_FROM || q.startsWith(COMMANDS_ONLY) || isOffline.value ? null : q;
  });
  /** Somebody who is called that may come yet, and would stand before the guess that is first now: so Enter takes nothing. */
  const isUndecided = computed(() => asked.value !== null && found.value.q !== asked.value && groups.value[0] !== undefined && isGuess(groups.value[0]));
  const at = computed(() => (held.value === null ? (isUndecided.value ? -1 : 0) : shown.value.findIndex((entry) => entry.id === held.value)));
  /** Enter was pressed before that was known: what it waits to take. */
  let entered: ((entry: PaletteEntry) => void) | null = null;
  inbox.beside.replies.want();

  async function ask(q: string): Promise<void> {
    const { signal: stopping } = running;
    await wait(PAUSE_MS);
    if (stopping.aborted) return;
    const asked = new URLSearchParams({ q, kind: "people", limit: String(PEOPLE_MAX) });
    const results = await inbox.attempt(() => call<SearchResults>(`/api/inbox/search?${asked}`, { signal: stopping }));
    if (stopping.aborted) return;
    found.value = { q, hits: results?.hits ?? [] };
    // Nobody has seen it yet: only what is called what was typed is no surprise.
    const first = shown.value[0];
    if (first && isCalled(first, q)) entered?.(first);
    entered = null;
  }

  const stop = effect(() => {
    // Writing on asks anew, also where it adds nothing but a blank.
    const q = typed.value === "" ? null : asked.value;
    running.abort();
    running = new AbortController();
    if (q === null) found.value = { q: "", hits: [] };
    else void ask(q);
  });

  return {
    typed: typed as ReadonlySignal<string>,
    groups,
    shown,
    /** Which of the shown Enter takes; -1 where what was moved to is gone, and while people may stand before a guess. */
    at,
    isOffline,
    write(text: string): void {
      entered = null;
      typed.value = text;
      held.value = null;
    },
    /** What Enter is to take: at once, or as soon as it is known who is called that. */
    enter(take: (entry: PaletteEntry) => void): void {
      const entry = shown.value[at.value];
      if (entry) take(entry);
      else if (isUndecided.value) entered = take;
    },
    /** By one, around both ends; by more, up to them. */
    move(step: number): void {
      const last = shown.value.length - 1;
      const next = at.value + step;
      const goal = Math.abs(step) === 1 ? (next < 0 ? last : next > last ? 0 : next) : Math.max(0, Math.min(last, next));
      entered = null;
      held.value = shown.value[goal]?.id ?? null;
    },
    hold(entry: PaletteEntry): void {
      entered = null;
      held.value = entry.id;
    },
    /** What was chosen, remembered. */
    chosen(entry: PaletteEntry): void {
      if (entry.isFound !== true) recents.add(entry.id);
    },
    close(): void {
      stop();
      running.abort();
    },
  };
}

/** What is no name of anything may stand in a message. */
function searchEntry({ place }: InboxState, text: string): PaletteEntry[] {
  if (text.length < PEOPLE_FROM || text.startsWith(COMMANDS_ONLY)) return [];
  return [{ id: "search for", group: "rest", name: say("palette_search", { text }), icon: "search", isLocal: false, isCommand: false, isFound: true, isEcho: true, run: () => place.openSearch(text) }];
}

/** Several profiles may belong to one person, such as those of two browsers; each stands once. */
function peopleEntries({ place }: InboxState, hits: readonly SearchHit[]): PaletteEntry[] {
  const once = hits.filter((hit, index) => hits.findIndex((other) => other.contact_id === hit.contact_id) === index);
  return once.map((hit) => ({
    id: `person ${hit.contact_id}`,
    group: "people",
    name: hit.contact_name,
    // The server found them by these: an address, a number, an attribute.
    words: hit.snippet.map((piece) => piece.text).join(""),
    icon: "person",
    isLocal: false,
    isCommand: false,
    isFound: true,
    run: () => place.openContact(hit.contact_id),
  }));
}
