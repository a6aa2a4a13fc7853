// The way back on a phone: the browser's own, so that its button, its gesture and ours are the same.

import { effect, type Signal } from "@preact/signals";
import type { InboxState } from "../../state/inbox";
import { isPhone } from "./screen";

/** What the browser remembers beside an address. */
interface Step {
  /** The step before it was ours too. */
  isInner?: boolean;
  /** It only closes what lies over the page. */
  isLayer?: boolean;
}

const present = () => (history.state ?? {}) as Step;

/** Whether something lies over the page that the way back closes. */
export const isOverPage = () => present().isLayer === true;

/** Goes on to an address. What lies over the page is no step of its own once somebody has gone on from it. */
export function stepTo(path: string): void {
  if (isOverPage()) history.replaceState({ isInner: true } satisfies Step, "", path);
  else history.pushState({ isInner: true } satisfies Step, "", path);
}

/** Goes on within the same step. */
export function stepOver(path: string): void {
  history.replaceState({ isInner: present().isInner === true } satisfies Step, "", path);
}

/** To where one came from; to the list where that was not ours, such as a link in a mail. */
export function stepBack({ place }: InboxState): void {
  if (present().isInner) history.back();
  else place.openList();
}

/** What lies over the page is closed by the way back, on a phone. */
export function closedByBack(...layers: Signal<boolean>[]): void {
  const shown = new Set<Signal<boolean>>();
  // Where somebody has gone on from a layer, its step has become that one's. After a reload, or a way forward to a layer
  // that was closed, nothing of it is shown, and its step would lead nowhere.
  const leave = () => void (shown.size === 0 && isOverPage() && history.back());
  for (const isShown of layers)
    effect(() => {
      if (isShown.value === shown.has(isShown)) return;
      if (!isShown.value) {
        shown.delete(isShown);
        // Whoever goes on says so after what lies over the page has closed.
        queueMicrotask(leave);
      } else if (isPhone.peek()) {
        shown.add(isShown);
        history.pushState({ isInner: true, isLayer: true } satisfies Step, "", location.href);
      }
    });
  addEventListener("popstate", () => {
    const closed = [...shown];
    shown.clear();
    for (const isShown of closed) isShown.value = false;
    leave();
  });
  leave();
}
