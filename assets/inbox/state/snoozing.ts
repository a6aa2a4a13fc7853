// When a snooze may end: the moments that are offered, as they come to be from now on. Pure; in the agent's own time zone.

export interface Moment {
  /** Name of the words. */
  words: "later_today" | "this_evening" | "tomorrow" | "monday" | "next_week" | "until_reply";
  /** Milliseconds since 1970; null where the visitor's next message ends it. */
  until: number | null;
}

const HOUR_MS = 3_600_000;
const MORNING = 9;
const EVENING = 18;
/** "Later today" is so many hours from now, and no later than the evening. */
const LATER_HOURS = 3;

export function momentsFrom(now: number): Moment[] {
  const later = roundedUp(now + LATER_HOURS * HOUR_MS);
  const evening = at(now, 0, EVENING);
  const weekday = new Date(now).getDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const moments: Moment[] = [];
  if (later < at(now, 0, 22)) moments.push({ words: "later_today", until: later });
  if (evening - now > (LATER_HOURS + 1) * HOUR_MS) moments.push({ words: "this_evening", until: evening });
  moments.push({ words: "tomorrow", until: tomorrowMorning(now) });
  // On Sunday tomorrow is Monday.
  if (toMonday > 1) moments.push({ words: "monday", until: at(now, toMonday, MORNING) });
  moments.push({ words: "next_week", until: at(now, 7, MORNING) });
  moments.push({ words: "until_reply", until: null });
  return moments;
}

/** What a field for date and time says: "2026-05-03T14:00"; null where that is no moment to come. */
export function momentOf(local: string, now: number): number | null {
  const until = local === "" ? Number.NaN : new Date(local).getTime();
  return Number.isFinite(until) && until > now ? until : null;
}

/** For a field for date and time, in the agent's own zone. */
export function localOf(moment: number): string {
  const date = new Date(moment);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Tomorrow in the morning, where the agent is. */
export function tomorrowMorning(now: number): number {
  return at(now, 1, MORNING);
}

/** So many days from today, at that hour; the clocks may change in between. */
function at(now: number, days: number, hour: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
}

function roundedUp(moment: number): number {
  const half = HOUR_MS / 2;
  return Math.ceil(moment / half) * half;
}
