// Which command a key stands for. Two keys in a row, such as g and then i, count when the second comes soon.

import type { ReadonlySignal } from "@preact/signals";
import type { Command, Commands } from "./commands";
import type { Habits } from "./habits";

/** How long the first of two keys waits for the second, in milliseconds. */
const PATIENCE_MS = 1_200;

export interface Press {
  /** What `event.key` says. */
  key: string;
  /** Ctrl or Command. */
  isMod: boolean;
  isTyping: boolean;
  at: number;
}

export function keyOf(command: Command, habits: Pick<Habits, "shortcuts">): string | null {
  return habits.shortcuts[command.id] ?? command.key ?? null;
}

export function openKeying(commands: Commands, habits: ReadonlySignal<Pick<Habits, "has_shortcuts" | "shortcuts">>) {
  let first: { key: string; at: number } | null = null;

  return {
    /** The command to run; `waits` when a second key may follow; null where the key means nothing here. */
    press({ key, isMod, isTyping, at }: Press): Command | "waits" | null {
      const before = first !== null && at - first.at < PATIENCE_MS ? first.key : null;
      first = null;
      if (isTyping || (!isMod && !habits.value.has_shortcuts)) return null;
      const wanted = isMod ? `Mod+${key}` : before === null ? key : `${before} ${key}`;
      const possible = commands.all.value.filter((command) => command.isPossible?.() !== false);
      const found = possible.find((command) => keyOf(command, habits.value) === wanted);
      if (found) return found;
      const begins = !isMod && possible.some((command) => keyOf(command, habits.value)?.startsWith(`${key} `));
      if (begins) first = { key, at };
      return begins ? "waits" : null;
    },
  };
}
