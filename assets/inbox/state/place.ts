// Where the agent is, kept in the address: back, refresh and a shared link all find it again.
//
// `/inbox` is one's own conversations, `/inbox/v/{view}` another list, either followed by `/c/{conversation}`. An address
// that names only a conversation leaves the list beside it as it is.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Sort, StateFilter } from "./wire";

export type Page = "list" | "contact" | "search" | "notifications" | "me";
export type SearchKind = "all" | "messages" | "people" | "records";

export interface Spot {
  page: Page;
  /** The list's key: `mine`, `team:tem_…`, … */
  view: string;
  /** Null where the view's own is meant. */
  sort: Sort | null;
  state: StateFilter | null;
  conversation_id: string | null;
  /** The message it opens at. */
  message_number: number | null;
  /** The note behind that message, where it opens at one. */
  entry_id: string | null;
  contact_id: string | null;
  /** What is searched for. */
  query: string;
  kind: SearchKind;
}

/** What the browser's history offers; tests pass their own. */
export interface HistoryLike {
  /** Path and query. */
  path(): string;
  push(path: string): void;
  replace(path: string): void;
  moved(act: () => void): void;
}

/** A place in a thread, as search and bell tell it: 0 is before the first message. */
export interface Stop {
  number: number | null;
  entry_id: string | null;
}

export type Place = ReturnType<typeof openPlace>;

export const HOME_VIEW = "mine";
const NOWHERE = { message_number: null, entry_id: null } as const;
/** Stands for a conversation in the address of its list; no view has it in its name. */
const IN_PLACE = "~";
const VIEW = /^(mine|unassigned|mentions|open|snoozed|done|all|(team|tag|site|saved):[\w-]+)$/;
const ENTRY = /^ent_\w+$/;
const SORTS: readonly string[] = ["newest", "oldest", "waiting"] satisfies Sort[];
const STATES: readonly string[] = ["open", "snoozed", "done", "all"] satisfies StateFilter[];
const KINDS: readonly string[] = ["all", "messages", "people", "records"] satisfies SearchKind[];
const START: Spot = { page: "list", view: HOME_VIEW, sort: null, state: null, conversation_id: null, message_number: null, entry_id: null, contact_id: null, query: "", kind: "all" };

export function openPlace(history: HistoryLike) {
  const spot = signal<Spot>(spotIn(history.path(), START));
  /** Grows whenever another message is to be opened at, or the same one once more. */
  const turn = signal(0);
  /** The turn whose message has been shown, or could not be. */
  const arrived = signal(-1);
  /** Grows whenever a list is chosen, also the one in sight. */
  const choices = signal(0);
  history.moved(() => move(spotIn(history.path(), spot.value)));

  /** `also` belongs to the same step, and is done where the place stays the same as well. */
  function go(changes: Partial<Spot>, write: (path: string) => void = history.push, also = () => {}): void {
    const next = { ...spot.value, ...changes };
    const path = addressOf(next);
    if (path === addressOf(spot.value) && next.conversation_id === spot.value.conversation_id) return also();
    batch(() => {
      move(next);
      also();
    });
    // Last: whoever hears of the place may have asked the address to wait for what it leads to.
    write(path);
  }

  function move(next: Spot): void {
    batch(() => {
      if (!isSameStop(next, spot.value)) turn.value += 1;
      spot.value = next;
    });
  }

  function openAt(id: string, stop: Stop): void {
    const wish = turn.value + 1;
    go({ page: "list", conversation_id: id, ...openingAt(stop) }, history.push, () => void (turn.value = wish));
  }
  const conversation_id = computed(() => spot.value.conversation_id);
  const shown_id = computed(() => (spot.value.page === "list" ? spot.value.conversation_id : null));
  /** How the list is asked for; opening another conversation changes nothing here. */
  const listed = computed(() => addressOf({ ...spot.value, page: "list", conversation_id: IN_PLACE, ...NOWHERE }));
  const pick = <Name extends keyof Spot>(name: Name): ReadonlySignal<Spot[Name]> => computed(() => spot.value[name]);
  return {
    spot: spot as ReadonlySignal<Spot>,
    page: pick("page"),
    view: pick("view"),
    sort: pick("sort"),
    state: pick("state"),
    conversation_id,
    /** The conversation that is in sight: another page may stand before the one that is open. */
    shown_id,
    contact_id: pick("contact_id"),
    query: pick("query"),
    kind: pick("kind"),
    /** Opens a conversation beside the list; null closes it. */
    open: (id: string | null) => go({ page: "list", conversation_id: id, ...NOWHERE }),
    /** Opens it at a message or a note. */
    openAt,
    turn: turn as ReadonlySignal<number>,
    /** The message or note that it is to be opened at has not been shown yet. */
    isArriving: computed(() => (spot.value.message_number !== null || spot.value.entry_id !== null) && turn.value !== arrived.value),
    arrived: () => void (arrived.value = turn.value),
    /** Shows another one in the same step of the history: moving with the keyboard must not fill it. What lies over the page is a step of its own on a phone, and that one becomes it. */
    replace: (id: string | null) => go({ page: "list", conversation_id: id, ...NOWHERE }, conversation_id.value === null ? history.push : history.replace),
    openView: (view: string, more: Partial<Pick<Spot, "sort" | "state" | "conversation_id">> = {}) =>
      go({ page: "list", view, sort: null, state: null, conversation_id: null, ...NOWHERE, ...more }, history.push, () => void (choices.value += 1)),
    choices: choices as ReadonlySignal<number>,
    /** Another order or other states of the same list. */
    arrange: (more: Partial<Pick<Spot, "sort" | "state">>) => go(more, history.replace),
    openContact: (id: string) => go({ page: "contact", contact_id: id }),
    openSearch: (query: string, kind: SearchKind = "all") => go({ page: "search", query, kind, conversation_id: null }, spot.value.page === "search" ? history.replace : history.push),
    /** A page that its name alone tells. */
    openPage: (page: "notifications" | "me") => go({ page }),
    /** The list as it was left. */
    openList: () => go({ page: "list", conversation_id: null, ...NOWHERE }),
    /** The address of the present list with that conversation open. */
    conversationHref: (id: string) => listed.value.replace(IN_PLACE, encodeURIComponent(id)),
    /** The address that names nothing but that conversation: for colleagues. */
    linkTo: (id: string, stop: Stop = { number: null, entry_id: null }) => `/inbox/c/${encodeURIComponent(id)}${asked(inAddress(openingAt(stop)))}`,
    viewHref: (view: string) => addressOf({ ...START, view }),
  };
}

export function addressOf(spot: Spot): string {
  if (spot.page === "contact") return `/inbox/contacts/${encodeURIComponent(spot.contact_id ?? "")}`;
  if (spot.page === "notifications" || spot.page === "me") return `/inbox/${spot.page}`;
  if (spot.page === "search") return `/inbox/search${asked({ q: spot.query || null, kind: spot.kind === "all" ? null : spot.kind })}`;
  const { view, conversation_id: id, sort, state } = spot;
  const isHome = view === HOME_VIEW && id === null;
  const base = isHome ? "/inbox" : `/inbox/v/${encodeURIComponent(view).replace("%3A", ":")}`;
  return `${base}${id === null ? "" : `/c/${encodeURIComponent(id)}`}${asked({ sort, state, ...(id === null ? {} : inAddress(spot)) })}`;
}

/** A note before the first message has no message to open at. */
function openingAt({ number, entry_id }: Stop): Pick<Spot, "message_number" | "entry_id"> {
  return { message_number: number !== null && number > 0 ? number : null, entry_id };
}

function isSameStop(one: Spot, other: Spot): boolean {
  return one.conversation_id === other.conversation_id && one.message_number === other.message_number && one.entry_id === other.entry_id;
}

function inAddress({ message_number, entry_id }: Pick<Spot, "message_number" | "entry_id">): Record<string, string | number | null> {
  return { m: message_number, e: entry_id };
}

function asked(values: Record<string, string | number | null>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** What an address says; what it leaves open is as `before`. */
export function spotIn(address: string, before: Spot): Spot {
  const [path = "", query = ""] = address.split("?");
  const given = new URLSearchParams(query);
  const [, , kind, first, , second] = path.split("/").map(decoded);
  const message = Number(given.get("m"));
  const opens = { message_number: Number.isSafeInteger(message) && message > 0 ? message : null, entry_id: ENTRY.exec(given.get("e") ?? "")?.[0] ?? null };
  const found = (changes: Partial<Spot>): Spot => ({ ...START, view: before.view, ...changes });
  if (kind === "contacts" && first) return found({ page: "contact", contact_id: first });
  if (kind === "notifications" || kind === "me") return found({ page: kind });
  if (kind === "search") return found({ page: "search", query: given.get("q") ?? "", kind: among<SearchKind>(KINDS, given.get("kind")) ?? "all" });
  if (kind === "c" && first) return found({ sort: before.sort, state: before.state, conversation_id: first, ...opens });
  const view = kind === "v" && first && VIEW.test(first) ? first : HOME_VIEW;
  const sort = among<Sort>(SORTS, given.get("sort"));
  const state = among<StateFilter>(STATES, given.get("state"));
  return { ...START, view, sort, state, conversation_id: (kind === "v" && second) || null, ...(second ? opens : NOWHERE) };
}

function among<Word extends string>(words: readonly string[], word: string | null): Word | null {
  return word !== null && words.includes(word) ? (word as Word) : null;
}

/** An address that somebody cut or mistyped, such as `%ff`, names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
