// A field to type in and a list to choose from: the arrows move, Enter chooses, and what is typed leaves fewer.

import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icons";
import { isComposing } from "../../../shared/composing";
import { say } from "../../../shared/strings";
import { found } from "../../state/finding";

export interface Option {
  id: string;
  name: string;
  /** More words it is found by. */
  words?: string;
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
  options: readonly Option[];
  /** Chosen one after the other, or one and over. */
  isMultiple?: boolean;
  hasField?: boolean;
  choose(option: Option, isLast: boolean): void;
  /** What can be made of what was typed, where nothing is called so. */
  make?: ((typed: string) => Option | null) | undefined;
}

export function Listbox({ label, options, isMultiple = false, hasField = true, choose, make }: ListboxProps) {
  const typed = useSignal("");
  const active = useSignal(0);
  const list = useRef<HTMLUListElement>(null);
  const given = useSignal(options);
  given.value = options;
  const shown = useComputed(() => {
    const some = found(given.value, typed.value);
    const made = typed.value.trim() === "" ? null : (make?.(typed.value.trim()) ?? null);
    return made === null ? some : [...some, made];
  });
  const all = shown.value;
  const at = Math.min(active.value, Math.max(0, all.length - 1));
  useEffect(() => list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" }), [at, all.length]);

  const pick = (option: Option | undefined, isLast: boolean) => {
    if (option === undefined) return;
    choose(option, isLast);
    if (isMultiple && typed.value !== "") [typed.value, active.value] = ["", 0];
  };
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
  const owned = { role: "combobox" as const, "aria-expanded": true, "aria-controls": "picker-list", "aria-activedescendant": all[at] ? `picker-${at}` : undefined, "aria-label": label, onKeyDown: pressKey };
  return (
    <>
      {hasField && (
        <div class="picker__field">
          <Icon name="search" />
          <input class="picker__input" type="text" autocomplete="off" spellcheck={false} data-first placeholder={label} aria-autocomplete="list" {...owned} value={typed.value} onInput={(event) => ((typed.value = event.currentTarget.value), (active.value = 0))} />
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
