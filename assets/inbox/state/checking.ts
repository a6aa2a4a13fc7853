// Before a reply leaves that was begun while a form waited for the visitor, its conversation is asked for, once on each
// connection: the form may have been answered while nothing was heard, or before this page knew of it. The server stops
// what would go out over another message; of an answered form it says nothing.
//
// **Invariant:** no reply waits longer than `PATIENCE_MS` for that. Where the server cannot tell it leaves as it is: what
// was written never stays unsent because of this.

import type { Outgoing } from "../../shared/outbox";

/** How long a reply waits for an answer, in milliseconds. */
const PATIENCE_MS = 10_000;

export interface CheckingParts {
  /** Brings a conversation to where it stands now, or tries to. */
  bring(conversation_id: string): Promise<unknown>;
  /** Sends what may be sent now. */
  pump(): void;
}

export function openChecking({ bring, pump }: CheckingParts) {
  let isLive = false;
  /** Of this connection, by conversation: true once it is known how it stands, or that is awaited no longer. */
  let asked = new Map<string, boolean>();

  const hangsOnForms = ({ team }: Outgoing) => (team?.begun?.forms ?? []).length > 0;

  function begin(isLiveNow: boolean): void {
    isLive = isLiveNow;
    asked = new Map();
  }

  function ask(id: string): void {
    const mine = asked.set(id, false);
    const goOn = () => {
      if (mine !== asked || asked.get(id) === true) return;
      asked.set(id, true);
      pump();
    };
    setTimeout(goOn, PATIENCE_MS);
    void bring(id).finally(goOn);
  }

  return {
    hangsOnForms,
    /** What is about to leave waits for this. */
    isAwaited: (one: Outgoing) => hangsOnForms(one) && asked.get(one.conversation_id ?? "") === false,
    /** Whether it is known how its conversation stands, as far as it hangs on that; what is not is asked for, so the line has to stand. */
    isKnown(one: Outgoing): boolean {
      const id = one.conversation_id;
      if (id === null || !hangsOnForms(one) || asked.get(id) === true) return true;
      if (!asked.has(id)) ask(id);
      return false;
    },
    isLive: () => isLive,
    connected: () => begin(true),
    lost: () => begin(false),
  };
}
