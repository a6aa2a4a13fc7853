// A small menu behind a button: arrows walk through it, Escape and leaving close it, and the button has the focus again.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface MenuItem {
  key: string;
  words: string;
  act(): void;
}

interface SmallMenuProps {
  label: string;
  /** What is on the button. */
  children: ComponentChildren;
  items: readonly MenuItem[];
  /** Looks of the frame and of the button. */
  look: string;
  buttonLook: string;
}

export function SmallMenu({ label, children, items, look, buttonLook }: SmallMenuProps) {
  const isOpen = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const entries = () => [...(frame.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  useEffect(() => {
    if (!isOpen.value) return;
    entries()[0]?.focus();
    const listening = new AbortController();
    addEventListener("pointerdown", (event) => !frame.current?.contains(event.target as Node) && (isOpen.value = false), listening);
    return () => listening.abort();
  }, [isOpen.value]);

  const close = () => {
    isOpen.value = false;
    frame.current?.querySelector("button")?.focus();
  };
  const pressKey = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) all.at(next % all.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    // Escape would leave the conversation as well.
    event.stopPropagation();
    event.preventDefault();
  };
  const choose = (item: MenuItem) => {
    close();
    item.act();
  };
  return (
    <div class={`small-menu ${look}`} ref={frame}>
      <button class={buttonLook} type="button" aria-label={label} title={label} aria-haspopup="menu" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        {children}
      </button>
      {isOpen.value && (
        <div class="small-menu__list" role="menu" aria-label={label} onKeyDown={pressKey}>
          {items.map((item) => (
            <button key={item.key} class="insert__choice" type="button" role="menuitem" tabIndex={-1} onClick={() => choose(item)}>
              {item.words}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
