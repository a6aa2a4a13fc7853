// What Enter does in the box now, in the words that stand below it.

import type { InboxState } from "./inbox";

export type EnterHint = "send_hint" | "note_send_hint" | "review_hint";

/** The name of the words; where Enter only makes a new line, those for the other key end in `_mod`. */
export function enterHint({ writing, preferences }: Pick<InboxState, "writing" | "preferences">, id: string): EnterHint | `${EnterHint}_mod` {
  const hasNews = writing.mode.value === "reply" && writing.sending.news(id).length > 0;
  const hint = writing.mode.value === "note" ? "note_send_hint" : hasNews ? "review_hint" : "send_hint";
  return preferences.value.enter_sends ? hint : `${hint}_mod`;
}
