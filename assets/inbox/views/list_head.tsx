// Above the list: what it is called, which states it shows, and in which order.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import { stateOf } from "../state/belonging";
import type { Sort, StateFilter } from "../state/wire";
import type { Panes } from "./app";
import { isPhone } from "./phone/screen";

const SORTS: readonly Sort[] = ["newest", "waiting", "oldest"];
const STATES: readonly StateFilter[] = ["open", "snoozed", "done", "all"];

export function ListHead({ inbox, panes, name }: { inbox: InboxState; panes: Panes; name: string }) {
  const { place, listing } = inbox;
  const view = place.view.value;
  // What the page is about is the open conversation, as soon as there is one.
  const Title = place.conversation_id.value === null ? "h1" : "h2";
  const hasStates = !["open", "snoozed", "done", "all"].includes(view) && !view.startsWith("saved:");
  const key = { view, sort: place.sort.value, state: place.state.value };
  const saved = inbox.directory.savedView(view.replace("saved:", ""));
  const own: Sort | "until" = view === "snoozed" ? "until" : (saved?.sort ?? "newest");
  const sorts = view === "mentions" ? [] : own === "until" ? (["until", ...SORTS] as const) : SORTS;
  const chooseSort = (sort: string) => place.arrange({ sort: sort === own ? null : (sort as Sort) });
  const chooseState = (state: string) => place.arrange({ state: state === "open" ? null : (state as StateFilter) });
  return (
    <header class="list__head">
      <Title class="list__title">
        {isPhone.value ? (
          <button class="list__menu" type="button" aria-haspopup="dialog" aria-expanded={panes.showsRail.value} onClick={() => (panes.showsRail.value = true)}>
            <bdi>{name}</bdi>
            <span class="visually-hidden">{say("open_rail")}</span>
            <Icon name="fold" />
          </button>
        ) : (
          <bdi>{name}</bdi>
        )}
      </Title>
      {saved && (!saved.is_shared || inbox.may("curate")) && (
        <button class="icon-button list__tool" type="button" aria-label={say("empty_saved_action")} title={say("empty_saved_action")} onClick={() => (panes.view.value = saved)}>
          <Icon name="funnel" />
        </button>
      )}
      {hasStates && <Choice label={say("state")} value={stateOf(key)} choices={STATES.map((state) => [state, say(`state_${state}`)])} choose={chooseState} />}
      {sorts.length > 0 && <Choice label={say("sort")} value={listing.current.value.key.sort ?? own} choices={sorts.map((sort) => [sort, say(`sort_${sort}`)])} choose={chooseSort} />}
    </header>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  choose(value: string): void;
}

function Choice({ label, value, choices, choose }: ChoiceProps) {
  return (
    <label class="quiet-select">
      <span class="visually-hidden">{label}</span>
      <select value={value} title={label} onChange={(event) => choose(event.currentTarget.value)}>
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      <Icon name="fold" />
    </label>
  );
}
