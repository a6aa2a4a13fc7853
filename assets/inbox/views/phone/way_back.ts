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
export function closedByBack(isShown: Signal<boolean>): void {
  let isOurs = false;
  effect(() => {
    if (isShown.value === isOurs) return;
    if (isShown.value && !isPhone.peek()) return;
    isOurs = isShown.value;
    if (isOurs) history.pushState({ isInner: true, isLayer: true } satisfies Step, "", location.href);
    // Where somebody has gone on from it, the step has become that one's by then.
    else queueMicrotask(() => !isOurs && isOverPage() && history.back());
  });
  addEventListener("popstate", () => {
    if (!isOurs) return;
    isOurs = false;
    isShown.value = false;
  });
}
