// Signing out. Everything that is kept in this browser goes with the session, so what was written and has not left is
// sent first, and where it cannot be, the agent decides.

import { signal, type ReadonlySignal } from "@preact/signals";

export type Leaving = ReturnType<typeof openLeaving>;

/** What signing out would lose. */
export interface Unsent {
  messages: number;
  drafts: number;
}

export interface LeavingParts {
  /** Sends what can be sent, and answers what is left after a moment. */
  settle(): Promise<Unsent>;
  /** Ends the session at the server; false where it cannot be reached. */
  end(): Promise<boolean>;
  /** Removes everything that is kept here. */
  forget(): Promise<void>;
  /** To the page before a session. */
  away(): void;
}

/** `asks`: something would be lost. `unreachable`: only the server can end the session. */
export type LeavingStep = { step: "asks"; unsent: Unsent } | { step: "unreachable" } | { step: "busy" } | null;

export function openLeaving({ settle, end, forget, away }: LeavingParts) {
  const step = signal<LeavingStep>(null);

  async function leave(): Promise<void> {
    step.value = { step: "busy" };
    if (!(await end())) return void (step.value = { step: "unreachable" });
    await forget();
    away();
  }

  return {
    step: step as ReadonlySignal<LeavingStep>,
    async ask(): Promise<void> {
      if (step.value !== null) return;
      step.value = { step: "busy" };
      const unsent = await settle();
      if (unsent.messages + unsent.drafts > 0) step.value = { step: "asks", unsent };
      else await leave();
    },
    /** Though something is lost. */
    leave,
    stay: () => (step.value = null),
    /** The session stays, since only the server can end it; what is kept here goes. */
    async clear(): Promise<void> {
      await forget();
      away();
    },
  };
}
