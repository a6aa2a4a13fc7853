// Where a conversation was looked at when another page took its place: by the message that stood on top, since what comes
// meanwhile may change how high everything is.

import type { LeftPlace } from "../../../ui/scroll";
import type { Beside } from "../../state/beside_thread";

export function leftPlaceOf(looked: Beside["looked"], thread: string): LeftPlace {
  return {
    leave(log) {
      const top = log.getBoundingClientRect().top;
      // What is not stored yet has no number.
      const rows = [...log.querySelectorAll<HTMLElement>('[data-number]:not([data-number="0"])')];
      const row = rows.find((one) => one.getBoundingClientRect().bottom > top);
      looked.at = row ? { thread, number: row.dataset["number"] ?? "", below_px: row.getBoundingClientRect().top - top } : null;
    },
    forget: () => void (looked.at = null),
    comeBack(log) {
      const { at } = looked;
      const row = at?.thread === thread ? log.querySelector(`[data-number="${at.number}"]`) : null;
      if (!at || !row) return false;
      log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top - at.below_px;
      return true;
    },
  };
}
