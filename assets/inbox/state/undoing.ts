// What the one key for undoing takes back: whatever was done last of all that still can be.

import type { InboxState } from "./inbox";

export type Undoable = "send" | "macro" | "act" | "deed";

export function lastUndoable({ place, writing, beside, acts, people }: Pick<InboxState, "place" | "writing" | "beside" | "acts" | "people">): Undoable | null {
  const sent = writing.sending.lastHeld(place.shown_id.value);
  const macro = beside.macros.run.value;
  const done = acts.done.value;
  const deed = people.deeds.last.value;
  const all: { what: Undoable; at: number }[] = [];
  if (sent) all.push({ what: "send", at: sent.written_at });
  if (macro?.state === "held") all.push({ what: "macro", at: macro.at });
  if (done?.isLate === false) all.push({ what: "act", at: done.at });
  if (deed) all.push({ what: "deed", at: deed.at });
  return all.reduce<(typeof all)[number] | null>((last, one) => (last !== null && last.at > one.at ? last : one), null)?.what ?? null;
}
