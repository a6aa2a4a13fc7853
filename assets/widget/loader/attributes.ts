// What the script tag says, read once at load. Whatever cannot be used falls back to the site's own setting.

import type { Identity, LauncherSize, Side, Theme } from "../../shared/protocol";
import { warn } from "./warn";

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
export function readAttributes(script: HTMLScriptElement): Attributes | null {
  const data = script.dataset;
  const id = data["appId"] || data["key"];
  if (!id) {
    warn("data-app-id is missing. Copy the snippet anew.");
    return null;
  }
  return {
    base: new URL(script.src).origin,
    query: `${data["appId"] ? "app_id" : "key"}=${encodeURIComponent(id)}`,
    globalName: data["global"] || "SoftbetChat",
    position: oneOf(data["position"], ["left", "right"]),
    offsetX: readOffset(data["offsetX"], "data-offset-x", warn),
    offsetY: readOffset(data["offsetY"], "data-offset-y", warn),
    theme: oneOf(data["theme"], ["light", "dark", "auto"]),
    locale: data["locale"] || null,
    zIndex: parseInt(data["zIndex"] ?? "") || Z_INDEX_DEFAULT,
    hasLauncher: data["launcher"] !== "none",
    identity: readIdentity(data),
  };
}

/** Whole pixels from 0 to 1000; junk is the default, 20, with one warning. Absent: null, the site's setting. */
export function readOffset(text: string | undefined, name: string, complain: (sentence: string) => void): number | null {
  if (text === undefined) return null;
  if (/^\d{1,4}$/.test(text) && +text <= OFFSET_MAX) return +text;
  complain(`${name}="${text}" is not 0 to ${OFFSET_MAX}; ${OFFSET_DEFAULT} is used.`);
  return OFFSET_DEFAULT;
}

function oneOf<T extends string>(text: string | undefined, allowed: T[]): T | null {
  return allowed.find((one) => one === text) ?? null;
}

function readIdentity(data: DOMStringMap): Identity | null {
  const { userId, userHash, userName, userEmail } = data;
  if (!userId && !userName && !userEmail) return null;
  return { user_id: userId, user_hash: userHash, name: userName, email: userEmail } as Identity;
}
