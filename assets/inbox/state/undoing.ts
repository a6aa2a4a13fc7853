// What was done last of all that can be taken back: the one key for undoing and the bar that offers it ask here.

import type { Done } from "./acts";
import type { Deed } from "./deeds";
import type { InboxState } from "./inbox";

export type Undoable = "send" | "macro" | "act" | "deed";

/** What the bar says. */
export type Shown = { what: "refused"; words: string } | { what: "act"; done: Done } | { what: "deed"; deed: Deed };

/** Of several at the same moment the one named last. */
function latest<One extends { at: number }>(all: readonly One[]): One | null {
  return all.reduce<One | null>((last, one) => (last !== null && last.at > one.at ? last : one), null);
}

export function lastUndoable({ place, writing, beside, acts, deeds }: Pick<InboxState, "place" | "writing" | "beside" | "acts" | "deeds">): Undoable | null {
  const sent = writing.sending.lastHeld(place.shown_id.value);
  const macro = beside.macros.run.value;
  const done = acts.done.value;
  const deed = deeds.last.value;
  const all: { what: Undoable; at: number }[] = [];
  if (sent) all.push({ what: "send", at: sent.written_at });
  if (macro?.state === "held") all.push({ what: "macro", at: macro.at });
  if (done?.isLate === false) all.push({ what: "act", at: done.at });
  if (deed?.mayRetry) all.push({ what: "deed", at: deed.at });
  return latest(all)?.what ?? null;
}

/** Why something was not done, for as long as it stands there; else the act or the deed that came last. */
export function shownLast({ acts, deeds, commands }: Pick<InboxState, "acts" | "deeds" | "commands">): Shown | null {
  const refused = commands.refused.value;
  const done = acts.done.value;
  const deed = deeds.last.value;
  if (refused !== null) return { what: "refused", words: refused };
  const all: (Shown & { at: number })[] = [];
  if (done) all.push({ what: "act", done, at: done.at });
  if (deed) all.push({ what: "deed", deed, at: deed.at });
  return latest(all);
}
