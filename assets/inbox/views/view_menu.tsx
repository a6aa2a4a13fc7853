// What can be done to one saved view: change it, move it, delete it.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { SavedViewOf } from "../state/wire";
import type { Panes } from "./app";
import { useMenu } from "../../ui/menu";

interface ViewMenuProps {
  inbox: InboxState;
  panes: Panes;
  view: SavedViewOf;
  step(way: 1 | -1): void;
}

export function ViewMenu({ inbox, panes, view, step }: ViewMenuProps) {
  const { frame, isOpen, close, pressKey } = useMenu();
  const remove = () => {
    if (inbox.place.view.value === `saved:${view.id}`) inbox.place.openView("mine");
    void inbox.savedViews.remove(view);
  };
  const choices = [
    ["view_edit", () => (panes.view.value = view)],
    ["view_up", () => step(-1)],
    ["view_down", () => step(1)],
    ["view_delete", remove],
  ] as const;
  return (
    <div class="view-menu" ref={frame}>
      <button class="icon-button rail__more" type="button" aria-label={say("view_menu", { name: view.name })} aria-haspopup="menu" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        <Icon name="more" />
      </button>
      {isOpen.value && (
        <div class="view-menu__choices" role="menu" aria-label={say("view_menu", { name: view.name })} onKeyDown={pressKey}>
          {choices.map(([words, act]) => (
            <button key={words} class="view-menu__choice" type="button" role="menuitem" tabIndex={-1} onClick={() => (close(), act())}>
              {say(words)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
