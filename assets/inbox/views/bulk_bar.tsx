// Stands above the list while rows are selected: how many, and what to do to all of them.

import { Icon, type IconName } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { Kind } from "../state/choosing";
import type { InboxState } from "../state/inbox";
import { unreadOf } from "../state/rows";
import { anchorOf } from "./anchor";

export function BulkBar({ inbox }: { inbox: InboxState }) {
  const { selecting, listing, acts, facts } = inbox;
  const ids = selecting.ids.value;
  const loaded = listing.entries.value.length;
  const isUnread = ids.some((id) => unreadOfRow(inbox, id) > 0);
  const areDone = ids.length > 0 && ids.every((id) => facts.rows.value.get(id)?.conversation.state === "done");
  const Title = inbox.place.conversation_id.value === null ? "h1" : "h2";
  const tool = (words: string, icon: IconName, act: (event: MouseEvent) => void) => (
    <button class="icon-button" type="button" aria-label={words} title={words} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  const pick = (kind: Kind, words: string, icon: IconName) => tool(words, icon, (event) => inbox.choosing.open(kind, ids, anchorOf(event.currentTarget as Element)));
  return (
    <header class="bulk">
      <div class="bulk__line">
        <Title class="bulk__count" aria-live="polite">
          {say("selected", { count: ids.length })}
        </Title>
        {ids.length < loaded && (
          <button class="text-button" type="button" onClick={selecting.all}>
            {say("select_all", { count: loaded })}
          </button>
        )}
        <button class="icon-button bulk__clear" type="button" aria-label={say("select_none")} title={`${say("select_none")} (Esc)`} onClick={selecting.clear}>
          <Icon name="close" />
        </button>
      </div>
      {inbox.may("reply") && (
        <div class="bulk__acts" role="group" aria-label={say("selected_acts")}>
          {pick("assign", say("assign"), "person")}
          {pick("tags", say("tag"), "tag")}
          {pick("snooze", say("snooze"), "clock")}
          {pick("priority", say("priority"), "flag")}
          {tool(say(isUnread ? "mark_read" : "mark_unread"), isUnread ? "read" : "dot", () => void acts.run(ids, { type: isUnread ? "read" : "unread" }))}
          {tool(say(areDone ? "reopen" : "done"), areDone ? "reopen" : "check", () => inbox.toggleDone(ids))}
        </div>
      )}
    </header>
  );
}

function unreadOfRow({ facts }: InboxState, id: string): number {
  const row = facts.rows.value.get(id);
  return row === undefined ? 0 : unreadOf(row);
}
