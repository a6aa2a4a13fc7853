// Who this browser is to the server: nobody, until the visitor acts or the page proves a customer. The token lives in
// the frame's own storage and goes nowhere but to our own server.

import { ApiError, call, type Call } from "../../shared/api";
import type { Identity, PageReport, SessionView, StartSession } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { say } from "../../shared/strings";
import { openBearer, type Change } from "./bearer";
import { isPassing, passOver } from "./failures";
import type { SessionHooks } from "./hooks";
import { hasProof, isSameProof, mergeIdentity, namesSomebody, proofOf, withoutId } from "./identity";
import { PROOF_REFUSED } from "./proof";
import { whereabouts } from "./whereabouts";

export type { Beginning } from "./hooks";

/** A proof that is refused again so soon, in milliseconds, is not tried again by itself. */
const RENEW_MS = 60_000;

export type Session = ReturnType<typeof openSession>;

export function openSession(appId: string, store: Store, hooks: SessionHooks) {
  const bearer = openBearer(store, appId);
  const { token } = bearer;
  let identity: Identity = {};
  /** Whose proof the server has judged already: saying it again proves nothing more, and a proof runs out. */
  let judged: Identity | null = null;
  /** The server did not believe the id, and nobody has acted: the first act goes without it. */
  let isDisbelieved = false;
  let hasActed = false;
  /** Counts the ends of sessions: what was asked before an end is about somebody who is gone. */
  let ends = 0;
  let page: PageReport = { origin: location.origin, url: null, title: null, referrer: null };
  let starting: Promise<void> | null = null;
  let proving: Promise<void> | null = null;
  /** Somebody was named, and the server has not judged it yet: nothing of before is shown until it has. */
  let isUnjudged = false;
  let [isRenewed, renewedAt] = [false, -RENEW_MS];
  /** The token is to be renewed as soon as it is known where the page is. */
  let isDue = false;

  /** Asks the server as this browser. A token that another tab has renewed meanwhile is no reason to fail. */
  const fetchAs = async <T>(path: string, how: Omit<Call, "token"> = {}): Promise<T> => {
    const shown = bearer.current();
    const { person } = bearer;
    try {
      return await call<T>(path, { ...how, token: shown });
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isSignedOut || shown === null) throw error;
      const now = bearer.current();
      // Whoever asked is gone: their end is not the end of whoever is here now.
      if (person !== bearer.person) throw new ApiError(0, "superseded", say("unreachable"));
      if (now !== shown) return fetchAs(path, how);
      bearer.deny(shown);
      throw error;
    }
  };
  const ask = (body: StartSession) => fetchAs<SessionView>("/api/widget/session", { method: "POST", body });
  const begin = async (isForProof: boolean, said: Identity): Promise<SessionView> => {
    const body: StartSession = { app_id: appId, page };
    if (Object.keys(said).length > 0) body.identity = said;
    // Nobody has acted: then a proof that is not accepted leaves nothing behind, and where the visitor is stays untold.
    if (isForProof && token.value === null && !hasActed) body.only_if_proven = true;
    else body.page = { ...page, ...whereabouts() };
    const isStranger = token.value === null && body.only_if_proven !== true;
    // Servers that need none know no such field.
    const captcha = isStranger && !hasProof(said) ? await hooks.prove(false) : null;
    if (captcha !== null) body.captcha = captcha;
    try {
      return await ask(body);
    } catch (error) {
      if (!isStranger || !(error instanceof ApiError) || error.code.replace("_", "-") !== PROOF_REFUSED) throw error;
      return ask({ ...body, captcha: await hooks.prove(true) });
    }
  };
  /** A lapsed token must not cost a customer their proof, nor a claim too many a visitor their first message. */
  const insist = async (isForProof: boolean, said: Identity): Promise<SessionView> => {
    try {
      return await begin(isForProof, said);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.isSignedOut && token.value !== null && hasProof(said)) {
        bearer.forget();
        isRenewed = true;
        return insist(true, said);
      }
      const least = proofOf(said);
      if ((error.status !== 413 && error.status !== 422) || Object.keys(said).length === Object.keys(least).length) throw error;
      identity = proofOf(identity);
      hooks.claimsRefused(error);
      return insist(isForProof, least);
    }
  };
  /** One request at a time: two first acts must not make two visitors. */
  const start = async (isForProof: boolean): Promise<void> => {
    const known = identity;
    const isJudged = !isForProof && judged !== null && token.value !== null && isSameProof(judged, known);
    const said = isDisbelieved || isJudged ? withoutId(known) : known;
    const mine = ends;
    isRenewed = isDue = false;
    const session = await insist(isForProof, said).catch((error: unknown) => {
      if (mine === ends && !isPassing(error)) isUnjudged = false;
      throw error;
    });
    if (mine !== ends) return;
    if (isForProof || namesSomebody(known)) isUnjudged = false;
    if (token.value !== null && session.visitor_id === null) {
      const said = identity;
      bearer.forget();
      hooks.ended();
      // Only who was here before is forgotten, not whom the page names now.
      identity = said;
    }
    const change = bearer.hear(session.token, session.visitor_id, hasProof(said));
    hooks.known(session.is_verified);
    if (change === "renewed") hooks.renewed();
    if (token.value === null) isDisbelieved ||= session.problem !== null && isSameProof(identity, known);
    else {
      judged = namesSomebody(said) ? said : judged;
      const [isNew, isAnother] = [change === "began", change === "ended"];
      if (isNew || isAnother || isForProof) hooks.began({ isAnother, isRenewed, mayHaveHistory: isForProof || isAnother || isRenewed });
    }
    if (namesSomebody(said)) hooks.identified(session.is_verified, session.problem, said);
  };
  /** Of several tabs that have no session one begins it; the others wait for that and go on with it. */
  const alone = (act: () => Promise<void>): Promise<void> => {
    if (token.value !== null) return act();
    const mine = ends;
    return hooks.alone(`deskbell:${appId}:begin`, async () => {
      if (mine !== ends) return;
      if (bearer.adopt() === "began") hooks.joined();
      await act();
    });
  };
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const mine = ends;
    const turn = (starting ?? Promise.resolve()).catch(() => undefined).then(() => (mine === ends ? act() : undefined));
    starting = turn;
    return turn;
  };

  const forget = () => {
    bearer.forget();
    ends += 1;
  };
  const drop = () => {
    [identity, judged] = [{}, null];
    isDisbelieved = hasActed = isUnjudged = false;
    ends += 1;
  };

  /** Makes sure that there is a session: the first act. */
  const ensure = (): Promise<void> =>
    inTurn(() => {
      hasActed = true;
      return alone(() => (token.value === null ? start(false) : Promise.resolve()));
    });

  return {
    token,
    fetch: fetchAs,
    /** The token to show at this moment. */
    current: bearer.current,
    /** Whose answers these are: one that was asked for as another person is not shown. */
    get person() {
      return bearer.person;
    },
    /** The server would not take this token. */
    deny: bearer.deny,
    isDenied: bearer.isDenied,
    get page() {
      return page;
    },
    /** What was begun with the server has ended, well or not. */
    settled: (): Promise<void> => (starting ?? Promise.resolve()).catch(() => undefined),
    /** Nobody is just being proved. A proof that did not reach the server is brought there first, else this fails. */
    proved(): Promise<void> | null {
      const again = () => (isUnjudged ? (proving = inTurn(() => alone(() => start(hasProof(identity))))) : undefined);
      return proving && proving.then(again, again);
    },
    ensure,
    /** The token of whoever acts now, with a session begun for it where there is none: to upload a file is an act. */
    async actingToken(): Promise<string> {
      await ensure();
      const shown = bearer.current();
      if (shown === null) throw new ApiError(0, "unreachable", say("unreachable"));
      return shown;
    },
    /** What the page says: a proof goes to the server at once, a claim with it or with the first act. */
    identify(more: Identity): Promise<void> {
      identity = mergeIdentity(identity, more);
      const [isProof, isName] = [hasProof(more), namesSomebody(more)];
      if (isName) isDisbelieved = false;
      if (!isProof && token.value === null) return Promise.resolve();
      const turn = inTurn(() => alone(() => start(isProof)));
      if (isName) proving = turn;
      isUnjudged ||= isName;
      return turn;
    },
    /** What the visitor has typed about themselves. Fails where the server does not take it. */
    claim: (given: Identity): Promise<void> =>
      inTurn(async () => {
        const mine = ends;
        await ask({ app_id: appId, page, identity: given });
        if (mine === ends) identity = mergeIdentity(identity, given);
      }),
    saidEmail: () => (identity.email ?? "") !== "",
    /** The token opens nothing any more. Answers false where no proof can win another one. */
    renew(): Promise<void> | false {
      const isTooSoon = performance.now() - renewedAt < RENEW_MS;
      if (!hasProof(identity) || isDisbelieved || isTooSoon) return false;
      renewedAt = performance.now();
      return inTurn(() => start(true));
    },
    /** Whether the page now speaks of somebody else than it did. */
    isOfAnother: ({ user_id }: Identity) => user_id !== undefined && identity.user_id !== undefined && user_id !== identity.user_id,
    /** Whether another tab has begun another session than this one's. */
    isElsewhere: bearer.isElsewhere,
    /** The server says that the token is old: it is renewed in passing. What fails now is asked for again tomorrow. */
    refresh() {
      isDue = true;
      if (page.url !== null && token.value !== null) void inTurn(() => start(false)).catch(passOver);
    },
    /** The page moved on. Known visitors' agents see where they are. */
    moved(to: PageReport): Promise<void> {
      const isElsewhere = page.url !== null && page.url !== to.url;
      page = to;
      return (isElsewhere || isDue) && token.value !== null ? inTurn(() => start(false)) : Promise.resolve();
    },
    /** Another tab of this browser started or ended the session. `ended`: what this tab knew of its visitor is void. */
    adopt(): Change {
      const change = bearer.adopt();
      if (change === "ended") drop();
      return change;
    },
    forget,
    async end(): Promise<void> {
      const ended = token.value;
      forget();
      drop();
      if (ended === null) return;
      await call("/api/widget/logout", { method: "POST", token: ended }).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
      });
    },
  };
}
