// What a pointer can do to a row without opening it. Keys do the same, so these are no stops on the way of Tab.

import { Icon, type IconName } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Kind } from "../state/choosing";
import type { Row } from "../state/rows";
import { anchorOf } from "./anchor";

export function RowActs({ inbox, row }: { inbox: InboxState; row: Row }) {
  const { id, state } = row.conversation;
  if (!inbox.may("reply") || inbox.selecting.isOn.value) return null;
  const pick = (kind: Kind, words: string, icon: IconName, key: string) => (
    <button class="row__act" type="button" tabIndex={-1} aria-label={words} title={`${words} (${key})`} onClick={(event) => inbox.choosing.open(kind, [id], anchorOf(event.currentTarget))}>
      <Icon name={icon} />
    </button>
  );
  const done = say(state === "done" ? "reopen" : "done");
  return (
    <span class="row__acts">
      {pick("assign", say("assign"), "person", "a")}
      {pick("snooze", say("snooze"), "clock", "z")}
      <button class="row__act" type="button" tabIndex={-1} aria-label={done} title={`${done} (e)`} onClick={() => inbox.toggleDone([id])}>
        <Icon name={state === "done" ? "reopen" : "check"} />
      </button>
    </span>
  );
}
