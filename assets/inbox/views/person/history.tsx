// How the profile came to be: what changed, by whose hand, newest first.

import type { ContactChange } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { exactTime, longAgo } from "../../../shared/time";
import type { Person } from "../../state/person";
import { now } from "../now";

const ACTS = ["blocked", "merged", "parted"];

export function History({ person }: { person: Person }) {
  const history = person.history.value;
  return (
    <section class="person__part" aria-labelledby="person-history">
      <h2 id="person-history">{say("history")}</h2>
      {history !== null && history.items.length === 0 && <p class="details__none">{say("history_none")}</p>}
      <ol class="person__history">
        {history?.items.map((change, at) => (
          <li key={`${change.at}${change.field}${at}`}>
            <What change={change} />
            <p class="person__by">
              <bdi>{who(change)}</bdi>{" "}
              <time dateTime={new Date(change.at).toISOString()} title={exactTime(change.at)}>
                {longAgo(change.at, now.value)}
              </time>
            </p>
          </li>
        ))}
      </ol>
      {history?.next != null && (
        <button class="button button--small button--wide" type="button" onClick={() => void person.moreHistory()}>
          {say("show_more")}
        </button>
      )}
    </section>
  );
}

function What({ change }: { change: ContactChange }) {
  const { field, before, after } = change;
  if (ACTS.includes(field)) return <p dir="auto">{say(field === "blocked" && after === null ? "did_unblock" : `did_${field}`, { name: after ?? "" })}</p>;
  return (
    <p>
      <bdi class="person__field">{nameOf(field)}</bdi>{" "}
      {before !== null && (
        <del dir="auto">
          <span class="visually-hidden">{say("history_before")} </span>
          {before}
        </del>
      )}{" "}
      {after === null ? <em>{say("history_removed")}</em> : <ins dir="auto">{after}</ins>}
    </p>
  );
}

/** A field in words; an attribute by its own name. */
export function nameOf(field: string): string {
  return field.startsWith("attributes.") ? field.slice("attributes.".length) : say(field);
}

function who({ origin, by_name }: ContactChange): string {
  if (origin === "hand") return by_name ?? say("somebody_small");
  if (origin === "server") return by_name === null ? say("origin_server") : say("origin_key", { name: by_name });
  return say(`origin_${origin}`);
}
