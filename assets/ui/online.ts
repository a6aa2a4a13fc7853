// What the browser knows of its network, and for how long something has been so.

import { useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Whether the browser has a network. That the server is within reach is another matter. */
export function useOnline(): ReadonlySignal<boolean> {
  const isOnline = useSignal(navigator.onLine);
  useEffect(() => {
    const listening = new AbortController();
    const look = () => void (isOnline.value = navigator.onLine);
    addEventListener("online", look, listening);
    addEventListener("offline", look, listening);
    // It may have changed since this was drawn.
    look();
    return () => listening.abort();
  }, []);
  return isOnline;
}

export const useIsOnline = (): boolean => useOnline().value;

/** Whether it has been so for that long, in milliseconds: what is over before anybody would notice is not worth a word. */
export function useHasLasted(state: ReadonlySignal<boolean>, patience_ms: number): ReadonlySignal<boolean> {
  const hasLasted = useSignal(false);
  useSignalEffect(() => {
    if (!state.value) {
      hasLasted.value = false;
      return;
    }
    const timer = setTimeout(() => (hasLasted.value = true), patience_ms);
    return () => clearTimeout(timer);
  });
  return hasLasted;
}
