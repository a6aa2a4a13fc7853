// Calls for news: as toasts, by sound, on the desktop, as the person wants it; never what somebody looks at just now.

import { say } from "../../../shared/strings";
import type { AvailabilityView, NotificationView, PreferencesView } from "../../../shared/protocol";
import { causeOf, isQuiet } from "./deciding";
import type { Desktop } from "./desktop";
import type { Sound } from "./sound";
import type { Toast, Toasts } from "./toasts";
import type { Turns } from "./turns";

/** News closer together than this, in milliseconds, are one burst: one sound, of one tab. */
const BURST_MS = 3_000;
/** How much later than the first another tab may hear of the same, in milliseconds: browsers put those in the back to sleep. */
const LATE_MS = 120_000;
/** More than so many at once are told in one. */
const ONE_BY_ONE = 2;

export interface CallingParts {
  preferences(): PreferencesView;
  availability(): AvailabilityView;
  /** Whether this page is in sight. */
  isVisible(): boolean;
  now(): Date;
  turns: Turns;
  toasts: Toasts;
  sound: Pick<Sound, "play">;
  desktop: Pick<Desktop, "show">;
}

export function openCalling(parts: CallingParts) {
  return async (news: readonly NotificationView[]): Promise<void> => {
    const chosen = parts.preferences();
    if (parts.availability().state === "busy" || isQuiet(chosen.quiet, parts.now())) return;
    const seen = await parts.turns.seen();
    const unseen = news.filter((line) => !seen.conversations.has(line.conversation_id));
    const toToast = unseen.filter((line) => chosen.toasts[causeOf(line.kind)]);
    const toDesktop = unseen.filter((line) => chosen.desktop[causeOf(line.kind)]);
    if (parts.isVisible()) gathered(toToast).forEach(parts.toasts.add);
    if (toToast.length + toDesktop.length === 0) return;
    if (chosen.sound && (await parts.turns.claim("sound", BURST_MS))) parts.sound.play();
    if (seen.isFocused) return;
    const mine = await Promise.all(toDesktop.map((line) => parts.turns.claim(`${line.id} ${line.at}`, LATE_MS)));
    gathered(toDesktop.filter((_, index) => mine[index])).forEach(parts.desktop.show);
  };
}

/** A few one by one, many in one. */
export function gathered(lines: readonly NotificationView[]): Toast[] {
  if (lines.length <= ONE_BY_ONE) return lines.map(toastOf);
  const names = [...new Set(lines.map((line) => line.contact_name))];
  const text = names.slice(0, 3).join(", ") + (names.length > 3 ? "…" : "");
  return [{ id: "many", title: say("news_many", { count: lines.length }), text, conversation_id: null, number: null, entry_id: null }];
}

/** A line in words. */
export function toastOf(line: NotificationView): Toast {
  const { id, conversation_id, number, entry_id } = line;
  return { id, conversation_id, number, entry_id, title: titleOf(line), text: line.preview };
}

/** "Ana mentioned you", "3 messages from Bo". */
export function titleOf(line: NotificationView): string {
  const name = line.from_name ?? say("somebody");
  const places = { name, contact: line.contact_name, count: line.count };
  // The only line that tells how things are, not what was done: once it is not so any more, it says what was.
  if (line.kind !== "new_conversation" || line.is_waiting) return say(`told_${line.kind}`, places);
  return line.taken_by_name === null ? say("told_has_waited", places) : say("told_was_taken", { ...places, name: line.taken_by_name });
}
