// Which command a key stands for. Two keys in a row, such as g and then i, count when the second comes soon.

import type { ReadonlySignal } from "@preact/signals";
import type { Command, Commands } from "./commands";
import type { Habits } from "./habits";

/** How long the first of two keys waits for the second, in milliseconds. */
const PATIENCE_MS = 1_200;

export interface Press {
  /** What `event.key` says, as `keyIn` reads it. */
  key: string;
  /** Ctrl or Command. */
  isMod: boolean;
  isTyping: boolean;
  at: number;
}

/** Chosen for a command that is to have no key. */
export const NO_KEY = "none";

export function keyOf(command: Pick<Command, "id" | "key">, habits: Pick<Habits, "shortcuts">): string | null {
  const key = habits.shortcuts[command.id] ?? command.key ?? null;
  return key === NO_KEY ? null : key;
}

/** What a press of the keyboard tells. */
export interface Pressed {
  key: string;
  code: string;
  shiftKey: boolean;
  getModifierState(name: "AltGraph" | "CapsLock"): boolean;
}

/**
 * The key that was meant. Where a layout has no Latin letters the key that stands in a letter's place is meant, and Caps Lock is no
 * Shift.
 */
export function keyIn({ key, code, shiftKey, getModifierState }: Pressed): string {
  const isForeign = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  const letter = isForeign ? (/^Key([A-Z])$/.exec(code)?.[1] ?? key) : key;
  if (isForeign || getModifierState("CapsLock")) return /^[a-z]$/i.test(letter) ? (shiftKey ? letter.toUpperCase() : letter.toLowerCase()) : letter;
  return letter;
}

export function openKeying(commands: Commands, habits: ReadonlySignal<Pick<Habits, "has_shortcuts" | "shortcuts">>) {
  let first: { key: string; at: number } | null = null;

  return {
    /** The command to run, or to refuse where the role forbids it; `waits` when a second key may follow; null where the key means nothing here. */
    press({ key, isMod, isTyping, at }: Press): Command | "waits" | null {
      const before = first !== null && at - first.at < PATIENCE_MS ? first.key : null;
      first = null;
      if ((isTyping && !isMod) || (!isMod && !habits.value.has_shortcuts)) return null;
      const wanted = isMod ? `Mod+${key}` : before === null ? key : `${before} ${key}`;
      const possible = commands.all.value.filter((command) => command.isPossible?.() !== false && (!isTyping || command.isAnywhere === true));
      const found = possible.find((command) => keyOf(command, habits.value) === wanted);
      if (found) return found;
      const refused = isTyping ? undefined : commands.all.value.find((command) => command.refusal?.() != null && keyOf(command, habits.value) === wanted);
      if (refused) return refused;
      const begins = !isMod && possible.some((command) => keyOf(command, habits.value)?.startsWith(`${key} `));
      if (begins) first = { key, at };
      return begins ? "waits" : null;
    },
  };
}
