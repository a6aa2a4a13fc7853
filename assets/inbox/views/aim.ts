// A mouse that rests on a row, or presses it, is about to open it. Fingers do not aim: what they touch first they mostly scroll.

import { useEffect } from "preact/hooks";
import type { RefObject } from "preact";
import type { InboxState } from "../state/inbox";

/** How long the pointer must stay on a row, in milliseconds: on its way over the list it is on each for less. */
const REST_MS = 80;

export function useAim({ aiming }: InboxState, box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: string | undefined;
    const idAt = ({ target }: Event) => (target instanceof Element ? target.closest<HTMLElement>(".row__link")?.dataset.conversation : undefined);
    const move = (event: PointerEvent) => {
      const id = idAt(event);
      if (event.pointerType !== "mouse" || id === over) return;
      over = id;
      clearTimeout(timer);
      if (id !== undefined) timer = setTimeout(() => aiming.at(id), REST_MS);
    };
    const press = (event: PointerEvent) => {
      const id = idAt(event);
      if (event.pointerType !== "mouse" || event.button !== 0 || id === undefined) return;
      clearTimeout(timer);
      aiming.at(id);
    };
    const leave = () => {
      clearTimeout(timer);
      over = undefined;
    };
    const listening = new AbortController();
    box.current?.addEventListener("pointerover", move, listening);
    box.current?.addEventListener("pointerdown", press, listening);
    box.current?.addEventListener("pointerleave", leave, listening);
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
  }, []);
}
