// Brings drafts to the server after a time in which nothing was heard from it: before the first connection, and after
// every one that was lost. Another device may have changed the same draft meanwhile.
//
// **Invariant:** nothing is saved until the server has said what it holds. Until then it stays in this browser.

import { backoffMs } from "../../shared/backoff";
import type { Draft } from "../../shared/protocol";
import type { Drafts } from "./drafts";

/** How often in a row the server is asked where something else was saved while its answer was on its way. */
const TURNS_MAX = 5;

export interface BringingParts {
  drafts: Drafts;
  /** What the server holds; undefined where it could not be had. */
  ask(): Promise<readonly Draft[] | undefined>;
  take(listed: readonly Draft[], asked: number): void;
  /** Nobody is left to ask for. */
  isOver(): boolean;
}

export function openBringing({ drafts, ask, take, isOver }: BringingParts) {
  /** Each beginning and each loss of the line ends what was begun before. */
  let round = 0;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  drafts.hold();

  /** Answers whether it is known what the server holds. */
  async function isTold(mine: number): Promise<boolean> {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      await drafts.arrived();
      const asked = drafts.turn();
      const found = await ask();
      if (found === undefined || mine !== round) return false;
      if (asked !== drafts.turn()) continue;
      take(found, asked);
      return true;
    }
    return false;
  }

  async function bring(tries = 0): Promise<void> {
    const mine = begin();
    drafts.openKept();
    const isKnown = await isTold(mine);
    if (mine !== round || isOver()) return;
    if (!isKnown) return void (retrying = setTimeout(() => void bring(tries + 1), backoffMs(tries, Math.random())));
    drafts.release();
    await drafts.saveAll();
    const restsIn = drafts.restsIn();
    if (mine === round && restsIn !== null) retrying = setTimeout(() => void bring(), restsIn);
  }

  function begin(): number {
    clearTimeout(retrying);
    round += 1;
    return round;
  }

  return {
    /** Asks, offers what was changed elsewhere, and saves the rest. Where the server cannot be asked it is tried again; what another window still writes is looked at later. */
    bring: () => bring(),
    /** Nothing is heard any more. */
    lost(): void {
      begin();
      drafts.hold();
    },
  };
}
