// What can be told of a file from its name, type and size: in words, and whether the site takes it.

import type { UploadRules } from "./protocol";
import { locale, say } from "./strings";

/** What an agent may send until the server says otherwise. The server decides what it takes. */
export const AGENT_UPLOADS: UploadRules = { endings: [], max_bytes: 10 * 1024 * 1024, max_files: 10 };

/** The endings that are named where there are too many to name. */
const WELL_KNOWN = [".jpg", ".png", ".gif", ".pdf", ".txt", ".docx", ".xlsx", ".zip", ".mp3", ".mp4"];

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "312 kB", "2.4 MB" */
export function sizeInWords(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_024;
    unit += 1;
  }
  const digits = unit > 1 && size < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale(), { style: "unit", unit: UNITS[unit]!, unitDisplay: unit === 0 ? "long" : "short", maximumFractionDigits: digits }).format(size);
}

/** `.pdf`, in small letters; empty where there is none. */
export function endingOf(name: string): string {
  return /\.[\p{L}\d]{1,10}$/u.exec(name)?.[0].toLowerCase() ?? "";
}

/** Why the site does not take this type of file; null when it does. No endings in the rules: the server decides alone. */
export function wrongType(name: string, { endings }: UploadRules): string | null {
  if (endings.length === 0 || endings.includes(endingOf(name))) return null;
  return say("file_type", { types: listOf(wellKnown(endings)) });
}

/** Nobody reads a list of fifty: the ones people know stand for the others. */
function wellKnown(endings: readonly string[]): string[] {
  const shown = endings.length > WELL_KNOWN.length ? endings.filter((ending) => WELL_KNOWN.includes(ending)) : endings;
  const names = (shown.length > 0 ? shown : endings).map((ending) => ending.slice(1));
  return names.length < endings.length ? [...names, "…"] : names;
}

/** Why a file of this size cannot be sent; null when it can. */
export function wrongSize(bytes: number, { max_bytes }: UploadRules): string | null {
  if (bytes === 0) return say("file_empty");
  return bytes > max_bytes ? say("file_too_large", { size: sizeInWords(bytes), most: sizeInWords(max_bytes) }) : null;
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
}
