// Whether the inbox can be installed here, and how. It is offered in one place and nowhere else: nobody is nagged.

import { signal, type ReadonlySignal } from "@preact/signals";

/** `prompt`: the browser asks. `steps`: on an iPhone or iPad people do it by hand. Null: it is, or it cannot be. */
export type Installing = "prompt" | "steps" | null;

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

/** What is asked of the browser; tests pass their own. */
export interface BrowserFacts {
  /** It runs as an app already. */
  isApp: boolean;
  userAgent: string;
  /** How many fingers its screen feels: an iPad says that it is a Mac. */
  touches: number;
}

export type InstallOffer = ReturnType<typeof openInstalling>;

export function openInstalling(facts: BrowserFacts, events: EventTarget) {
  const way = signal<Installing>(isApple(facts) && !facts.isApp ? "steps" : null);
  let asked: InstallEvent | null = null;
  events.addEventListener("beforeinstallprompt", (event) => {
    // The browser's own banner would come at a moment of its choosing.
    event.preventDefault();
    asked = event as InstallEvent;
    way.value = "prompt";
  });
  events.addEventListener("appinstalled", () => (way.value = null));
  return {
    way: way as ReadonlySignal<Installing>,
    async install(): Promise<void> {
      const offer = asked;
      asked = null;
      way.value = null;
      await offer?.prompt();
    },
  };
}

function isApple({ userAgent, touches }: BrowserFacts): boolean {
  return /iPhone|iPad|iPod/u.test(userAgent) || (/Macintosh/u.test(userAgent) && touches > 1);
}
