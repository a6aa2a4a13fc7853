// The cards of Home, in their order. A feature that has something to show there adds a card to the list.

import type { ComponentChildren, FunctionComponent } from "preact";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { newestThread } from "../state/thread";
import { ConversationRow } from "./conversation_row";
import { Glyph } from "./glyph";
import { RecordRow } from "./record_row";

export type HomeCard = FunctionComponent<{ panel: PanelState }>;

/** How many orders Home shows; the rest is in their own place. */
const RECORDS_SHOWN = 3;

export const HOME_CARDS: readonly HomeCard[] = [LatestConversation, YourActivity, GoodToKnow];

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

/** What a stranger may wonder about before the first word, and nothing else: it is gone with the first conversation. */
function GoodToKnow({ panel }: { panel: PanelState }) {
  const { facts, config, site, session } = panel;
  const mayHaveWritten = session.token.value !== null && !facts.isListed.value;
  if (facts.threads.value.size > 0 || mayHaveWritten) return null;
  const isForm = !site.hours.value.is_open && site.hours.value.when_closed === "form";
  return (
    <section class="card card--quiet" aria-labelledby="good-to-know">
      <h2 class="card__title" id="good-to-know">
        {say("good_to_know")}
      </h2>
      <ul class="hints">
        {!isForm && facts.contact.value?.name == null && (
          <li class="hints__one">
            <Glyph name="messages" />
            {say("just_write")}
          </li>
        )}
        {config.features.files && (
          <li class="hints__one">
            <Glyph name="picture" />
            {say("files_welcome")}
          </li>
        )}
        <li class="hints__one">
          <Glyph name="clock" />
          {say("answer_waits")}
        </li>
      </ul>
    </section>
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
