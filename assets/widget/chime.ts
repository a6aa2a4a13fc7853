// A short tone for a new answer: off until the visitor switches it on, once for several answers in a row, in one tab only.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Store } from "../shared/storage";
import { sound } from "../shared/tone";

export interface Chime {
  readonly isOn: ReadonlySignal<boolean>;
  toggle(): void;
  play(): void;
}

/** Answers closer together than this, in milliseconds, are one burst. */
const BURST_MS = 3_000;
const LOCK = "deskbell-sound";

/** `mayKeep`: only a browser that has acted remembers the wish. */
export function openChime(store: Store, key: string, mayKeep: () => boolean): Chime {
  const isOn = signal(store.get(key) !== null);
  let context: AudioContext | null = null;
  let playedAt = -BURST_MS;

  // Browsers let a page be heard only after a gesture in it.
  const wake = () => {
    if (!isOn.value) return;
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
  };
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, wake);

  return {
    isOn,
    toggle() {
      isOn.value = !isOn.value;
      if (!isOn.value) store.remove(key);
      else if (mayKeep()) store.set(key, "1");
      wake();
      if (isOn.value && context) sound(context);
    },
    play() {
      const now = performance.now();
      if (!isOn.value || context?.state !== "running" || now - playedAt < BURST_MS) return;
      playedAt = now;
      const ready = context;
      if (!("locks" in navigator)) return sound(ready);
      // Whichever tab comes first holds the lock for the burst; the others stay silent.
      void navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
        if (lock === null) return;
        sound(ready);
        await new Promise((resolve) => setTimeout(resolve, BURST_MS));
      });
    },
  };
}
