// A message that is pointed out, by an address, by a search or by what was written meanwhile: it is brought into sight and
// marked for a moment.

import { useEffect } from "preact/hooks";
import type { InboxState } from "../../state/inbox";

/** How long the mark stays, in milliseconds. */
const MARKED_MS = 4_000;

export function useMark({ beside, facts }: InboxState, id: string): void {
  const wish = beside.pointed.value;
  useEffect(() => {
    if (wish?.id !== id) return;
    const message = document.querySelector<HTMLElement>(`#thread [data-number="${wish.number}"]`);
    if (!message) return;
    facts.isAtEnd.value = false;
    message.scrollIntoView({ block: "center" });
    if (wish.takesFocus) message.focus({ preventScroll: true });
    message.dataset["marked"] = "";
    beside.pointed.value = null;
    setTimeout(() => delete message.dataset["marked"], MARKED_MS);
  }, [wish?.turn]);
}
