// Short words in a corner that go away by themselves: at most three, and they wait while somebody reads them.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Stop } from "../place";

export interface Toast extends Stop {
  id: string;
  title: string;
  text: string;
  /** Where it leads; null opens the bell. */
  conversation_id: string | null;
}

/** How long one stays, in milliseconds. */
export const STAYS_MS = 6_000;
const MOST = 3;

export type Toasts = ReturnType<typeof openToasts>;

export function openToasts() {
  const shown = signal<readonly Toast[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let isPaused = false;

  function remove(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    shown.value = shown.value.filter((toast) => toast.id !== id);
  }

  function wait(id: string): void {
    clearTimeout(timers.get(id));
    if (!isPaused) timers.set(id, setTimeout(() => remove(id), STAYS_MS));
  }

  return {
    shown: shown as ReadonlySignal<readonly Toast[]>,
    /** The same one again takes the place of the first. */
    add(toast: Toast): void {
      const others = shown.value.filter((known) => known.id !== toast.id);
      for (const old of others.slice(0, Math.max(0, others.length + 1 - MOST))) remove(old.id);
      shown.value = [...shown.value.filter((known) => known.id !== toast.id), toast];
      wait(toast.id);
    },
    remove,
    /** Those about a conversation that is read now. */
    removeOf(conversation_id: string): void {
      for (const toast of shown.value) if (toast.conversation_id === conversation_id) remove(toast.id);
    },
    /** Somebody reads: nothing goes away. */
    pause(): void {
      isPaused = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
    resume(): void {
      isPaused = false;
      for (const toast of shown.value) wait(toast.id);
    },
    clear(): void {
      for (const toast of shown.value) remove(toast.id);
    },
  };
}
