// A message or a note that is pointed out, by an address, by a search or by what was written meanwhile: it is brought into sight and
// marked for a moment.

import { useEffect } from "preact/hooks";
import { isFieldFocused } from "../../../ui/field";
import { isAtEndOf } from "../../../ui/scroll";
import type { InboxState } from "../../state/inbox";

/** How long the mark stays, in milliseconds. */
const MARKED_MS = 4_000;

export function useMark({ beside, facts }: InboxState, id: string): void {
  const wish = beside.pointed.value;
  useEffect(() => {
    // Between drawing and this something else may have been chosen.
    if (wish?.id !== id || beside.pointed.peek() !== wish) return;
    const find = (mark: string) => document.querySelector<HTMLElement>(`#thread [${mark}]`);
    // A note that was taken away left the message that it stood behind.
    const shown = (wish.entry_id === null ? null : find(`data-entry="${wish.entry_id}"`)) ?? find(`data-number="${wish.number}"`);
    if (!shown) return beside.shownAt();
    facts.isAtEnd.value = false;
    shown.scrollIntoView({ block: "center" });
    const log = shown.closest(".thread");
    facts.isAtEnd.value = log !== null && isAtEndOf(log);
    if (wish.takesFocus && !isFieldFocused()) shown.focus({ preventScroll: true });
    shown.dataset["marked"] = "";
    beside.shownAt();
    setTimeout(() => delete shown.dataset["marked"], MARKED_MS);
  }, [wish?.turn]);
}
