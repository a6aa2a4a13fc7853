// What calls somebody, and when nothing does. Pure.

import type { NotificationKind, NotificationView, QuietView, WantedView } from "../../../shared/protocol";

/** The four things a person chooses about. */
export type Cause = keyof WantedView;

export const CAUSES: readonly Cause[] = ["mine", "unassigned", "mentions", "assigned"];

const CAUSE_OF: Record<NotificationKind, Cause> = {
  message: "mine",
  new_conversation: "unassigned",
  mention: "mentions",
  assigned: "assigned",
  team_assigned: "assigned",
};

export function causeOf(kind: NotificationKind): Cause {
  return CAUSE_OF[kind];
}

/** What is new in `now` against what was known: unread, and told again since. */
export function newsIn(known: ReadonlyMap<string, number>, now: readonly NotificationView[]): NotificationView[] {
  return now.filter((line) => !line.is_read && line.at > (known.get(line.id) ?? -Infinity));
}

/** Whether quiet hours hold at a moment, in the time of this browser. What begins in the evening ends the next day. */
export function isQuiet(quiet: QuietView | null | undefined, at: Date): boolean {
  if (!quiet) return false;
  const minute = at.getHours() * 60 + at.getMinutes();
  const today = quiet.days.includes(at.getDay());
  if (quiet.from < quiet.to) return today && minute >= quiet.from && minute < quiet.to;
  const yesterday = quiet.days.includes((at.getDay() + 6) % 7);
  return (today && minute >= quiet.from) || (yesterday && minute < quiet.to);
}
