// The search page: one field, what to look for, and what was found. What was found stays while one of them is looked at, so
// that Back leads to the same place.

import { effect, untracked, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { call } from "../../../shared/api";
import type { SearchResults } from "../../../shared/protocol";
import { openStore } from "../../../shared/storage";
import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import type { InboxState } from "../../state/inbox";
import type { SearchKind } from "../../state/place";
import { openRecents, type Recents } from "../../state/search/recents";
import { askedOf, openSearching, type SearchAsk, type Searching } from "../../state/search/searching";
import type { PageProps } from "../pages";
import { SearchField } from "./field";
import { Results } from "./results";

const KINDS: readonly SearchKind[] = ["all", "messages", "people", "records"];
const RECENTS_MAX = 8;
/** Hits that come at once. */
const PART = 30;

/** The search of one inbox, with where one was in it. */
export interface Sought {
  searching: Searching;
  recents: Recents;
  scroll: number;
  /** The hit that was opened last, by its place. */
  opened: number | null;
  /** The keyboard goes to the first hit as soon as there is one. */
  wantsHit: boolean;
}

const known = new WeakMap<InboxState, Sought>();

function soughtIn(inbox: InboxState): Sought {
  const before = known.get(inbox);
  if (before) return before;
  const made: Sought = {
    searching: openSearching({ load: (ask, signal) => load(inbox, ask, signal) }),
    recents: openRecents(openStore(), `deskbell:inbox:${inbox.me.agent.id}:searched`, RECENTS_MAX),
    scroll: 0,
    opened: null,
    wantsHit: false,
  };
  known.set(inbox, made);
  return made;
}

async function load(inbox: InboxState, ask: SearchAsk, signal: AbortSignal): Promise<SearchResults> {
  try {
    return await call<SearchResults>(`/api/inbox/search?${askedOf(ask, PART)}`, { signal });
  } catch (error) {
    throw inbox.heed(error);
  }
}

export function Search({ inbox, panes }: PageProps) {
  const sought = soughtIn(inbox);
  const { searching } = sought;
  const scroll = useRef<HTMLDivElement>(null);
  const { place } = inbox;
  // The address leads, and follows: from the first moment, since an effect that waits for the page to be drawn would put
  // the address over what is typed meanwhile.
  useLayoutEffect(() => {
    const leads = effect(() => {
      const [page, query, kind] = [place.page.value, place.query.value, place.kind.value];
      if (page === "search") untracked(() => searching.show(query, kind));
    });
    const follows = effect(() => {
      const [query, kind] = [searching.query.value, searching.kind.value];
      untracked(() => place.page.value === "search" && void place.openSearch(query, kind));
    });
    return () => [leads, follows].forEach((end) => end());
  }, []);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const hit = sought.opened === null ? null : box.querySelector<HTMLElement>(`[data-hit="${sought.opened}"]`);
    box.scrollTop = sought.scroll;
    if (hit) hit.focus({ preventScroll: true });
    else document.getElementById("search")?.focus();
    sought.opened = null;
  }, []);
  useSignalEffect(() => {
    // What is found with other words begins at its beginning.
    if (searching.loading.value === "loading") scroll.current?.scrollTo({ top: 0 });
  });
  return (
    <section class="search" id="page" tabIndex={-1} aria-label={say("search")}>
      <header class="search__head">
        <h1 class="visually-hidden">{say("search")}</h1>
        <div class="search__line">
          <button class="icon-button list__menu" type="button" aria-label={say("open_rail")} aria-expanded={panes.showsRail.value} onClick={() => (panes.showsRail.value = true)}>
            <Icon name="menu" />
          </button>
          <SearchField inbox={inbox} sought={sought} />
        </div>
        <Kinds searching={searching} />
      </header>
      <div class="search__scroll" ref={scroll} onScroll={(event) => (sought.scroll = event.currentTarget.scrollTop)}>
        <Results inbox={inbox} sought={sought} />
      </div>
    </section>
  );
}

function Kinds({ searching }: { searching: Searching }) {
  return (
    <fieldset class="search__kinds">
      <legend class="visually-hidden">{say("search_kind")}</legend>
      {KINDS.map((kind) => (
        <label key={kind} class="search__kind">
          <input class="visually-hidden" type="radio" name="search-kind" checked={searching.kind.value === kind} onChange={() => searching.choose(kind)} />
          <span>{say(`kind_${kind}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
