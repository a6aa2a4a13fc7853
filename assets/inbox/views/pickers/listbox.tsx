// A field to type in and a list to choose from: the arrows move, Enter chooses, and what is typed leaves fewer.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icons";
import { isComposing } from "../../../shared/composing";
import { say } from "../../../shared/strings";
import { openPickList, type Pickable } from "../../state/pick_list";

export interface Option extends Pickable {
  mark?: ComponentChildren;
  /** Stands at the end of its line. */
  end?: ComponentChildren;
  /** As it stands now: all, some or none of the conversations. */
  isOn?: boolean | "mixed";
  /** The title it stands under. */
  group?: string;
}

interface ListboxProps {
  label: string;
  /** What the field does to the list, where its label does not say so. */
  filter?: string;
  options: readonly Option[];
  /** Chosen one after the other, or one and over. */
  isMultiple?: boolean;
  hasField?: boolean;
  /** A promise says whether something came of it: what was typed stands again where nothing did. */
  choose(option: Option, isLast: boolean): void | Promise<boolean>;
  /** What can be made of what was typed, where nothing is called so. */
  make?: ((typed: string) => Option | null) | undefined;
}

export function Listbox({ label, filter = label, options, isMultiple = false, hasField = true, choose, make }: ListboxProps) {
  const list = useRef<HTMLUListElement>(null);
  const given = useSignal(options);
  given.value = options;
  const now = useRef({ choose, make });
  now.current = { choose, make };
  const field = useMemo(() => openPickList<Option>({ options: given, isMultiple, choose: (option, isLast) => now.current.choose(option, isLast), make: (typed) => now.current.make?.(typed) ?? null }), []);
  const { typed, active } = field;
  const all = field.shown.value;
  const at = field.at.value;
  useEffect(() => list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" }), [at, all.length]);

  const pick = (option: Option | undefined, isLast: boolean) => void field.pick(option, isLast);
  const pressKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const last = all.length - 1;
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, PageDown: Math.min(last, at + 8), PageUp: Math.max(0, at - 8) }[event.key];
    if (next !== undefined) active.value = Math.max(0, next);
    else if (event.key === "Enter") pick(all[at], !isMultiple || event.metaKey || event.ctrlKey);
    else if (event.key === " " && !hasField) pick(all[at], !isMultiple);
    else return;
    event.preventDefault();
  };
  const owned = { role: "combobox" as const, "aria-expanded": true, "aria-controls": "picker-list", "aria-activedescendant": all[at] ? `picker-${at}` : undefined, onKeyDown: pressKey };
  return (
    <>
      {hasField && (
        <div class="picker__field">
          <Icon name="search" />
          <input class="picker__input" type="text" autocomplete="off" spellcheck={false} data-first placeholder={filter} aria-label={filter} aria-autocomplete="list" {...owned} value={typed.value} onInput={(event) => field.write(event.currentTarget.value)} />
        </div>
      )}
      <ul class="picker__list" id="picker-list" role="listbox" aria-label={label} aria-multiselectable={isMultiple} ref={list} {...(hasField ? {} : { tabIndex: 0, "data-first": true, "aria-activedescendant": `picker-${at}`, onKeyDown: pressKey })}>
        {all.map((option, index) => (
          <li
            key={option.id}
            class={`picker__option${index === at ? " picker__option--active" : ""}`}
            id={`picker-${index}`}
            data-at={index}
            role="option"
            aria-selected={option.isOn === true}
            onPointerMove={() => (active.value = index)}
            onClick={() => pick(option, !isMultiple)}
          >
            {option.group !== undefined && option.group !== all[index - 1]?.group && <span class="picker__group">{option.group}</span>}
            <span class="picker__line">
              {isMultiple && <span class="picker__box">{option.isOn === true ? <Icon name="check" /> : option.isOn === "mixed" ? <span class="picker__some" /> : null}</span>}
              {option.mark}
              <bdi class="picker__name">{option.name}</bdi>
              {option.isOn === "mixed" && <span class="visually-hidden">{say("pick_some")}</span>}
              {option.end !== undefined && <span class="picker__end">{option.end}</span>}
              {!isMultiple && option.isOn === true && <Icon name="check" />}
            </span>
          </li>
        ))}
      </ul>
      {all.length === 0 && (
        <p class="picker__none" role="status">
          {say("pick_none")}
        </p>
      )}
    </>
  );
}
