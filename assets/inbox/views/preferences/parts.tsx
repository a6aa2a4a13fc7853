// What the sections of the dialog share: a heading, a switch, a choice of a few.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { say } from "../../../shared/strings";

/** `name` is that of its words; a hint is shown where there are words for one. */
export function Section({ name, hint, children }: { name: string; hint?: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="preferences__section" aria-labelledby={id}>
      <h3 id={id}>{say(name)}</h3>
      {hint !== undefined && <p class="preferences__hint">{say(hint)}</p>}
      {children}
    </section>
  );
}

interface SwitchProps {
  name: string;
  hint?: string;
  isOn: boolean;
  turn(isOn: boolean): void;
}

export function Switch({ name, hint, isOn, turn }: SwitchProps) {
  const id = useId();
  return (
    <label class="choice">
      <input type="checkbox" checked={isOn} aria-describedby={hint === undefined ? undefined : id} onChange={(event) => turn(event.currentTarget.checked)} />
      <span class="choice__label">{say(name)}</span>
      {hint !== undefined && (
        <span class="choice__hint" id={id}>
          {say(hint)}
        </span>
      )}
    </label>
  );
}

interface FewProps<T> {
  name: string;
  chosen: T;
  options: readonly { value: T; words: string }[];
  choose(value: T): void;
}

export function Few<T extends string | number>({ name, chosen, options, choose }: FewProps<T>) {
  const id = useId();
  return (
    <fieldset class="preferences__few">
      <legend class="field__label">{say(name)}</legend>
      <div class="preferences__options">
        {options.map(({ value, words }) => (
          <label key={value} class="preferences__option">
            <input type="radio" name={id} checked={value === chosen} onChange={() => choose(value)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
