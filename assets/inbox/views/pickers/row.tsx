// Everything that can be done to one row, by name: for fingers that do not draw, keys and screen readers.

import { Icon, type IconName } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { Kind } from "../../state/choosing";
import { unreadOf } from "../../state/rows";
import { PickerFrame } from "./frame";
import { Listbox, type Option } from "./listbox";
import type { PickerProps } from "./picker";

const KINDS: Readonly<Record<string, Kind>> = { snooze: "snooze", assign: "assign", priority: "priority", tags: "tags" };

export function RowPicker({ inbox, choice }: PickerProps) {
  const { facts, choosing, acts, selecting } = inbox;
  const row = facts.rows.value.get(choice.ids[0] ?? "");
  if (row === undefined) return null;
  const { ids, anchor } = choice;
  const mark = (name: IconName) => <Icon name={name} />;
  const isDone = row.conversation.state === "done";
  const isUnread = unreadOf(row) > 0;
  const options: Option[] = [
    { id: "done", name: say(isDone ? "reopen" : "done"), mark: mark(isDone ? "reopen" : "check") },
    { id: "snooze", name: say("snooze"), mark: mark("clock") },
    { id: "assign", name: say("assign"), mark: mark("person") },
    { id: "priority", name: say("head_priority"), mark: mark("flag") },
    { id: "tags", name: say("head_tags"), mark: mark("tag") },
    { id: "unread", name: say(isUnread ? "mark_read" : "mark_unread"), mark: mark("read") },
    { id: "select", name: say("row_select"), mark: mark("select") },
  ];
  const choose = ({ id }: Option) => {
    const kind = KINDS[id];
    choosing.close();
    if (kind) choosing.open(kind, ids, anchor);
    else if (id === "done") inbox.toggleDone(ids);
    else if (id === "select") selecting.toggle(ids[0]!);
    else if (isUnread) void acts.run(ids, { type: "read" });
    else inbox.markUnread(ids);
  };
  return (
    <PickerFrame inbox={inbox} choice={choice} title={say("row_menu")}>
      <Listbox hasField={false} label={say("row_menu")} options={options} choose={choose} />
    </PickerFrame>
  );
}
