// Saved replies and macros: fetched when they are first wanted and again when they changed.

import { signal } from "@preact/signals";
import { call } from "../../shared/api";
import type { MacroView, RepliesView, SavedReplyView } from "../../shared/protocol";

/** What `/` offers. */
export type Offer = { kind: "reply"; name: string; reply: SavedReplyView } | { kind: "macro"; name: string; macro: MacroView };

const NONE: RepliesView = { replies: [], macros: [] };
/** Several changes at once are one fetch, after so many milliseconds. */
const PAUSE_MS = 300;
/** More than fits on a screen; typing on narrows it down. */
const OFFERED_MAX = 50;

export type RepliesState = ReturnType<typeof openSavedReplies>;

/** `attempt` answers undefined where they cannot be had just now. */
export function openSavedReplies(attempt: <T>(act: () => Promise<T>) => Promise<T | undefined>) {
  const all = signal<RepliesView>(NONE);
  const loading = signal<"none" | "loading" | "ready" | "failed">("none");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [asked, taken] = [0, 0];
  async function fetch(): Promise<void> {
    clearTimeout(timer);
    const mine = ++asked;
    if (loading.value !== "ready") loading.value = "loading";
    const found = await attempt(() => call<RepliesView>("/api/inbox/replies"));
    // An answer that a later one has overtaken says nothing.
    if (found && mine > taken) {
      taken = mine;
      all.value = found;
      loading.value = "ready";
    } else if (mine === asked && loading.value !== "ready") loading.value = "failed";
  }
  return {
    all,
    loading,
    /** They are about to be offered. */
    want(): void {
      if (loading.value === "none" || loading.value === "failed") void fetch();
    },
    changed(): void {
      if (loading.value === "none") return;
      clearTimeout(timer);
      timer = setTimeout(() => void fetch(), PAUSE_MS);
    },
    fetch,
  };
}

/** Those that fit what was typed: a shortcut first, then names, then words within. Macros only where they can be run. */
export function offersFor({ replies, macros }: RepliesView, query: string): Offer[] {
  const sought = query.trim().toLocaleLowerCase();
  const offers: Offer[] = [
    ...replies.map((reply): Offer => ({ kind: "reply", name: reply.name, reply })),
    ...macros.map((macro): Offer => ({ kind: "macro", name: macro.name, macro })),
  ];
  return offers
    .map((offer) => ({ offer, rank: rankOf(offer, sought) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((one, other) => one.rank - other.rank || one.offer.name.localeCompare(other.offer.name))
    .slice(0, OFFERED_MAX)
    .map(({ offer }) => offer);
}

function rankOf(offer: Offer, sought: string): number {
  if (sought === "") return 0;
  const name = offer.name.toLocaleLowerCase();
  const shortcut = offer.kind === "reply" ? (offer.reply.shortcut ?? "").replace(/^\//u, "").toLocaleLowerCase() : "";
  if (shortcut === sought) return 0;
  if (shortcut.startsWith(sought)) return 1;
  if (name.startsWith(sought)) return 2;
  if (name.includes(sought)) return 3;
  return offer.kind === "reply" && offer.reply.body.toLocaleLowerCase().includes(sought) ? 4 : Infinity;
}
