// A list with nothing in it says why, and what comes next.

import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import { stateOf } from "../state/belonging";

/** One line each, by the kind of list. */
const DRAWINGS: Record<string, string> = {
  mine: "M14 50l8-24h44l8 24v16H14zM14 50h16c2 7 7 10 14 10s12-3 14-10h16M44 18v-8m-12 10-4-6m28 6 4-6",
  open: "M14 50l8-24h44l8 24v16H14zM14 50h16c2 7 7 10 14 10s12-3 14-10h16M34 38l7 7 13-14",
  snoozed: "M66 52A26 26 0 0 1 36 18a27 27 0 1 0 30 34zM56 18h12L56 32h12",
  mentions: "M57 44a13 13 0 1 1-26 0 13 13 0 0 1 26 0zm0 0v5a8 8 0 0 0 16 0v-5a29 29 0 1 0-12 24",
};

export function EmptyList({ inbox }: { inbox: InboxState }) {
  const { place, counting, directory, firstRun } = inbox;
  useEffect(() => void firstRun.ask(), []);
  const view = place.view.value;
  const kind = view.split(":")[0] ?? "";
  if (firstRun.hasAny.value === null) return null;
  if (!firstRun.hasAny.value) return <NothingYet inbox={inbox} />;
  const isFiltered = stateOf({ view, sort: null, state: place.state.value }) !== stateOf({ view, sort: null, state: null });
  const unassigned = counting.counts.value["unassigned"] ?? 0;
  const go = (act: () => void) => (event: MouseEvent) => (event.preventDefault(), act());
  const saved = directory.savedView(view.replace("saved:", ""));
  return (
    <div class="nothing">
      <svg class="empty__drawing" viewBox="0 0 88 88" aria-hidden="true">
        <path d={DRAWINGS[kind] ?? DRAWINGS["open"]} />
      </svg>
      <h2 class="empty__title">{say(`empty_${kind}_title`)}</h2>
      <p class="empty__text">{say(isFiltered ? "empty_state_text" : `empty_${kind}_text`)}</p>
      {isFiltered && (
        <button class="button empty__action" type="button" onClick={() => place.arrange({ state: "all" })}>
          {say("empty_state_action")}
        </button>
      )}
      {kind === "mine" && unassigned > 0 && (
        <a class="button button--primary empty__action" href={place.viewHref("unassigned")} onClick={go(() => place.openView("unassigned"))}>
          {say("empty_mine_action", { count: counting.wordsOf("unassigned") })} →
        </a>
      )}
      {kind === "saved" && saved === undefined && directory.isKnown.value && <p class="empty__text">{say("view_gone")}</p>}
    </div>
  );
}

/** Nobody has written yet at all. */
function NothingYet({ inbox }: { inbox: InboxState }) {
  return (
    <div class="nothing">
      <svg class="empty__drawing" viewBox="0 0 88 88" aria-hidden="true">
        <path d="M10 62h68M18 62c0-4 3-7 8-7h36c5 0 8 3 8 7M44 55V30m0 12c0-9 7-15 18-15 0 10-7 15-18 15zm0 8c0-8-6-13-16-13 0 9 6 13 16 13zM30 62v10h28V62" />
      </svg>
      <h2 class="empty__title">{say("no_conversations_title")}</h2>
      <p class="empty__text">{say("no_conversations_text")}</p>
      {inbox.mayManage && (
        <a class="button button--primary empty__action" href="/console/install">
          {say("no_conversations_action")}
        </a>
      )}
    </div>
  );
}
