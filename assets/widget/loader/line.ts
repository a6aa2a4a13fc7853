// What the panel shall hear. Until somebody wants the panel all of it waits in memory, in order, and is never stored: the
// words of somebody who has not acted. Then the panel's half of the page comes, as a script of its own, because most
// visitors of most pages never want it; what it does not take either waits again.

import type { LoaderSays } from "../../shared/bridge";
import type { Purpose } from "../../shared/protocol";
import type { Box, BoxHost, BoxLook, BoxModule } from "../box/contract";

export interface Line {
  /** Whether the panel's half is there or on its way. */
  readonly isLoading: boolean;
  say(message: LoaderSays): void;
  load(host: BoxHost): void;
  /** The latest look is drawn once there is something to draw. */
  draw(look: BoxLook): void;
  moved(purpose: Purpose): void;
  /** Takes the panel away; what it has not heard waits on. */
  cut(): void;
  /** The person has left: nothing they said goes to the next one. */
  forget(): void;
}

/** A page that tracks every move must not grow: of what it tracks the oldest goes. */
const WAITING_MAX = 200;
/** How long the other half may take to come, in milliseconds, before it counts as blocked. */
const COMING_MS = 12_000;
/** What is said of the panel at this moment, and would be wrong later. */
const PASSING = /^(open|close|full|page)$/;
const PERSONAL = /^(identify|attributes|track)$/;

/** Browsers remember a module that did not come: the next try has another address. */
let failures = 0;

export function openLine(fetchBox = importBox): Line {
  let waiting: LoaderSays[] = [];
  let box: Box | null = null;
  let look: BoxLook;
  /** The try that is under way, or has come. An earlier one that comes late is nobody's. */
  let current: object | null = null;

  return {
    get isLoading() {
      return !!current;
    },
    say(message) {
      if (box) return box.say(message);
      waiting.push(message);
      while (waiting.length > WAITING_MAX) waiting.splice(Math.max(0, waiting.findIndex(({ type }) => type === "track")), 1);
    },
    load(host) {
      const mine = (current = {});
      const fail = () => {
        if (mine !== current) return;
        failures += 1;
        host.silent();
      };
      const timer = setTimeout(fail, COMING_MS);
      fetchBox(new URL(host.address).origin)
        .then((part) => {
          clearTimeout(timer);
          if (mine !== current) return;
          box = part.v1(host);
          box.draw(look);
          waiting.splice(0).forEach(box.say);
        })
        .catch(fail);
    },
    draw(given) {
      look = given;
      box?.draw(look);
    },
    moved: (purpose) => box?.moved(purpose),
    cut() {
      current = null;
      waiting = [...(box?.close() ?? []), ...waiting].filter(({ type }) => !PASSING.test(type));
      box = null;
    },
    forget() {
      waiting = waiting.filter(({ type }) => !PERSONAL.test(type));
    },
  };
}

function importBox(base: string): Promise<BoxModule> {
  return import(`${base}/widget-panel.js${failures ? `?${failures}` : ""}`) as Promise<BoxModule>;
}
