// How long to wait before the next attempt: doubling from half a second to half a minute, half of it random,
// so that ten thousand browsers do not come back in the same instant after a restart.

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Milliseconds to wait before attempt number `attempt` (0 is the first repeat). `random` is 0 to 1. */
export function backoffMs(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}
