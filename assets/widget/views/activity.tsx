// What a verified customer has ordered and paid. Its file is fetched when somebody looks.

import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";
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
        {state.value === "failed" && (
          <p class="place__note" role="alert">
            {say("activity_failed")}{" "}
            <button class="text-button" type="button" onClick={() => void ask()}>
              {say("retry")}
            </button>
          </p>
        )}
        {isEmpty && state.value !== "failed" && (
          <p class="place__note" role="status">
            {say(state.value === "loading" ? "loading" : "activity_empty")}
          </p>
        )}
        <ul class="records records--all">
          {records.value.map((record) => (
            <RecordRow key={record.id} record={record} />
          ))}
        </ul>
      </Scroller>
    </>
  );
}
