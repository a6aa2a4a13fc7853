// What the panel's state says to the page around it and to the browser's other tabs.

import type { ApiError } from "../../shared/api";
import type { Identity } from "../../shared/protocol";
import { openStore, type Store } from "../../shared/storage";
import { search } from "../proof/search";
import type { Solve } from "./proof";

export interface PanelHooks {
  emit(name: string, detail: Record<string, string | number | boolean | null>): void;
  acted(hasActed: boolean): void;
  /** For `getState`: whether it is said who this is, and whether that is proven. */
  identified(isIdentified: boolean, isVerified: boolean): void;
  /** Something the other tabs of this browser should know. */
  tellTabs(news: TabNews): void;
}

/** `isAnother`: whoever was here before is gone, by logout or for another customer. */
export type TabNews =
  | { type: "read"; conversation_id: string; number: number }
  | { type: "session"; isAnother: boolean }
  /** A teaser was closed. */
  | { type: "dismissed" };

/** What the browser lends the state; tests lend something simpler. */
export interface Browser {
  /** The panel is looked at by whoever shapes it: nothing is sent. */
  isPreview?: boolean;
  /** The memory of this tab alone. */
  tab: Store;
  /** Solves a challenge. */
  solve: Solve;
  /** Does it while no other tab does what has this name. */
  alone: Alone;
}

export type Alone = <T>(name: string, act: () => Promise<T>) => Promise<T>;

/** A browser of one tab that remembers nothing and has no workers. */
export function plainBrowser(): Browser {
  return { tab: openStore([]), solve: (challenge) => search(challenge), alone: (_, act) => act() };
}

export interface SessionHooks {
  /** A session began or became another customer's: then everything shown before is void. */
  began(session: Beginning): void;
  identified(isVerified: boolean, problem: string | null, said: Identity): void;
  /** What the page said beside the proof was refused; it goes without. */
  claimsRefused(error: ApiError): void;
  /** Each answer says whether the browser has proved to be a customer. */
  known(isVerified: boolean): void;
  /** The page names somebody else than this browser had proved to be: the server has ended that. */
  ended(): void;
  /** The token is another one, and nothing else has changed: the other tabs go on with it. */
  renewed(): void;
  /** While this tab waited for its turn another one has begun the session. */
  joined(): void;
  alone: Alone;
  /** The proof of work of a stranger's first act; null where none is needed. */
  prove(isInsisted: boolean): Promise<string | null>;
}

export interface Beginning {
  /** It is another customer's. */
  isAnother: boolean;
  /** It takes the place of one that had lapsed: whose that was is not known any more. */
  isRenewed: boolean;
  mayHaveHistory: boolean;
}
