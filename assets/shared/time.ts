// Times as people read them, in the reader's own language and time zone. All times come in as milliseconds since 1970.

import { locale, say } from "./strings";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make and asked for once a message, so each is made once. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale(), options);
  formats.set(key, made);
  return made;
}

/** "14:02" */
export function clockTime(at: number): string {
  return format({ hour: "numeric", minute: "2-digit" }).format(at);
}

/** "Tuesday, 3 May 2026 at 14:02" */
export function exactTime(at: number): string {
  return format({ dateStyle: "full", timeStyle: "short" }).format(at);
}

/** "Tuesday, 3 May 2026" */
export function exactDay(at: number): string {
  return format({ dateStyle: "full" }).format(at);
}

/** "3 May 2026, 14:02" */
export function shortDateTime(at: number): string {
  return format({ dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** "14:02" today, "Sun 14:02" within a week, "3 May, 14:02" this year, else with its year: a moment still to come. */
export function comingTime(at: number, now: number): string {
  const days = Math.abs(daysBetween(at, now));
  if (days === 0) return clockTime(at);
  if (new Date(at).getFullYear() !== new Date(now).getFullYear() && days >= 7) return shortDateTime(at);
  const day: Intl.DateTimeFormatOptions = days < 7 ? { weekday: "short" } : { day: "numeric", month: "short" };
  return format({ ...day, hour: "numeric", minute: "2-digit" }).format(at);
}

/** A number that is the same for all moments of one day where the reader is. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}

/** "Today", "Yesterday", "Monday", "3 May", "3 May 2025": what a divider between two days says. */
export function dayName(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return say("today");
  if (days === 1) return say("yesterday");
  if (days > 1 && days < 7) return format({ weekday: "long" }).format(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(isThisYear ? { weekday: "short", day: "numeric", month: "long" } : { day: "numeric", month: "long", year: "numeric" }).format(at);
}

/** "May", "May 2025": what stands above everything of one month. */
export function monthName(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(isThisYear ? { month: "long" } : { month: "long", year: "numeric" }).format(at);
}

/** "Back Monday, 9:00 — your time": when the team is there again, in the reader's own zone. */
export function backAt(at: number, now: number): string {
  const days = daysBetween(now, at);
  const time = clockTime(at);
  if (days <= 0) return say("back_today", { time });
  if (days === 1) return say("back_tomorrow", { time });
  const day = format(days < 7 ? { weekday: "long" } : { day: "numeric", month: "long" }).format(at);
  return say("back_day", { day, time });
}

/** "Open until 17:30 – your time"; empty where that is not today. */
export function openUntil(at: number, now: number): string {
  return at > now && daysBetween(now, at) === 0 ? say("open_until", { time: clockTime(at) }) : "";
}

/** What "within" is said of, in minutes: always rounded up, because a promise should be kept. */
const PROMISES_MIN = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440];

/** "Usually answers within 5 minutes", from the median of first replies. */
export function usualReply(reply_ms: number): string {
  const minutes = PROMISES_MIN.find((promise) => reply_ms <= promise * MINUTE_MS);
  if (minutes === undefined) return say("reply_days");
  if (minutes === 1_440) return say("reply_day");
  return minutes < 60 ? say("reply_minutes", { count: minutes }) : say("reply_hours", { count: minutes / 60 });
}

function daysBetween(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** "now", "4m", "3h", "Mon", "3 May": for the narrow corner of a list row. */
export function shortAgo(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE_MS) return say("now");
  if (age < HOUR_MS) return say("minutes_short", { count: Math.floor(age / MINUTE_MS) });
  if (age < DAY_MS) return say("hours_short", { count: Math.floor(age / HOUR_MS) });
  if (age < 7 * DAY_MS) return format({ weekday: "short" }).format(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(isThisYear ? { day: "numeric", month: "short" } : { day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** "4 minutes ago", "yesterday", "in 3 days". */
export function longAgo(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  const age = at - now;
  const size = Math.abs(age);
  if (size < MINUTE_MS) return words.format(0, "second");
  if (size < HOUR_MS) return words.format(Math.trunc(age / MINUTE_MS), "minute");
  if (size < DAY_MS) return words.format(Math.trunc(age / HOUR_MS), "hour");
  if (size < 30 * DAY_MS) return words.format(Math.trunc(age / DAY_MS), "day");
  return shortDateTime(at);
}
