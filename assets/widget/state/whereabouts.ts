// Where the visitor is: told to the server with the page, and only of a browser that has acted or proved whose it is.

import type { PageReport } from "../../shared/protocol";

/** What the browser says of itself; tests pass their own. */
export interface BrowserLike {
  language: string;
  timeZone: string | undefined;
  /** Whether the main pointer is a finger, and the shorter side of the screen in pixels. */
  isTouched: boolean;
  shortSide: number;
}

/** Screens whose shorter side is less are held in one hand. */
const PHONE_BELOW = 600;

export function whereaboutsOf({ language, timeZone, isTouched, shortSide }: BrowserLike): Pick<PageReport, "locale" | "time_zone" | "device"> {
  const device = !isTouched ? "desktop" : shortSide < PHONE_BELOW ? "phone" : "tablet";
  return { locale: language || null, time_zone: timeZone ?? null, device };
}

/** Read anew each time: a laptop travels. */
export function whereabouts(): ReturnType<typeof whereaboutsOf> {
  const isTouched = typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
  const shortSide = typeof screen === "undefined" ? PHONE_BELOW : Math.min(screen.width, screen.height);
  const language = typeof navigator === "undefined" ? "" : navigator.language;
  return whereaboutsOf({ language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, isTouched, shortSide });
}
