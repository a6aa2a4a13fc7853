// What can be done with a conversation: a menu as screen readers and keyboards know it.

import { say } from "../../shared/strings";
import { useMenu } from "../../ui/menu";
import { Glyph } from "./glyph";

export interface MenuItem {
  glyph: Parameters<typeof Glyph>[0]["name"];
  words: string;
  /** Of a switch only: whether it is on. */
  isOn?: boolean;
  act(): void;
}

export function Menu({ items }: { items: readonly MenuItem[] }) {
  return items.length === 0 ? null : <FilledMenu items={items} />;
}

function FilledMenu({ items }: { items: readonly MenuItem[] }) {
  const { frame, isOpen, close, pressKey } = useMenu();
  return (
    <div class="menu" ref={frame}>
      <button class="head__button" type="button" aria-label={say("more")} aria-haspopup="menu" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        <Glyph name="more" />
      </button>
      {isOpen.value && (
        <div class="menu__box" role="menu" aria-label={say("more")} onKeyDown={pressKey}>
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
