// What the palette offers, and in which order: what fits best first, what belongs together in one place. Pure.

import type { IconName } from "../../../ui/icons";
import { begins, likeness } from "./fuzzy";

/** In the order they stand in where nothing is typed. */
export const ENTRY_GROUPS = ["here", "recent", "go", "people", "saved", "settings", "rest", "move", "alike"] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

export interface PaletteEntry {
  /** Lasting: what was chosen lately is kept under it. */
  id: string;
  group: EntryGroup;
  name: string;
  /** More words it is found by. */
  words?: string;
  /** Stands small beside the name. */
  hint?: string;
  icon: IconName;
  /** As `Command.key`. */
  key?: string | null;
  /** Works without the server. */
  isLocal: boolean;
  /** A command, which is what `>` asks for. */
  isCommand: boolean;
  /** Found by its name only: there are too many of these to be shown unasked. */
  isQuiet?: boolean;
  /** The server found it by what is typed: it fits, whatever it is called. */
  isFound?: boolean;
  /** Its name repeats what is typed, which says nothing of how well it fits. */
  isEcho?: boolean;
  run(): void;
}

export interface PaletteGroup {
  group: EntryGroup;
  entries: PaletteEntry[];
}

/** Typed in front, it leaves only commands. */
export const COMMANDS_ONLY = ">";
/** More are found by typing on. */
const SHOWN_MAX = 60;
const RECENT_MAX = 5;
/** What is about the open conversation comes first where others fit about as well. */
const NEARNESS: Partial<Record<EntryGroup, number>> = { here: 0.06, go: 0.02, move: -0.04, settings: -0.02, saved: -0.02 };
/** What is found by other words than its name fits less. */
const BY_WORDS = 0.7;
const FOUND = 0.5;

export function offered(entries: readonly PaletteEntry[], typed: string, recent: readonly string[]): PaletteGroup[] {
  const isCommandsOnly = typed.startsWith(COMMANDS_ONLY);
  const wanted = (isCommandsOnly ? typed.slice(COMMANDS_ONLY.length) : typed).trim();
  const some = isCommandsOnly ? entries.filter((entry) => entry.isCommand) : entries;
  return wanted === "" ? atFirst(some, isCommandsOnly ? [] : recent) : byLikeness(some, wanted);
}

/** Nothing is typed: everything in its place, and what was chosen lately again. */
function atFirst(entries: readonly PaletteEntry[], recent: readonly string[]): PaletteGroup[] {
  const lately = recent.flatMap((id) => entries.find((entry) => entry.id === id && entry.group !== "here") ?? []).slice(0, RECENT_MAX);
  const others = entries.filter((entry) => entry.isQuiet !== true && !lately.includes(entry));
  return inGroups([...lately.map((entry) => ({ ...entry, group: "recent" as const })), ...others], ENTRY_GROUPS);
}

/** What came later goes below what stands, so that nothing else slides under Enter; only what is a guess gives way. */
export function below(standing: readonly PaletteGroup[], later: readonly PaletteGroup[]): PaletteGroup[] {
  const guess = standing.findIndex(isGuess);
  const at = guess === -1 ? standing.length : guess;
  return [...standing.slice(0, at), ...later, ...standing.slice(at)];
}

/** Like what is typed by some of its letters only, or nothing but a repetition of it: whoever is called that is meant rather. */
export function isGuess({ group, entries }: PaletteGroup): boolean {
  return group === "alike" || entries.every((entry) => entry.isEcho === true);
}

/** Whether it is called what is typed, as far as that goes. */
export function isCalled(entry: PaletteEntry, typed: string): boolean {
  return entry.isEcho !== true && (begins(entry.name, typed) || (entry.words !== undefined && begins(entry.words, typed)));
}

function byLikeness(entries: readonly PaletteEntry[], wanted: string): PaletteGroup[] {
  const ranked = entries
    .map((entry, index) => ({ entry, index, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .slice(0, SHOWN_MAX)
    .map(({ entry }) => (entry.isFound === true || isCalled(entry, wanted) ? entry : { ...entry, group: "alike" as const }));
  // The group with what fits best stands first, what is called that before what is not.
  const groups = inGroups(ranked, [...new Set(ranked.map((entry) => entry.group))]);
  const hasCalled = ({ entries }: PaletteGroup) => entries.some((entry) => isCalled(entry, wanted));
  return [...groups.filter(hasCalled), ...groups.filter((group) => !hasCalled(group))];
}

function scoreOf(entry: PaletteEntry, wanted: string): number {
  if (entry.isEcho === true) return FOUND;
  const fits = Math.max(likeness(entry.name, wanted), entry.words === undefined ? 0 : BY_WORDS * likeness(entry.words, wanted));
  if (entry.isFound === true) return Math.max(fits, FOUND);
  return fits === 0 ? 0 : fits + (NEARNESS[entry.group] ?? 0);
}

function inGroups(entries: readonly PaletteEntry[], order: readonly EntryGroup[]): PaletteGroup[] {
  let left = SHOWN_MAX;
  return order.flatMap((group) => {
    const own = entries.filter((entry) => entry.group === group).slice(0, left);
    left -= own.length;
    return own.length === 0 ? [] : [{ group, entries: own }];
  });
}
