// Puts what a button opened beside it: below or above, from its left or its right edge, wherever there is room.

const GAP = 6;
const EDGE = 8;

/** `panel` is fixed to the window and no wider than it. */
export function placeAt(button: Element, panel: HTMLElement): void {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const width = panel.offsetWidth;
  const isLow = top > innerHeight / 2;
  const wanted = left > innerWidth / 2 ? right - width : left;
  const set = (name: string, value: number | null) => panel.style.setProperty(name, value === null ? "auto" : `${Math.round(value)}px`);
  set("inset-block-start", isLow ? null : bottom + GAP);
  set("inset-block-end", isLow ? innerHeight - top + GAP : null);
  // In the direction of the page, not of the words.
  set("left", Math.max(EDGE, Math.min(wanted, innerWidth - width - EDGE)));
  set("--room", (isLow ? top : innerHeight - bottom) - GAP - EDGE);
}
