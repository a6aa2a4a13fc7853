// What a page ends by itself after a while, such as an undo that is offered: a machine can be slower than that, and then
// nobody could press it in time.

/** How long an undo is offered, in milliseconds. */
export const UNDO_MS = 10_000;
/** How long a question stands on the button that was pressed. */
export const QUESTION_MS = 8_000;
/** How long it is said why something was not done. */
export const REFUSED_MS = 6_000;
/** How long a message is marked to which somebody was led. */
export const MARKED_MS = 4_000;
/** How long "Copied" is said. */
export const COPIED_MS = 2_000;

/** After so long the loader takes the panel, or its half of the script, for blocked. */
export const PANEL_MS = 12_000;

/** Long enough for any story. */
const LONGEST_MS = 3_600_000;

/**
 * On this page, from its next document on, what would end after one of these times, in milliseconds, does not. `[from, to]`
 * is for what may have lasted a moment already. What pauses by chance must not fall within it.
 */
export const lasts = (page, ...times_ms) => page.addInitScript(holdsTimers, [times_ms, LONGEST_MS]);

/** Those times are over for everything that waits: all of it happens now. */
export const timeIsOver = (page) => page.evaluate(() => window.endsTimers());

/** Runs in the page. */
function holdsTimers([times_ms, longest_ms]) {
  const { setTimeout: later, clearTimeout: forget } = window;
  const held = new Map();
  let wasHeld = false;
  window.setTimeout = (act, delay_ms, ...given) => {
    const isHeld = times_ms.some((time) => (Array.isArray(time) ? delay_ms >= time[0] && delay_ms <= time[1] : delay_ms === time));
    const timer = later(act, isHeld ? longest_ms : delay_ms, ...given);
    if (isHeld) held.set(timer, () => act(...given));
    wasHeld ||= isHeld;
    return timer;
  };
  window.clearTimeout = (timer) => {
    held.delete(timer);
    forget(timer);
  };
  window.endsTimers = () => {
    if (!wasHeld) throw new Error("nothing on this page ends after any of those times");
    for (const [timer, act] of [...held]) {
      window.clearTimeout(timer);
      act();
    }
  };
}
