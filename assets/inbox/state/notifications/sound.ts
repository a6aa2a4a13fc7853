// The chime of the inbox. Browsers let a page be heard only after a gesture in it, so `wake` answers the first one.

import { sound } from "../../../shared/tone";

export interface Sound {
  /** Whether the browser lets this tab be heard. */
  isAllowed(): boolean;
  /** Plays, where that is allowed. */
  play(): void;
  /** Asks for it, in answer to a gesture; tells whether it may be heard. */
  wake(): Promise<boolean>;
}

/** How long a browser may take to answer, in milliseconds: without a gesture it never does. */
const ANSWER_MS = 1_000;

export function openSound(): Sound {
  let context: AudioContext | null = null;
  const wake = async () => {
    if (typeof AudioContext === "undefined") return false;
    context ??= new AudioContext();
    if (context.state === "suspended") await Promise.race([context.resume(), new Promise((end) => setTimeout(end, ANSWER_MS))]);
    return context.state === "running";
  };
  return {
    isAllowed: () => context?.state === "running",
    play() {
      if (context?.state === "running") sound(context);
    },
    wake,
  };
}
