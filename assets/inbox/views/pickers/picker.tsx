// Opens the picker that was asked for, where it was asked for.

import type { Choice } from "../../state/choosing";
import type { InboxState } from "../../state/inbox";
import { AssignPicker } from "./assign";
import { PriorityPicker } from "./priority";
import { RowPicker } from "./row";
import { SnoozePicker } from "./snooze";
import { TagPicker } from "./tags";

export interface PickerProps {
  inbox: InboxState;
  choice: Choice;
}

const PICKERS = { assign: AssignPicker, snooze: SnoozePicker, tags: TagPicker, priority: PriorityPicker, row: RowPicker };

export function Picker({ inbox, choice }: PickerProps) {
  const One = PICKERS[choice.kind];
  return <One inbox={inbox} choice={choice} />;
}
