// How long somebody has waited, as it is shown: in words, in a meter of three dots, and how pressing it is. Pure.

import { say } from "../../shared/strings";

export type Pressing = "calm" | "soon" | "late";

export interface Waiting {
  /** "12m", "3h", "2d" */
  words: string;
  /** 1 to 3 of the meter's dots. */
  dots: number;
  pressing: Pressing;
}

const MINUTE_MS = 60_000;
/** A first answer is expected within the half hour; four fifths of it is when it becomes pressing. */
export const TARGET_MS = 30 * MINUTE_MS;
const SOON_MS = 0.8 * TARGET_MS;
const THIRD_MS = TARGET_MS / 3;

/** Null where nobody waits, or has only just begun to. */
export function waitingOf(since: number | null, now: number): Waiting | null {
  if (since === null || now - since < MINUTE_MS) return null;
  const age = now - since;
  const pressing = age >= TARGET_MS ? "late" : age >= SOON_MS ? "soon" : "calm";
  return { words: wordsOf(age), dots: Math.min(3, 1 + Math.floor(age / THIRD_MS)), pressing };
}

function wordsOf(age: number): string {
  const minutes = Math.floor(age / MINUTE_MS);
  if (minutes < 60) return say("minutes_short", { count: minutes });
  if (minutes < 48 * 60) return say("hours_short", { count: Math.floor(minutes / 60) });
  return say("days_short", { count: Math.floor(minutes / 1_440) });
}
