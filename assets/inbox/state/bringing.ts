// Brings drafts to the server after a time in which nothing was heard from it: before the first connection, and after
// every one that was lost. Another device may have changed the same draft meanwhile.
//
// **Invariant:** nothing is saved until the server has said what it holds. Until then it stays in this browser.

import { backoffMs } from "../../shared/backoff";
import type { Drafts as Listed } from "../../shared/protocol";
import type { Drafts } from "./drafts";

/** How often in a row the server is asked where something else was saved while its answer was on its way. */
const TURNS_MAX = 5;
/** Several of this agent's drafts that change at once are one question, after so many milliseconds. */
const PAUSE_MS = 300;

export interface BringingParts {
  drafts: Drafts;
  /** What the server holds; undefined where it could not be had. */
  ask(): Promise<Listed | undefined>;
  /** Answers false where something was saved since it was asked. */
  take(listed: Listed, asked: number): boolean;
  /** Nobody is left to ask for. */
  isOver(): boolean;
}

export function openBringing({ drafts, ask, take, isOver }: BringingParts) {
  /** Each beginning and each loss of the line ends what was begun before. */
  let round = 0;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let renewing: ReturnType<typeof setTimeout> | undefined;
  drafts.hold();

  /** Answers whether it is known what the server holds. */
  async function isTold(mine: number): Promise<boolean> {
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      await drafts.arrived();
      const asked = drafts.turn();
      const found = await ask();
      if (found === undefined || mine !== round) return false;
      if (take(found, asked)) return true;
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

  async function renew(tries: number): Promise<void> {
    const mine = round;
    const isKnown = await isTold(mine);
    if (!isKnown && mine === round && !isOver()) renewIn(backoffMs(tries, Math.random()), tries + 1);
  }

  function renewIn(pause_ms: number, tries: number): void {
    clearTimeout(renewing);
    renewing = setTimeout(() => void renew(tries), pause_ms);
  }

  function begin(): number {
    clearTimeout(retrying);
    clearTimeout(renewing);
    round += 1;
    return round;
  }

  return {
    /** Asks, offers what was changed elsewhere, and saves the rest. Where the server cannot be asked it is tried again; what another window still writes is looked at later. */
    bring: () => bring(),
    /** Something was begun, changed or ended elsewhere while the line stood. */
    renew: () => renewIn(PAUSE_MS, 0),
    /** Nothing is heard any more. */
    lost(): void {
      begin();
      drafts.hold();
    },
  };
}
