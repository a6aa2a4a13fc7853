// Why nothing calls: looks at everything between the server and the reader, one after another, and says how to mend what
// is wrong. It shows a real notification and plays the real sound.

import { say } from "../../../shared/strings";
import type { AvailabilityView, PreferencesView } from "../../../shared/protocol";
import { CAUSES, isQuiet } from "./deciding";

export type Outcome = "ok" | "warn" | "fail";

export interface Check {
  id: "secure" | "permission" | "service" | "wishes" | "busy" | "quiet" | "sound" | "desktop" | "front";
  outcome: Outcome;
  /** What was found. */
  found: string;
  /** What to do; empty where nothing is wrong. */
  mend: string;
}

/** What is looked at; tests pass their own. */
export interface Surroundings {
  isSecure(): boolean;
  /** `unsupported` where the browser has none. */
  permission(): NotificationPermission | "unsupported";
  /** Asks the reader, in answer to the press of the button. */
  ask(): Promise<NotificationPermission>;
  /** Whether the list can be fetched, and whether the live line stands. */
  reach(): Promise<{ isReached: boolean; isLive: boolean }>;
  preferences(): PreferencesView;
  availability(): AvailabilityView;
  now(): Date;
  /** Plays the sound; whether the browser let it. */
  chime(): Promise<boolean>;
  /** Shows one; whether the browser says that it is shown. */
  show(): Promise<boolean>;
  isInFront(): boolean;
}

/** Looks at all; `tell` hears of each as soon as it is known. */
export async function runChecks(around: Surroundings, tell: (check: Check) => void): Promise<void> {
  const check = (id: Check["id"], outcome: Outcome, found: string, mend = "") => tell({ id, outcome, found: say(found), mend: mend && say(mend) });

  const isSecure = around.isSecure();
  check("secure", isSecure ? "ok" : "fail", isSecure ? "check_secure" : "check_insecure", isSecure ? "" : "mend_insecure");

  const permission = await permissionOf(around);
  if (permission === "granted") check("permission", "ok", "check_granted");
  else if (permission === "unsupported") check("permission", "fail", "check_unsupported", isSecure ? "mend_unsupported" : "mend_insecure");
  else if (permission === "denied") check("permission", "fail", "check_denied", "mend_denied");
  else check("permission", "fail", "check_unanswered", "mend_unanswered");

  const { isReached, isLive } = await around.reach();
  if (!isReached) check("service", "fail", "check_unreached", "mend_unreached");
  else if (!isLive) check("service", "warn", "check_not_live", "mend_not_live");
  else check("service", "ok", "check_live");

  const chosen = around.preferences();
  const wants = (wanted: PreferencesView["desktop"]) => CAUSES.filter((cause) => wanted[cause]).length;
  if (wants(chosen.desktop) === 0) check("wishes", "warn", "check_none_wanted", "mend_none_wanted");
  else if (wants(chosen.desktop) < CAUSES.length) check("wishes", "ok", "check_some_wanted");
  else check("wishes", "ok", "check_all_wanted");

  const isBusy = around.availability().state === "busy";
  check("busy", isBusy ? "warn" : "ok", isBusy ? "check_busy" : "check_not_busy", isBusy ? "mend_busy" : "");

  const isNowQuiet = isQuiet(chosen.quiet, around.now());
  check("quiet", isNowQuiet ? "warn" : "ok", isNowQuiet ? "check_quiet" : "check_not_quiet", isNowQuiet ? "mend_quiet" : "");

  if (!chosen.sound) check("sound", "warn", "check_sound_off", "mend_sound_off");
  else if (await around.chime()) check("sound", "ok", "check_sound", "hint_sound");
  else check("sound", "fail", "check_silent", "mend_silent");

  if (permission !== "granted") check("desktop", "fail", "check_not_shown", "mend_not_shown");
  else if (await around.show()) check("desktop", "ok", "check_shown", "hint_shown");
  else check("desktop", "fail", "check_not_delivered", "mend_not_delivered");

  const isInFront = around.isInFront();
  check("front", "ok", isInFront ? "check_in_front" : "check_behind");
}

/** What is wrong comes first, and of each kind what was looked at first. */
export function gravestFirst(checks: readonly Check[]): Check[] {
  const rank = { fail: 0, warn: 1, ok: 2 } as const;
  return [...checks].sort((one, other) => rank[one.outcome] - rank[other.outcome]);
}

async function permissionOf(around: Surroundings): Promise<NotificationPermission | "unsupported"> {
  const before = around.permission();
  return before === "default" ? around.ask() : before;
}

/** How long the desktop may take to show one, in milliseconds. */
const SHOW_MS = 5_000;

/** Shows a real one, and waits until the browser says that it is there. */
export function showTest(title: string, text: string): Promise<boolean> {
  return new Promise((settle) => {
    try {
      const one = new Notification(title, { body: text, tag: "deskbell:test", silent: true });
      one.onshow = () => settle(true);
      one.onerror = () => settle(false);
      one.onclick = () => (window.focus(), one.close());
      setTimeout(() => settle(false), SHOW_MS);
    } catch {
      settle(false);
    }
  });
}
