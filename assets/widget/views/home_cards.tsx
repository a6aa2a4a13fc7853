// The cards of Home, in their order. A feature that has something to show there adds a card to the list.

import type { ComponentChildren, FunctionComponent } from "preact";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { newestThread } from "../state/thread";
import { ConversationRow } from "./conversation_row";
import { RecordRow } from "./record_row";

export type HomeCard = FunctionComponent<{ panel: PanelState }>;

/** How many orders Home shows; the rest is in their own place. */
const RECORDS_SHOWN = 2;

export const HOME_CARDS: readonly HomeCard[] = [LatestConversation, YourActivity];

function LatestConversation({ panel }: { panel: PanelState }) {
  const newest = newestThread(panel.facts.threads.value);
  if (newest === undefined || newest.last_number === 0) return null;
  const isList = panel.places.tabs.value.includes("messages");
  return (
    <Card title={say("latest_conversation")} all={isList ? () => panel.places.go("messages") : null}>
      <ConversationRow panel={panel} thread={newest} />
    </Card>
  );
}

function YourActivity({ panel }: { panel: PanelState }) {
  const records = panel.activity.records.value;
  if (records.length === 0 || !panel.config.features.activity) return null;
  return (
    <Card title={say("your_activity")} all={() => panel.places.go("activity")}>
      <ul class="records">
        {records.slice(0, RECORDS_SHOWN).map((record) => (
          <RecordRow key={record.id} record={record} />
        ))}
      </ul>
    </Card>
  );
}

function Card({ title, all, children }: { title: string; all: (() => void) | null; children: ComponentChildren }) {
  return (
    <section class="card">
      <div class="card__head">
        <h2 class="card__title">{title}</h2>
        {all !== null && (
          <button class="link-button" type="button" onClick={all} aria-label={`${say("show_all")}: ${title}`}>
            {say("show_all")}
          </button>
        )}
      </div>
      {children}
    </section>
  );
}
