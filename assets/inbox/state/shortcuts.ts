// Choosing keys for commands: what may be chosen, what is in the way, and what is kept. Pure.

import type { Command } from "./commands";
import { keyOf, NO_KEY } from "./keying";

/** By command, only where it is another than its own. */
export type Shortcuts = Readonly<Record<string, string>>;
type Keyed = Pick<Command, "id" | "key">;

/** Moves the keyboard about or writes; browsers and screen readers need these. */
const NAMED_KEYS = /^(Tab|Enter|Escape| |Arrow\w+|Page\w+|Home|End|Backspace|Delete|Insert|F\d+|Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified|ContextMenu|\w*Lock)$/;
/** What a browser or an editor does with Ctrl or Command stays its own. */
const TAKEN_WITH_MOD = /^[acvxtnwrqplfso0-9+\-=]$/i;

/** Why a key cannot be chosen; null where it can. */
export function refusalOf(key: string, isMod: boolean): "key_named" | "key_taken" | null {
  if (NAMED_KEYS.test(key) || [...key].length !== 1) return "key_named";
  return isMod && TAKEN_WITH_MOD.test(key) ? "key_taken" : null;
}

export type Conflict =
  /** The other has this very key: they can be swapped. */
  | { kind: "same"; command: Keyed }
  /** One of the two begins the other, which could never be finished. */
  | { kind: "begins"; command: Keyed };

/** What is in the way of giving `id` this key. Commands that share a key by their own nature, such as undo, still do. */
export function conflictOf(commands: readonly Keyed[], shortcuts: Shortcuts, id: string, key: string): Conflict | null {
  const own = commands.find((command) => command.id === id);
  const others = commands.filter((command) => command.id !== id && !(own?.key === key && command.key === key));
  const keyOfOther = (command: Keyed) => keyOf(command, { shortcuts });
  const same = others.find((command) => keyOfOther(command) === key);
  if (same) return { kind: "same", command: same };
  const begins = others.find((command) => isBegin(key, keyOfOther(command)) || isBegin(keyOfOther(command), key));
  return begins ? { kind: "begins", command: begins } : null;
}

function isBegin(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && other.startsWith(`${one} `);
}

/** With that key for a command; null for none at all. */
export function withKey(shortcuts: Shortcuts, command: Keyed, key: string | null): Shortcuts {
  const { [command.id]: _, ...others } = shortcuts;
  return key === (command.key ?? null) ? others : { ...others, [command.id]: key ?? NO_KEY };
}

/** The key goes to one command, and what that had to the other. */
export function swapped(shortcuts: Shortcuts, one: Keyed, other: Keyed, key: string): Shortcuts {
  const before = keyOf(one, { shortcuts });
  return withKey(withKey(shortcuts, one, key), other, before);
}

export function withoutKey(shortcuts: Shortcuts, id: string): Shortcuts {
  const { [id]: _, ...others } = shortcuts;
  return others;
}
