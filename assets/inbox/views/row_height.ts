// How high one row of the list is: always the same, so that any row's place is known without drawing the others.

import { signal } from "@preact/signals";
import type { Habits } from "../state/habits";

/** In rem: rows grow with the reader's own text size. The style has the same. */
const ROWS = { comfortable: 4.5, compact: 3.5 };

/** How many pixels a rem has; 0 before it was asked. Asked once, since asking makes the browser work out the style of the whole page. */
const rem = signal(0);

export function rowHeight(density: Habits["density"]): number {
  if (rem.value === 0) rem.value = measured();
  return ROWS[density] * rem.value;
}

/** Follows the reader's text size for as long as the page is there. */
export function watchTextSize(): void {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.className = "rem-probe";
  probe.ariaHidden = "true";
  new ResizeObserver(() => (rem.value = measured())).observe(probe);
}

function measured(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
