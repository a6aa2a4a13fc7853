// Everything that can be done by name or by key. Parts of the inbox register what they offer; keys and palette read it.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { IconName } from "../../ui/icons";

export interface Command {
  /** Unique and lasting: a key that was chosen for it is kept under this name. */
  id: string;
  /** Name of the words that say what it does. */
  words: string;
  icon: IconName;
  /**
   * The key it has where nobody chose another: what `event.key` says, or two of these in a row with a blank between
   * ("g i"). `Mod+z` is Ctrl or Command.
   */
  key?: string;
  /** Its key counts also while somebody types; only for keys with Ctrl or Command. */
  isAnywhere?: boolean;
  /** Whether it makes sense just now. Left out where it always does. */
  isPossible?(): boolean;
  /** Where only this agent's role forbids it: the name of the words that say so. */
  refusal?(): string | null;
  run(): void;
}

/** How long it stands there why something was not done, in milliseconds. */
const REFUSED_MS = 6_000;

export type Commands = ReturnType<typeof openCommands>;

export function openCommands() {
  const all = signal<readonly Command[]>([]);
  const refused = signal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    all: all as ReadonlySignal<readonly Command[]>,
    byId: computed(() => new Map(all.value.map((command) => [command.id, command]))),
    /** Adds some; one that is known by that id already is replaced. The answer takes them away again. */
    register(...some: Command[]): () => void {
      const ids = new Set(some.map((command) => command.id));
      all.value = [...all.value.filter((command) => !ids.has(command.id)), ...some];
      return () => (all.value = all.value.filter((command) => !some.includes(command)));
    },
    /** The name of the words that say why the last one was not done; null once they have been there for a while. */
    refused: refused as ReadonlySignal<string | null>,
    refuse(words: string): void {
      clearTimeout(timer);
      refused.value = words;
      timer = setTimeout(() => (refused.value = null), REFUSED_MS);
    },
    /** It was read. */
    dismiss(): void {
      clearTimeout(timer);
      refused.value = null;
    },
    /** Does it, if it is there and possible. */
    run(id: string): void {
      const command = all.value.find((one) => one.id === id);
      if (command && command.isPossible?.() !== false) command.run();
    },
  };
}
