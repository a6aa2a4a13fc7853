// How long an undo is offered. That time stands still while somebody is at it: nobody is too slow for it.

/** In milliseconds, from when it was offered or last let go. */
export const UNDO_MS = 10_000;

export type Offer = ReturnType<typeof openOffer>;

export function openOffer(end: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOn = false;
  let isHeld = false;

  function run(): void {
    clearTimeout(timer);
    if (isOn && !isHeld) timer = setTimeout(over, UNDO_MS);
  }

  function over(): void {
    isOn = false;
    end();
  }

  return {
    begin: () => ((isOn = true), run()),
    stop: () => ((isOn = false), run()),
    hold: () => ((isHeld = true), run()),
    letGo: () => ((isHeld = false), run()),
  };
}
