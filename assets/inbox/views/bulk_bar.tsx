// While rows are selected: how many stands above the list, what to do to all of them below.

import { Icon, type IconName } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { Kind } from "../state/choosing";
import type { InboxState } from "../state/inbox";
import { unreadOf } from "../state/rows";
import { anchorOf } from "./anchor";

export function BulkHead({ inbox }: { inbox: InboxState }) {
  const { selecting, listing, place } = inbox;
  const loaded = listing.entries.value.length;
  const Title = place.conversation_id.value === null ? "h1" : "h2";
  return (
    <header class="list__head list__head--bulk">
      <Title class="bulk__count" aria-live="polite">
        {say("selected", { count: selecting.ids.value.length })}
      </Title>
      {selecting.ids.value.length < loaded && (
        <button class="text-button bulk__all" type="button" onClick={selecting.all}>
          {say("select_all", { count: loaded })}
        </button>
      )}
      <button class="icon-button bulk__clear" type="button" aria-label={say("select_none")} title={`${say("select_none")} (Esc)`} onClick={selecting.clear}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** Below the rows, so that none of them moves when the first is selected. */
export function BulkActs({ inbox }: { inbox: InboxState }) {
  const { selecting, acts, facts } = inbox;
  if (!inbox.may("reply")) return null;
  const ids = selecting.ids.value;
  const isUnread = ids.some((id) => unreadOfRow(inbox, id) > 0);
  const areDone = ids.length > 0 && ids.every((id) => facts.rows.value.get(id)?.conversation.state === "done");
  const tool = (words: string, icon: IconName, act: (event: MouseEvent) => void, label = words) => (
    <button class="bulk__act" type="button" aria-label={label} title={label} onClick={act}>
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  );
  const pick = (kind: Kind, words: string, icon: IconName) => tool(words, icon, (event) => inbox.choosing.open(kind, ids, anchorOf(event.currentTarget as Element)));
  return (
    <div class="bulk" role="toolbar" aria-label={say("selected_acts")}>
      {pick("assign", say("assign"), "person")}
      {pick("tags", say("tag"), "tag")}
      {pick("snooze", say("snooze"), "clock")}
      {pick("priority", say("priority"), "flag")}
      {tool(say(isUnread ? "read" : "unread"), isUnread ? "read" : "dot", () => (isUnread ? void acts.run(ids, { type: "read" }) : inbox.markUnread(ids)), say(isUnread ? "mark_read" : "mark_unread"))}
      {tool(say(areDone ? "reopen" : "done"), areDone ? "reopen" : "check", () => inbox.toggleDone(ids))}
    </div>
  );
}

function unreadOfRow({ facts }: InboxState, id: string): number {
  const row = facts.rows.value.get(id);
  return row === undefined ? 0 : unreadOf(row);
}
