// Puts what a button opened beside it: below or above, from its left or its right edge, wherever there is room.

const GAP = 6;

/** `panel` is fixed to the window; on a phone the style sheet lets it take the width. */
export function placeAt(button: Element, panel: HTMLElement): void {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const isLow = top > innerHeight / 2;
  const isRight = left > innerWidth / 2;
  const set = (name: string, value: number | null) => panel.style.setProperty(name, value === null ? "auto" : `${Math.round(value)}px`);
  set("inset-block-start", isLow ? null : bottom + GAP);
  set("inset-block-end", isLow ? innerHeight - top + GAP : null);
  // In the direction of the page, not of the words.
  set("left", isRight ? null : Math.max(8, left));
  set("right", isRight ? Math.max(8, innerWidth - right) : null);
  set("--room", isLow ? top - GAP - 8 : innerHeight - bottom - GAP - 8);
}
