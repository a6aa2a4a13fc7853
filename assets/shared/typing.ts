// Who is typing. Both ways it is a hint that may be lost: it is repeated while it is true and ends by itself.

import { signal } from "@preact/signals";

/** How often "typing" is said while somebody types, in milliseconds. */
const SAY_MS = 3_000;
/** How long it is believed without being repeated. */
const BELIEVE_MS = 6_000;

export interface TypingOf {
  conversation_id: string;
  name: string | null;
}

export type Typing = ReturnType<typeof openTyping>;

/** `tell` sends the hint. */
export function openTyping(tell: (isTyping: boolean) => void) {
  const who = signal<TypingOf | null>(null);
  let saidAt = 0;
  let forgetting = 0;
  let stopping = 0;

  const stop = () => {
    clearTimeout(stopping);
    if (saidAt > 0) tell(false);
    saidAt = 0;
  };
  return {
    who,
    hear(conversation_id: string, name: string | null, isTyping: boolean) {
      clearTimeout(forgetting);
      if (isTyping) {
        who.value = { conversation_id, name };
        forgetting = setTimeout(() => (who.value = null), BELIEVE_MS) as unknown as number;
      } else if (who.value?.conversation_id === conversation_id) {
        who.value = null;
      }
    },
    /** The reader typed; an empty box is the end of typing. */
    say(isTyping: boolean) {
      if (!isTyping) return stop();
      clearTimeout(stopping);
      stopping = setTimeout(stop, BELIEVE_MS) as unknown as number;
      if (Date.now() - saidAt < SAY_MS) return;
      saidAt = Date.now();
      tell(true);
    },
    stop,
  };
}
