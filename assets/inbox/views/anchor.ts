// Where on the screen something was asked for, so that the answer can stand beside it.

import type { Anchor } from "../state/choosing";

export function anchorOf(element: Element): Anchor {
  const { left, top, bottom } = element.getBoundingClientRect();
  return { left, top, bottom };
}
