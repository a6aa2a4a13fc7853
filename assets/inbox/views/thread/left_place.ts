// Where a conversation was looked at when another page took its place: by the message that stood on top, since what comes
// meanwhile may change how high everything is.

import type { LeftPlace } from "../../../ui/scroll";

/** `below_px`: how far below the upper edge of the log it began; less than 0 where it began above. */
let left: { thread: string; number: string; below_px: number } | null = null;

export function leftPlaceOf(thread: string): LeftPlace {
  return {
    leave(log) {
      const top = log.getBoundingClientRect().top;
      // What is not stored yet has no number.
      const rows = [...log.querySelectorAll<HTMLElement>('[data-number]:not([data-number="0"])')];
      const row = rows.find((one) => one.getBoundingClientRect().bottom > top);
      left = row ? { thread, number: row.dataset["number"] ?? "", below_px: row.getBoundingClientRect().top - top } : null;
    },
    comeBack(log) {
      const row = left?.thread === thread ? log.querySelector(`[data-number="${left.number}"]`) : null;
      if (left === null || row === null) return false;
      log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top - left.below_px;
      return true;
    },
  };
}
