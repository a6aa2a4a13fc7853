// What can be done with a conversation: a menu as screen readers and keyboards know it.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import { Glyph } from "./glyph";

export interface MenuItem {
  glyph: Parameters<typeof Glyph>[0]["name"];
  words: string;
  /** Of a switch only: whether it is on. */
  isOn?: boolean;
  act(): void;
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

export function Menu({ items }: { items: readonly MenuItem[] }) {
  const isOpen = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const choices = () => [...(box.current?.querySelectorAll<HTMLElement>(".menu__item") ?? [])];
  const close = () => {
    isOpen.value = false;
    opener.current?.focus();
  };

  useLayoutEffect(() => {
    if (!isOpen.value) return;
    choices()[0]?.focus();
    const leave = (event: Event) => {
      if (!box.current?.parentElement?.contains(event.target as Node)) isOpen.value = false;
    };
    addEventListener("pointerdown", leave);
    return () => removeEventListener("pointerdown", leave);
  }, [isOpen.value]);

  const pressKey = (event: KeyboardEvent) => {
    const there = choices();
    const step = STEPS[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") return void (isOpen.value = false);
    else if (step) there[step(there.indexOf(document.activeElement as HTMLElement), there.length)]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (items.length === 0) return null;
  return (
    <div class="menu">
      <button ref={opener} class="head__button" type="button" aria-label={say("more")} aria-haspopup="menu" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        <Glyph name="more" />
      </button>
      {isOpen.value && (
        <div ref={box} class="menu__box" role="menu" aria-label={say("more")} onKeyDown={pressKey}>
          {items.map((item) => (
            <button
              key={item.words}
              class="menu__item"
              type="button"
              role={item.isOn === undefined ? "menuitem" : "menuitemcheckbox"}
              aria-checked={item.isOn}
              tabIndex={-1}
              onClick={() => {
                close();
                item.act();
              }}
            >
              <Glyph name={item.glyph} />
              <span class="menu__words">{item.words}</span>
              {item.isOn === true && <Glyph name="tick" />}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
