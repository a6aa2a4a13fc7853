// What the page has said before there is a panel to hear it. It waits in memory, in order, and is never stored: the
// words of somebody who has not acted.

import type { LoaderSays } from "../../shared/bridge";

export interface Held {
  keep(messages: LoaderSays[]): void;
  /** Hands over what waits. */
  take(): LoaderSays[];
  /** The person has left: nothing they said goes to the next one. */
  forget(): void;
}

/** A page that tracks every move must not grow: of what it tracks the oldest goes. */
const HELD_MAX = 200;
/** What is said of the panel at this moment, and would be wrong later. */
const PASSING = /^(open|close|full|page)$/;
const PERSONAL = /^(identify|attributes|track)$/;

export function holdBack(): Held {
  let held: LoaderSays[] = [];
  return {
    keep(messages) {
      held.push(...messages.filter((message) => !PASSING.test(message.type)));
      while (held.length > HELD_MAX) held.splice(Math.max(0, held.findIndex((message) => message.type === "track")), 1);
    },
    take: () => held.splice(0),
    forget() {
      held = held.filter((message) => !PERSONAL.test(message.type));
    },
  };
}
