// How pressing a conversation is.

import { say } from "../../../shared/strings";
import type { Priority } from "../../../shared/protocol";
import { PRIORITIES, PriorityMark } from "../priority_mark";
import { PickerFrame } from "./frame";
import { Listbox, type Option } from "./listbox";
import type { PickerProps } from "./picker";

export function PriorityPicker({ inbox, choice }: PickerProps) {
  const rows = choice.ids.flatMap((id) => inbox.facts.rows.value.get(id)?.conversation ?? []);
  const options = PRIORITIES.map((priority): Option => ({
    id: priority,
    name: say(`priority_${priority}`),
    mark: <span class="picker__mark">{<PriorityMark priority={priority} hasWords={false} />}</span>,
    isOn: rows.length > 0 && rows.every((row) => row.priority === priority),
  }));
  const choose = ({ id }: Option) => {
    inbox.choosing.close();
    void inbox.acts.run(choice.ids, { type: "priority", priority: id as Priority });
  };
  return (
    <PickerFrame inbox={inbox} choice={choice} title={say("priority")}>
      <Listbox label={say("priority")} options={options} hasField={false} choose={choose} />
    </PickerFrame>
  );
}
