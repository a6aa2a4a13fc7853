// Until when a conversation is to sleep. Each moment that is offered says when that is.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icons";
import { clockTime } from "../../../shared/time";
import { locale, say } from "../../../shared/strings";
import { localOf, momentOf, momentsFrom } from "../../state/snoozing";
import { PickerFrame } from "./frame";
import { Listbox, type Option } from "./listbox";
import type { PickerProps } from "./picker";

export function SnoozePicker({ inbox, choice }: PickerProps) {
  const opened = useSignal(Date.now()).value;
  const showsField = useSignal(false);
  const moments = momentsFrom(opened);
  const rows = choice.ids.flatMap((id) => inbox.facts.rows.value.get(id)?.conversation ?? []);
  const areAsleep = rows.some((row) => row.state === "snoozed");
  const snooze = (until: number | null) => {
    inbox.choosing.close();
    void inbox.acts.run(choice.ids, { type: "snooze", until });
  };
  const options: Option[] = [
    ...moments.map(({ words, until }) => ({ id: words, name: say(`snooze_${words}`), mark: <Icon name={until === null ? "chats" : "clock"} />, end: until === null ? undefined : whenOf(until, opened) })),
    { id: "date", name: say("snooze_date"), mark: <Icon name="calendar" />, isAlways: true },
    ...(areAsleep ? [{ id: "wake", name: say("wake"), mark: <Icon name="reopen" /> }] : []),
  ];
  const choose = ({ id }: Option) => {
    if (id === "date") showsField.value = true;
    else if (id === "wake") {
      inbox.choosing.close();
      void inbox.acts.run(choice.ids, { type: "wake" });
    } else snooze(moments.find((moment) => moment.words === id)?.until ?? null);
  };
  return (
    <PickerFrame inbox={inbox} choice={choice} title={say("snooze")}>
      {showsField.value ? <DateField opened={opened} snooze={snooze} back={() => (showsField.value = false)} /> : <Listbox label={say("snooze_when")} filter={say("snooze_filter")} options={options} choose={choose} />}
    </PickerFrame>
  );
}

function DateField({ opened, snooze, back }: { opened: number; snooze(until: number): void; back(): void }) {
  const text = useSignal(localOf(momentsFrom(opened).find((moment) => moment.words === "tomorrow")!.until!));
  const problem = useSignal<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // Once: whoever has gone on to a button stays there, whatever is drawn anew.
  useLayoutEffect(() => field.current?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const until = momentOf(text.value, Date.now());
    if (until === null) problem.value = say("snooze_past");
    else snooze(until);
  };
  return (
    <form class="picker__form" noValidate onSubmit={submit}>
      <label class="field">
        <span class="field__label">{say("snooze_date_label")}</span>
        <input class="input" type="datetime-local" min={localOf(opened)} value={text.value} aria-invalid={problem.value !== null} aria-describedby="snooze-problem" ref={field} onInput={(event) => (text.value = event.currentTarget.value)} />
      </label>
      <p class="picker__problem" id="snooze-problem" role="alert">
        {problem.value}
      </p>
      <div class="button-row button-row--end">
        <button class="button" type="button" onClick={back}>
          {say("snooze_back")}
        </button>
        <button class="button button--primary" type="submit">
          {say("snooze")}
        </button>
      </div>
    </form>
  );
}

/** "18:00", "Tue 9:00", "3 May, 9:00" */
function whenOf(until: number, now: number): string {
  const time = clockTime(until);
  if (new Date(until).toDateString() === new Date(now).toDateString()) return time;
  const isSoon = until - now < 6 * 86_400_000;
  const day = new Intl.DateTimeFormat(locale(), isSoon ? { weekday: "short" } : { day: "numeric", month: "short" }).format(until);
  return `${day}, ${time}`;
}
