// What the script tag says, read once at load. Whatever cannot be used falls back to the site's own setting.

import { PURPOSES } from "../../shared/page_rules";
import type { Identity, LauncherSize, Purpose, Side, Theme } from "../../shared/protocol";
import { warn } from "./warn";
import { validTag } from "./tags";

export interface Attributes {
  /** Origin of the server, taken from the script's own address. */
  base: string;
  /** `app_id=…` or `key=…`: how `init` is asked for. */
  query: string;
  globalName: string;
  position: Side | null;
  offsetX: number | null;
  offsetY: number | null;
  theme: Theme | null;
  locale: string | null;
  purpose: Purpose | null;
  campaign: string | undefined;
  zIndex: number;
  hasLauncher: boolean;
  identity: Identity | null;
}

const OFFSET_DEFAULT = 20;
const OFFSET_MAX = 1000;
/** Above what shops and cookie banners use, below the largest number a browser takes. */
const Z_INDEX_DEFAULT = 2147483000;

export const SIZES: Record<LauncherSize, number> = { small: 48, medium: 56, large: 64 };

/** Reads the tag. Null, after one warning, when it names no site. */
export function readAttributes({ dataset, src }: Pick<HTMLScriptElement, "dataset" | "src">): Attributes | null {
  const { appId, key, global, zIndex, campaign, position, offsetX, offsetY, theme, locale, purpose, launcher } = dataset;
  const id = appId || key;
  if (!id) {
    warn("data-app-id is missing. Copy the snippet anew.");
    return null;
  }
  return {
    base: new URL(src).origin,
    query: `${appId ? "app_id" : "key"}=${encodeURIComponent(id)}`,
    globalName: global || "SoftbetChat",
    position: oneOf(position, "data-position", ["left", "right"]),
    offsetX: readOffset(offsetX, "data-offset-x"),
    offsetY: readOffset(offsetY, "data-offset-y"),
    theme: readTheme(theme, "data-theme"),
    locale: readLocale(locale, "data-locale"),
    purpose: oneOf(purpose, "data-purpose", PURPOSES),
    campaign,
    zIndex: wholeUpTo(2 ** 31 - 1, zIndex, "data-z-index") ?? Z_INDEX_DEFAULT,
    hasLauncher: oneOf(launcher, "data-launcher", ["auto", "none"]) !== "none",
    identity: readIdentity(dataset),
  };
}

/** Whole pixels from 0 to 1000; junk is the default, 20, with one warning. Absent: null, the site's setting. */
export function readOffset(text: string | undefined, name: string): number | null {
  return text === undefined ? null : (wholeUpTo(OFFSET_MAX, text, name) ?? OFFSET_DEFAULT);
}

export function readTheme(given: unknown, name: string): Theme | null {
  return oneOf(given, name, ["light", "dark", "auto"]);
}

export function readLocale(given: unknown, name: string): string | null {
  return usable(given == null ? null : validTag(`${given}`), given, name);
}

function wholeUpTo(max: number, text: string | undefined, name: string): number | null {
  return usable(/^\d+$/.test(text!) && +text! <= max ? +text! : null, text, name);
}

function oneOf<T extends string>(given: unknown, name: string, allowed: readonly T[]): T | null {
  return usable(allowed.find((one) => one === given), given, name);
}

/** What was understood; null, with one warning when something was given. */
function usable<T>(found: T | null | undefined, given: unknown, name: string): T | null {
  if (given !== undefined && found == null) warn(`${name}="${given}" cannot be used.`);
  return found ?? null;
}

/** Empty attributes are what a template writes for guests. */
function readIdentity({ userId, userHash, userToken, userName, userEmail, session }: DOMStringMap): Identity | null {
  if (!(userId || userToken || userName || userEmail || session)) return null;
  return { user_id: userId, user_hash: userHash, user_token: userToken, name: userName, email: userEmail, session } as Identity;
}
