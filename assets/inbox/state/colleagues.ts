// Whether colleagues can be reached, as the server tells it; and whether somebody sits before this window.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { ColleaguePresence, Presence } from "../../shared/protocol";

export type Colleagues = ReturnType<typeof openColleagues>;

export function openColleagues() {
  const presence = signal<ReadonlyMap<string, Presence>>(new Map());
  return {
    /** By agent; who is not known yet stands not in it. */
    presence: presence as ReadonlySignal<ReadonlyMap<string, Presence>>,
    of: (agent_id: string): Presence => presence.value.get(agent_id) ?? "offline",
    hear(told: readonly ColleaguePresence[]): void {
      const known = new Map(presence.value);
      for (const one of told) known.set(one.agent_id, one.presence);
      presence.value = known;
    },
  };
}

/** Without a sign of life for so long nobody sits there any more, in milliseconds. */
const IDLE_MS = 5 * 60_000;
/** A sign of life is looked at this often at most, in milliseconds: a mouse gives hundreds a second. */
const LOOK_MS = 1_000;

export type Idling = ReturnType<typeof openIdling>;

/** `tell` says whether it could be said. */
export function openIdling(tell: (is_idle: boolean) => boolean, now: () => number = () => performance.now()) {
  const isIdle = signal(false);
  let said = false;
  let aliveAt = now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function turn(to: boolean): void {
    if (to !== said && tell(to)) said = to;
    isIdle.value = to;
  }

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const age = now() - aliveAt;
      if (age >= IDLE_MS) turn(true);
      else wait();
    }, Math.max(IDLE_MS - (now() - aliveAt), LOOK_MS));
  }
  wait();

  return {
    /** Nobody sits before this window. */
    isIdle: isIdle as ReadonlySignal<boolean>,
    /** Somebody moved, typed or came back. */
    alive(): void {
      const age = now() - aliveAt;
      if (!isIdle.value && age < LOOK_MS) return;
      aliveAt = now();
      if (isIdle.value) {
        turn(false);
        wait();
      }
    },
    /** A new connection believes that somebody sits here. */
    again(): void {
      said = false;
      turn(isIdle.value);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Signs of life. Returns a function that stops listening. */
export function watchForLife(idling: Idling): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal, passive: true, capture: true };
  for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "touchstart", "focus"]) addEventListener(sign, idling.alive, options);
  return () => listening.abort();
}
