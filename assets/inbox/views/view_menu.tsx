// What can be done to one saved view: change it, move it, delete it.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { SavedViewOf } from "../state/wire";
import type { Panes } from "./app";

interface ViewMenuProps {
  inbox: InboxState;
  panes: Panes;
  view: SavedViewOf;
  step(way: 1 | -1): void;
}

export function ViewMenu({ inbox, panes, view, step }: ViewMenuProps) {
  const isOpen = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    frame.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const listening = new AbortController();
    addEventListener("pointerdown", (event) => !frame.current?.contains(event.target as Node) && (isOpen.value = false), listening);
    return () => listening.abort();
  }, [isOpen.value]);
  const close = () => {
    isOpen.value = false;
    frame.current?.querySelector("button")?.focus();
  };
  const pressKey = (event: KeyboardEvent) => {
    const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) items.at(next % items.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.stopPropagation();
    event.preventDefault();
  };
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
