// What is typed into a picker and what it leaves to choose from: what was typed is only forgotten once something came of it.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { found, type Findable } from "./finding";

export interface Pickable extends Findable {
  id: string;
  /** Offered whatever is typed, below what is found. */
  isAlways?: boolean;
}

interface PickListOptions<One> {
  options: ReadonlySignal<readonly One[]>;
  /** Chosen one after the other, or one and over. */
  isMultiple: boolean;
  /** Chooses; a promise says whether something came of it. */
  choose(option: One, isLast: boolean): void | Promise<boolean>;
  /** What can be made of what was typed, where nothing is called so. */
  make(typed: string): One | null;
}

export function openPickList<One extends Pickable>({ options, isMultiple, choose, make }: PickListOptions<One>) {
  const typed = signal("");
  const active = signal(0);
  const shown = computed(() => {
    const some = found(options.value, typed.value);
    const others = options.value.filter((one) => one.isAlways === true && !some.includes(one));
    const made = typed.value.trim() === "" ? null : make(typed.value.trim());
    return [...some, ...others, ...(made === null ? [] : [made])];
  });
  const at = computed(() => Math.min(active.value, Math.max(0, shown.value.length - 1)));
  const write = (text: string) => {
    typed.value = text;
    active.value = 0;
  };
  return {
    typed: typed as ReadonlySignal<string>,
    active,
    shown,
    /** Which of the shown Enter takes. */
    at,
    write,
    async pick(option: One | undefined, isLast: boolean): Promise<void> {
      if (option === undefined) return;
      const before = typed.value;
      const answer = choose(option, isLast);
      if (!isMultiple || before === "") return;
      write("");
      // What was refused is mended where it stood, unless something else was typed since.
      if (answer !== undefined && !(await answer) && typed.value === "") write(before);
    },
  };
}
