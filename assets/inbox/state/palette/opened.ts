// The open palette: what is typed, what is offered for it, people who are asked for while somebody types.

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../../shared/api";
import type { SearchHit, SearchResults } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import type { InboxState } from "../inbox";
import type { Recents } from "../search/recents";
import { entriesOf, type PaletteHands } from "./entries";
import { COMMANDS_ONLY, offered, type PaletteEntry } from "./entry";

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
}

export function openPalette(inbox: InboxState, { recents, hands, isOnline }: PaletteOptions) {
  const typed = signal("");
  const active = signal(0);
  const people = signal<readonly SearchHit[]>([]);
  const isOffline = computed(() => !isOnline() || inbox.line.state.value === "waiting");
  let running = new AbortController();
  const entries = computed(() => {
    const all = [...entriesOf(inbox, hands), ...peopleEntries(inbox, people.value), ...searchEntry(inbox, typed.value.trim())];
    return isOffline.value ? all.filter((entry) => entry.isLocal) : all;
  });
  const groups = computed(() => offered(entries.value, typed.value, recents.all.value));
  const shown = computed(() => groups.value.flatMap((group) => group.entries));
  const at = computed(() => Math.min(active.value, Math.max(0, shown.value.length - 1)));
  inbox.beside.replies.want();

  async function ask(q: string): Promise<void> {
    const { signal: stopping } = running;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (stopping.aborted) return;
    const asked = new URLSearchParams({ q, kind: "people", limit: String(PEOPLE_MAX) });
    const found = await inbox.attempt(() => call<SearchResults>(`/api/inbox/search?${asked}`, { signal: stopping }));
    if (!stopping.aborted) people.value = found?.hits ?? [];
  }

  const stop = effect(() => {
    const q = typed.value.trim();
    running.abort();
    running = new AbortController();
    if (q.length < PEOPLE_FROM || q.startsWith(COMMANDS_ONLY) || isOffline.value) people.value = [];
    else void ask(q);
  });

  return {
    typed: typed as ReadonlySignal<string>,
    groups,
    shown,
    /** Which of the shown Enter takes. */
    at,
    isOffline,
    active,
    write(text: string): void {
      typed.value = text;
      active.value = 0;
    },
    /** By one, around both ends; by more, up to them. */
    move(step: number): void {
      const last = shown.value.length - 1;
      const next = at.value + step;
      if (Math.abs(step) === 1) active.value = next < 0 ? last : next > last ? 0 : next;
      else active.value = Math.max(0, Math.min(last, next));
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
  return [{ id: "search for", group: "rest", name: say("palette_search", { text }), icon: "search", isLocal: false, isCommand: false, isFound: true, run: () => place.openSearch(text) }];
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
