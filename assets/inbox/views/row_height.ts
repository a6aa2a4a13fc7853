// How high one row of the list is: always the same, so that any row's place is known without drawing the others.

import type { Habits } from "../state/habits";

/** In rem: rows grow with the reader's own text size. The style has the same. */
const ROWS = { comfortable: 4.5, compact: 3.5 };

export function rowHeight(density: Habits["density"]): number {
  return ROWS[density] * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
