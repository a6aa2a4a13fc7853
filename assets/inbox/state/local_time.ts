// What time it is where somebody is, and how far from here.

import { say } from "../../shared/strings";

const HOUR_MS = 3_600_000;

export interface TimeThere {
  /** "14:02" */
  clock: string;
  /** How far ahead of this agent, in hours; negative behind. */
  ahead: number;
}

export interface LocalTime extends TimeThere {
  /** "14:02, 3 h ahead" */
  words: string;
}

/** Null where the browser does not know the zone. `here` is this agent's own zone. */
export function timeThere(zone: string, at: number, locale: string, here: string | undefined = undefined): TimeThere | null {
  try {
    const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: zone }).format(at);
    return { clock, ahead: (offset(zone, at) - offset(here, at)) / HOUR_MS };
  } catch {
    return null;
  }
}

/** The same, in words. */
export function localTime(zone: string, at: number, locale: string, here: string | undefined = undefined): LocalTime | null {
  const there = timeThere(zone, at, locale, here);
  if (there === null) return null;
  const { clock, ahead } = there;
  const hours = String(Math.round(Math.abs(ahead) * 100) / 100);
  const words = ahead === 0 ? say("time_same", { time: clock }) : say(ahead > 0 ? "time_ahead" : "time_behind", { time: clock, hours });
  return { ...there, words };
}

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offset(zone: string | undefined, at: number): number {
  const form = new Intl.DateTimeFormat("en-US", { ...(zone === undefined ? {} : { timeZone: zone }), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
  const part = Object.fromEntries(form.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  const there = Date.UTC(part["year"]!, part["month"]! - 1, part["day"], part["hour"], part["minute"], part["second"]);
  return there - Math.floor(at / 1_000) * 1_000;
}
