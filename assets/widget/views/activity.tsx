// What a verified customer has ordered and paid, newest first, month by month. Its file is fetched when somebody looks.

import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import { monthName } from "../../shared/time";
import type { VisitorRecord } from "../../shared/types";
import type { PanelState } from "../state/panel";
import { BrandBar } from "./brand_bar";
import { RecordRow } from "./record_row";
import { Scroller } from "./scroller";

export function ActivityPlace({ panel, close }: { panel: PanelState; close: () => void }) {
  const { records, state, look, ask } = panel.activity;
  useEffect(look, []);
  const isEmpty = records.value.length === 0;
  return (
    <>
      <header class="head">
        <BrandBar panel={panel} title={say("your_activity")} close={close} />
      </header>
      <Scroller name="activity">
        {state.value === "failed" && <Failure again={() => void ask()} />}
        {isEmpty && state.value !== "failed" && (
          <p class="place__note" role="status">
            {say(state.value === "loading" ? "loading" : "activity_empty")}
          </p>
        )}
        {inMonths(records.value).map(({ name, ofMonth }) => (
          <section key={name} class="months">
            <h2 class="months__name">{name}</h2>
            <ul class="records records--all">
              {ofMonth.map((record) => (
                <RecordRow key={record.id} record={record} />
              ))}
            </ul>
          </section>
        ))}
        <Older panel={panel} />
      </Scroller>
    </>
  );
}

function Older({ panel }: { panel: PanelState }) {
  const { older, hasOlder, showOlder } = panel.activity;
  if (!hasOlder.value) return null;
  if (older.value === "failed") return <Failure again={() => void showOlder()} />;
  return (
    <p class="place__note">
      <button class="text-button" type="button" aria-disabled={older.value === "loading"} onClick={() => void showOlder()}>
        {say(older.value === "loading" ? "loading" : "show_older")}
      </button>
    </p>
  );
}

function Failure({ again }: { again: () => void }) {
  return (
    <p class="place__note" role="alert">
      {say("activity_failed")}{" "}
      <button class="text-button" type="button" onClick={again}>
        {say("retry")}
      </button>
    </p>
  );
}

function inMonths(records: readonly VisitorRecord[]): { name: string; ofMonth: VisitorRecord[] }[] {
  const now = Date.now();
  const months = new Map<string, VisitorRecord[]>();
  for (const record of records) {
    const name = monthName(record.occurred_at, now);
    months.set(name, [...(months.get(name) ?? []), record]);
  }
  return [...months].map(([name, ofMonth]) => ({ name, ofMonth }));
}
