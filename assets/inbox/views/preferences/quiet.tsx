// Hours in which nothing calls, in the time of this browser.

import { useSignal } from "@preact/signals";
import { locale, say } from "../../../shared/strings";
import type { QuietView } from "../../../shared/protocol";
import type { InboxState } from "../../state/inbox";
import { Section, Switch } from "./parts";

const USUAL: QuietView = { from: 20 * 60, to: 8 * 60, days: [0, 1, 2, 3, 4, 5, 6] };
/** A Sunday, for the names of days. */
const SUNDAY = Date.UTC(2026, 0, 4);
/** As most calendars begin. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];

export function QuietSection({ inbox }: { inbox: InboxState }) {
  const { preferences, save } = inbox.chosen;
  const quiet = preferences.value.quiet ?? null;
  const last = useSignal<QuietView>(quiet ?? USUAL);
  const change = (changes: Partial<QuietView>) => {
    const next = { ...(quiet ?? last.value), ...changes };
    last.value = next;
    // Without a day, or without an end, there is nothing to keep yet.
    if (next.days.length > 0 && next.from !== next.to) void save({ quiet: next });
  };
  const shown = quiet === null ? null : last.value;
  const problem = shown === null ? null : shown.days.length === 0 ? "quiet_no_day" : shown.from === shown.to ? "quiet_no_end" : null;
  return (
    <Section name="quiet" hint="quiet_hint">
      <Switch name="quiet_on" isOn={quiet !== null} turn={(isOn) => void save({ quiet: isOn ? last.value : null })} />
      {shown !== null && (
        <>
          <div class="preferences__times">
            <Time name="quiet_from" minutes={shown.from} choose={(from) => change({ from })} />
            <Time name="quiet_to" minutes={shown.to} choose={(to) => change({ to })} />
          </div>
          <fieldset class="preferences__few">
            <legend class="field__label">{say("quiet_days")}</legend>
            <div class="preferences__options">
              {WEEK.map((day) => (
                <label key={day} class="preferences__option">
                  <input type="checkbox" checked={shown.days.includes(day)} onChange={(event) => change({ days: withDay(shown.days, day, event.currentTarget.checked) })} />
                  <span>{nameOfDay(day)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <p class="field__error" role="alert" hidden={problem === null}>
            {problem !== null && say(problem)}
          </p>
        </>
      )}
    </Section>
  );
}

function Time({ name, minutes, choose }: { name: string; minutes: number; choose(minutes: number): void }) {
  const read = (text: string) => {
    const [hours, rest] = text.split(":").map(Number);
    if (Number.isInteger(hours) && Number.isInteger(rest)) choose(hours! * 60 + rest!);
  };
  return (
    <label class="field">
      <span class="field__label">{say(name)}</span>
      <input class="input" type="time" required value={`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`} onChange={(event) => read(event.currentTarget.value)} />
    </label>
  );
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function withDay(days: readonly number[], day: number, isOn: boolean): number[] {
  return isOn ? [...days, day].sort() : days.filter((one) => one !== day);
}

function nameOfDay(day: number): string {
  return new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" }).format(SUNDAY + day * 86_400_000);
}
