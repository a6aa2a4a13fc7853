// How much room there is, where more than the style must know. The widths are the style's.

import { signal, type ReadonlySignal } from "@preact/signals";

function matches(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const is = signal(list.matches);
  list.addEventListener("change", () => (is.value = list.matches));
  return is;
}

/** One page after the other, and tabs at the foot. */
export const isPhone = matches("(max-width: 599px)");
/** A finger is what it is mostly worked with. */
export const isTouched = matches("(pointer: coarse)");
/** The rail with its words lies over the list. */
export const isNarrow = matches("(max-width: 899px)");
/** The details lie over the thread. */
export const isDrawer = matches("(max-width: 1199px)");
