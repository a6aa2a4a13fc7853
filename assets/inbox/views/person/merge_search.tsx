// Whom to merge with: those with something in common in the profile first, then whoever is looked for.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PersonView } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { longAgo } from "../../../shared/time";
import type { Person } from "../../state/person";
import { isProven } from "../../state/proven";
import { now } from "../now";
import { Sureness } from "../sureness";

/** How long typing may pause before it is looked for, in milliseconds. */
const PAUSE_MS = 150;

interface MergeSearchProps {
  person: Person;
  /** Contact id → whether they are here now. */
  online: ReadonlyMap<string, boolean>;
  choose(chosen: PersonView): void;
}

export function MergeSearch({ person, online, choose }: MergeSearchProps) {
  const typed = useSignal("");
  const found = useSignal<readonly PersonView[] | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const q = typed.value.trim();
    if (q === "") return void (found.value = null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void person.find(q, stop.signal).then((people) => {
        if (!stop.signal.aborted) found.value = people;
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed.value]);
  // What a page only said is never offered: anybody can say that.
  const alike = person.duplicates.value.filter((one) => one.why === "same_email" || one.why === "same_phone").map((one) => one.person);
  const shown = found.value ?? alike;
  return (
    <>
      <label class="field">
        <span class="field__label">{say("merge_whom")}</span>
        <input class="input" type="search" ref={field} autocomplete="off" value={typed.value} onInput={(event) => (typed.value = event.currentTarget.value)} />
      </label>
      <p class="person__hint" role="status">
        {found.value !== null && found.value.length === 0 ? say("merge_nobody") : say(found.value === null && alike.length > 0 ? "merge_alike" : "merge_search_hint")}
      </p>
      <ul class="person__list merge__people">
        {shown.map((one) => (
          <li key={one.id}>
            <button class="merge__person" type="button" onClick={() => choose(one)}>
              <span class="merge__who">
                <bdi>{one.name}</bdi>
                <Sureness isVerified={isProven(one, undefined)} />
              </span>
              <span class="person__by">
                <bdi>{apart(one)}</bdi>
                {one.last_seen_at !== null && ` · ${say("merge_seen", { ago: online.get(one.id) === true ? say("seen_now") : longAgo(one.last_seen_at, now.value) })}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What tells somebody from a namesake. */
function apart({ email, external_id, short_name }: PersonView): string {
  return [email, external_id].filter((fact) => fact !== null).join(" · ") || short_name;
}
