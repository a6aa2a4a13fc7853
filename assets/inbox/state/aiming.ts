// A conversation that somebody aims at is asked for before it is opened: what lies between aiming and pressing is time enough
// to fetch it.
//
// **Invariant:** an answer that was asked for ahead is used once, and only where nothing has happened since that it may not
// know of. So it is never older than one that is asked for at the press would be.

import type { AgentHears, InboxThread } from "../../shared/protocol";

/** How long an answer may wait for the press, in milliseconds: the line may be lost without a word for a while. */
const FRESH_MS = 3_000;
/** What is heard without any conversation or person having changed. */
const HARMLESS: ReadonlySet<AgentHears["type"]> = new Set(["ready", "position", "presence", "typing", "viewing", "colleagues", "notification", "notifications_read"]);

/** An answer that may still be on its way, with the turn of the drafts when it was asked for. */
export interface Ahead {
  turn: number;
  thread: Promise<InboxThread>;
}

export interface AimingParts {
  ask(id: string, signal: AbortSignal): Promise<InboxThread>;
  /** The drafts' turn. */
  turn(): number;
  /** Whether it can be shown without asking. */
  isKnown(id: string): boolean;
  /** Whether everything that happens is heard. */
  isLive(): boolean;
}

export type Aiming = ReturnType<typeof openAiming>;

export function openAiming({ ask, turn, isKnown, isLive }: AimingParts) {
  let aimed: (Ahead & { id: string; at: number; asking: AbortController }) | null = null;
  const of = (id: string) => (aimed?.id === id && Date.now() - aimed.at < FRESH_MS ? aimed : null);
  /** Nobody waits for that answer any more. */
  const drop = () => {
    aimed?.asking.abort();
    aimed = null;
  };
  return {
    /** Somebody is about to open it. */
    at(id: string): void {
      if (of(id) !== null || isKnown(id) || !isLive()) return;
      drop();
      const asking = new AbortController();
      const mine = { id, at: Date.now(), turn: turn(), asking, thread: ask(id, asking.signal) };
      aimed = mine;
      // Whoever opens it asks again, and hears then why it cannot be had.
      mine.thread.catch(() => aimed === mine && (aimed = null));
    },
    /** What was asked for ahead, for whoever opens it now. */
    take(id: string): Ahead | null {
      const found = of(id);
      // What is opened goes on.
      if (found !== null) aimed = null;
      drop();
      return found;
    },
    heard(type: AgentHears["type"]): void {
      if (!HARMLESS.has(type)) drop();
    },
    forget: drop,
  };
}
