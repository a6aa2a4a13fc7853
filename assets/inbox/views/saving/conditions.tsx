// The conditions of a saved view. Of one kind any is enough; of different kinds all must hold.

import { say } from "../../../shared/strings";
import type { ConversationState } from "../../../shared/protocol";
import type { InboxState } from "../../state/inbox";
import { toggled, WAITING_MAX, type ViewTrouble } from "../../state/view_draft";
import type { SavedFilters } from "../../state/wire";
import { PRIORITIES } from "../priority_mark";
import { Attributes } from "./attributes";

interface ConditionsProps {
  inbox: InboxState;
  filters: SavedFilters;
  trouble: ViewTrouble;
  change(filters: Partial<SavedFilters>): void;
}

const STATES: readonly ConversationState[] = ["open", "snoozed", "done"];

export function Conditions({ inbox, filters, trouble, change }: ConditionsProps) {
  const { directory } = inbox;
  const people = [
    { id: "me", name: say("saving_me") },
    { id: "nobody", name: say("saving_nobody") },
    ...directory.agents.value.filter((agent) => agent.is_active && agent.id !== inbox.me.agent.id),
  ];
  const named = (words: string, ids: readonly string[]) => ids.map((id) => ({ id, name: say(`${words}_${id}`) }));
  return (
    <>
      <Pills title={say("state")} all={named("state", STATES)} chosen={filters.states} toggle={(id) => change({ states: toggled(filters.states, id as ConversationState) })} />
      <Pills title={say("saving_assignees")} all={people} chosen={filters.assignees} toggle={(id) => change({ assignees: toggled(filters.assignees, id) })} />
      <Pills title={say("teams")} all={directory.teams.value} chosen={filters.teams} toggle={(id) => change({ teams: toggled(filters.teams, id) })} />
      <Pills title={say("tags")} all={directory.tags.value} chosen={filters.tags} toggle={(id) => change({ tags: toggled(filters.tags, id) })} />
      {directory.sites.value.length > 1 && <Pills title={say("sites")} all={directory.sites.value} chosen={filters.sites} toggle={(id) => change({ sites: toggled(filters.sites, id) })} />}
      <Pills title={say("priority")} all={named("priority", PRIORITIES)} chosen={filters.priorities} toggle={(id) => change({ priorities: toggled(filters.priorities, id as (typeof PRIORITIES)[number]) })} />
      <div class="view-form__row">
        <Either label={say("saving_verified")} value={filters.is_verified} words={["saving_is_verified", "saving_not_verified"]} choose={(is_verified) => change({ is_verified })} />
        <Either label={say("saving_unread")} value={filters.unread} words={["saving_is_unread", "saving_not_unread"]} choose={(unread) => change({ unread })} />
        <label class="field">
          <span class="field__label">{say("saving_waiting")}</span>
          <input class="input" type="number" min={1} max={WAITING_MAX} inputMode="numeric" defaultValue={String(filters.waiting_minutes ?? "")} aria-invalid={trouble.waiting !== null} aria-describedby={trouble.waiting === null ? undefined : "view-waiting-error"} onInput={(event) => change({ waiting_minutes: minutesIn(event.currentTarget) })} />
        </label>
      </div>
      {trouble.waiting !== null && (
        <p class="field__error" id="view-waiting-error">
          {trouble.waiting}
        </p>
      )}
      <Attributes all={filters.attributes} trouble={trouble.attributes} change={(attributes) => change({ attributes })} />
    </>
  );
}

/** Null where nothing stands in it; no number where something else does, of which the browser tells only that. */
function minutesIn({ value, validity }: HTMLInputElement): number | null {
  if (value !== "") return Number(value);
  return validity.badInput ? NaN : null;
}

interface PillsProps {
  title: string;
  all: readonly { id: string; name: string }[];
  chosen: readonly string[];
  toggle(id: string): void;
}

function Pills({ title, all, chosen, toggle }: PillsProps) {
  if (all.length === 0) return null;
  return (
    <fieldset class="view-form__pills">
      <legend class="field__label">{title}</legend>
      {all.map(({ id, name }) => (
        <label key={id} class="toggle-pill">
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

interface EitherProps {
  label: string;
  value: boolean | null | undefined;
  /** Of yes and of no. */
  words: readonly [string, string];
  choose(value: boolean | null): void;
}

function Either({ label, value, words, choose }: EitherProps) {
  return (
    <label class="field">
      <span class="field__label">{label}</span>
      <select class="select" value={value == null ? "" : String(value)} onChange={(event) => choose(event.currentTarget.value === "" ? null : event.currentTarget.value === "true")}>
        <option value="">{say("saving_any")}</option>
        <option value="true">{say(words[0])}</option>
        <option value="false">{say(words[1])}</option>
      </select>
    </label>
  );
}
