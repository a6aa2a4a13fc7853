// A small menu behind a button, of things to do.

import type { ComponentChildren } from "preact";
import { useMenu } from "../../ui/menu";

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
  const { frame, isOpen, close, pressKey } = useMenu();
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
