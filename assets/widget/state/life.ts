// How the panel's knowledge begins, follows the server and ends: sessions, fetching, the line, and the other tabs.

import { ApiError } from "../../shared/api";
import { backoffMs } from "../../shared/backoff";
import type { Line } from "../../shared/socket";
import { say } from "../../shared/strings";
import type { VisitorSays } from "../../shared/protocol";
import type { Change } from "./bearer";
import { fetchAll, fetchEarlier } from "./fetching";
import { openLeaving, type LeavingParts } from "./leaving";
import { PROOF_REFUSED } from "./proof";
import type { Beginning, Session } from "./session";
import { openShowing } from "./showing";

export interface LifeParts extends LeavingParts {
  session: Session;
  line(): Line<VisitorSays>;
  /** Whether there is a session, or something written that waits for one. */
  hasActed(): boolean;
  /** There is a session, and what waited for one may go. */
  ready(): void;
  /** The conversation that was named is not among those of this visitor. */
  missing(): void;
}

export type Life = ReturnType<typeof openLife>;

export function openLife({ session, line, hasActed, ready, missing, ...parts }: LifeParts) {
  const { facts, outbox, hooks } = parts;
  const { dropShown, putAside, outliveProof, beUnknown } = openLeaving(parts);
  let attempts = 0;
  let retry = 0;
  /** Before the last answer to what the page said. */
  let hadProof = false;
  let resuming: Promise<void> = Promise.resolve();
  let resumes = 0;

  function began({ isAnother, isRenewed, mayHaveHistory }: Beginning): void {
    // The proof is a fresh one, and nothing else is new: the line goes on.
    if (!isAnother && !isRenewed && hadProof && facts.isVerified.value && facts.isListed.value && line().state.value !== "off") return ready();
    if (isAnother) dropShown();
    if (isRenewed) putAside();
    hooks.acted(true);
    hooks.tellTabs({ type: "session", isAnother });
    line().stop();
    if (mayHaveHistory) void resume();
    else {
      facts.isListed.value = true;
      line().start(null);
    }
    ready();
  }

  /** The first act: asks for a session, again and again while the server is away. */
  async function begin(): Promise<void> {
    clearTimeout(retry);
    // Whoever leaves the page before the server has answered finds what they wrote going out on the next one.
    hooks.acted(hasActed());
    try {
      await session.ensure();
      answered();
    } catch (error) {
      fail(error, () => void begin());
      hooks.acted(hasActed());
    }
  }

  /** Fetches what this visitor has, then follows. */
  function resume(): Promise<void> {
    resumes += 1;
    return (resuming = takeUp(resumes));
  }

  /** The page has said whom it has: whatever that leads to, what this visitor has is fetched. */
  const resumeOnce = () => session.settled().then(() => (resumes === 0 ? resume() : undefined));

  async function takeUp(mine: number): Promise<void> {
    clearTimeout(retry);
    try {
      const proof = session.proved();
      if (proof !== null) await proof;
      // What was proved has led here already.
      if (session.token.value === null || mine !== resumes) return;
      if (facts.messages.value.length === 0 && facts.chosen.value !== null) facts.loading.value = "loading";
      const seq = await fetch();
      answered();
      facts.loading.value = "idle";
      line().start(seq);
    } catch (error) {
      fail(error, () => void resume());
    }
  }

  const fetchShown = openShowing({ facts, session, answered, fail, missing });

  function answered(): void {
    attempts = 0;
    facts.isUnreachable.value = false;
  }

  async function fetch(): Promise<number> {
    const wasVerified = facts.isVerified.value;
    const mine = resumes;
    const seq = await fetchAll(facts, session, () => mine === resumes);
    const isVerified = facts.isVerified.value;
    if (isVerified !== wasVerified) hooks.identified(isVerified, isVerified);
    if (wasVerified && !isVerified) outliveProof();
    const chosen = facts.chosen.value;
    if (typeof chosen === "string" && !facts.threads.value.has(chosen)) missing();
    // Sent before a reload and stored by now.
    const id = facts.current.value?.id;
    for (const message of facts.messages.value) if (id !== undefined) outbox.settle(message.client_id, id);
    // Written while it was not known yet that there is a conversation already.
    if (id !== undefined && facts.chosen.value === undefined) outbox.follow(id);
    return seq;
  }

  /** What is shown stays until there is more. When it cannot be had, the line hears of the joining again. */
  function rejoin(seq: number): void {
    const { person } = session;
    fetch().catch((error: unknown) => {
      // Where it was superseded, all of it is being fetched anew.
      const isOver = error instanceof ApiError && error.code === "superseded";
      if (!isOver && person === session.person) line().restart(seq - 1);
    });
  }

  /** Something says that this browser may see less than it did. */
  const recheck = (): Promise<unknown> => fetch().catch((error: unknown) => fail(error, () => void recheck()));

  function judged(isVerified: boolean): void {
    hadProof = facts.isVerified.value;
    facts.isVerified.value = isVerified;
    if (!hadProof || isVerified) return;
    facts.threads.value = new Map();
    facts.contact.value = null;
    outliveProof();
    hooks.identified(false, false);
    void resume();
  }

  function fail(error: unknown, again: () => void): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.isSignedOut) return beAnonymous();
    if (error.code === "superseded") return;
    if (error.code.replace("_", "-") === PROOF_REFUSED) return outbox.detach(say("proof_failed"));
    if (error.status >= 400 && error.status < 500 && error.status !== 429) {
      outbox.detach(error.message);
      facts.loading.value = error.status === 403 ? "unavailable" : "failed";
      return;
    }
    facts.isUnreachable.value = true;
    facts.loading.value = facts.messages.value.length === 0 && session.token.value !== null ? "failed" : "idle";
    const pause = error.retryAfter === null ? backoffMs(attempts, Math.random()) : error.retryAfter * 1_000;
    attempts += 1;
    clearTimeout(retry);
    retry = setTimeout(again, pause) as unknown as number;
  }

  /** Another tab began a session, ended this one, or made it another customer's: then what is on screen is not theirs. */
  function followTab(change: Change, isAnother: boolean): void {
    // A renewed token is the same visitor's: the line goes on, and so does everything that waits.
    if (change === "same" || change === "renewed") return;
    clearTimeout(retry);
    line().stop();
    facts.threads.value = new Map();
    if (change === "ended") {
      if (isAnother) dropShown();
      else putAside();
      facts.isVerified.value = false;
      hooks.identified(false, false);
    }
    hooks.acted(hasActed());
    facts.loading.value = "idle";
    void resume();
    ready();
  }

  /** The server no longer knows this browser. What was written but not sent stays. */
  function beAnonymous(): void {
    if (session.isElsewhere()) {
      const change = session.adopt();
      return change === "renewed" ? void resume() : followTab(change, false);
    }
    // It was an older token that was refused: the one that is here now has not been tried.
    if (session.token.value !== null && !session.isDenied()) return void resume();
    clearTimeout(retry);
    line().stop();
    const renewal = session.renew();
    if (renewal) return void renewal.catch((error: unknown) => error instanceof ApiError && fail(error, beAnonymous));
    session.forget();
    beUnknown(false);
    facts.loading.value = "idle";
    putAside();
  }

  return {
    began,
    judged,
    begin,
    resume,
    resumeOnce,
    known: () => session.settled().then(() => resuming),
    fetch,
    fetchShown,
    rejoin,
    recheck,
    followTab,
    beAnonymous,
    /** For requests that are not repeated: only their telling that the session is over counts. */
    heed: (error: unknown) => void (error instanceof ApiError && error.isSignedOut && beAnonymous()),
    /** As `heed`, and the asker hears of it too. */
    refuse(error: unknown): never {
      if (error instanceof ApiError && error.isSignedOut) beAnonymous();
      throw error;
    },
    loadEarlier: () => void fetchEarlier(facts, session).catch((error: unknown) => error instanceof ApiError && error.isSignedOut && beAnonymous()),
    async logout(): Promise<void> {
      line().stop();
      clearTimeout(retry);
      // First of all: nothing may be kept any more while what was shown is put away.
      const ending = session.end();
      dropShown();
      beUnknown(false);
      hooks.tellTabs({ type: "session", isAnother: true });
      await ending;
    },
  };
}
