// A menu behind a button: arrows walk through it, Escape and leaving close it, and the button has the focus again. Where all
// of it goes meanwhile, such as because somebody has written, the focus is not left nowhere: every key would be a command.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * `frame` goes onto what holds both, `pressKey` onto the menu. It opens at what is chosen in it, else at the first; `opened` is
 * called before, such as to put it into its place.
 */
export function useMenu(opened?: (button: HTMLElement, menu: HTMLElement) => void) {
  const isOpen = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const button = () => frame.current?.querySelector<HTMLElement>("button");
  const entries = () => [...(frame.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  // With the drawing: the next key walks through it, and the next press beside it closes it.
  useLayoutEffect(() => {
    const menu = frame.current?.querySelector<HTMLElement>("[role=menu]");
    if (!isOpen.value || !menu) return;
    opened?.(button()!, menu);
    (entries().find((entry) => entry.matches("[role=menuitemradio][aria-checked=true]")) ?? entries()[0])?.focus();
    const listening = new AbortController();
    addEventListener("pointerdown", (event) => !frame.current?.contains(event.target as Node) && (isOpen.value = false), listening);
    return () => listening.abort();
  }, [isOpen.value]);

  // An effect's end would come when the document is without it already.
  useLayoutEffect(() => () => {
    const gone = frame.current;
    const around = gone?.parentElement ?? null;
    // What comes in its place is drawn by then.
    if (gone?.contains(document.activeElement)) queueMicrotask(() => document.activeElement === document.body && focusAround(around));
  }, []);

  const close = () => {
    isOpen.value = false;
    button()?.focus();
  };
  const pressKey = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) all.at(next % all.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    // Escape would close or leave what lies around it as well.
    event.stopPropagation();
    event.preventDefault();
  };
  return { frame, isOpen, close, pressKey };
}

/** The box that the menu belonged to, else the first that can have the focus near where it was. */
function focusAround(place: HTMLElement | null): void {
  const near = place?.closest("form")?.querySelector<HTMLElement>("textarea") ?? place?.querySelector<HTMLElement>("button, a[href]");
  if (near) near.focus();
  else if (place) focusAround(place.parentElement);
}
