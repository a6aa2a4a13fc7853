// What can be done to a row without opening it. Keys do the same, so only the menu of all of it is a stop on the way of Tab; on
// a touch screen it is the only one that is drawn.

import { Icon, type IconName } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Kind } from "../state/choosing";
import type { Row } from "../state/rows";
import { anchorOf } from "./anchor";

export function RowActs({ inbox, row, isStop }: { inbox: InboxState; row: Row; /** Whether Tab leads to it. */ isStop: boolean }) {
  const { id, state, contact } = row.conversation;
  if (!inbox.may("reply") || inbox.selecting.isOn.value) return null;
  const pick = (kind: Kind, words: string, icon: IconName, key: string) => (
    <button class="row__act row__pick" type="button" tabIndex={-1} aria-label={words} title={`${words} (${key})`} onClick={(event) => inbox.choosing.open(kind, [id], anchorOf(event.currentTarget))}>
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
      <button
        class="row__act row__more"
        type="button"
        tabIndex={isStop ? 0 : -1}
        aria-label={say("row_more", { name: contact.name })}
        title={say("row_more", { name: contact.name })}
        aria-haspopup="dialog"
        onClick={(event) => inbox.choosing.open("row", [id], anchorOf(event.currentTarget))}
      >
        <Icon name="more" />
      </button>
    </span>
  );
}
