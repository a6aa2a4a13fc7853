// Who this browser is to the server: nobody, until the visitor acts or the page proves a customer. The token lives in
// the frame's own storage and goes nowhere but to our own server.

import { signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import type { Identity, PageReport, SessionView } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { hasProof, mergeIdentity } from "./identity";

export interface SessionHooks {
  /** A session began or became another customer's: then everything shown before is void. */
  began(session: { isAnother: boolean; mayHaveHistory: boolean }): void;
  identified(isVerified: boolean, problem: string | null): void;
}

export type Session = ReturnType<typeof openSession>;

export function openSession(appId: string, store: Store, hooks: SessionHooks) {
  const key = `deskbell:${appId}:token`;
  const token = signal<string | null>(store.get(key));
  let identity: Identity = {};
  let page: PageReport = { origin: location.origin, url: null, title: null, referrer: null };
  let starting: Promise<void> | null = null;

  /** One request at a time: two first acts must not make two visitors. */
  const start = async (isForProof: boolean): Promise<void> => {
    const body = { app_id: appId, page, ...(Object.keys(identity).length > 0 ? { identity } : {}) };
    const session = await call<SessionView>("/api/widget/session", { method: "POST", body, token: token.value });
    const isAnother = session.token !== null && token.value !== null;
    const isNew = session.token !== null;
    if (session.token !== null) remember(session.token);
    if (isNew || isForProof) hooks.began({ isAnother, mayHaveHistory: isForProof || isAnother });
    if (identity.user_id !== undefined) hooks.identified(session.is_verified, session.problem);
  };
  const remember = (fresh: string) => {
    store.set(key, fresh);
    token.value = fresh;
  };
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const turn = (starting ?? Promise.resolve()).catch(() => undefined).then(act);
    starting = turn;
    return turn;
  };

  const forget = () => {
    store.remove(key);
    token.value = null;
  };

  return {
    token,
    get page() {
      return page;
    },
    /** Makes sure that there is a session: the first act. */
    ensure: () => inTurn(async () => (token.value === null ? start(false) : undefined)),
    /** What the page says: a proof goes to the server at once, a claim with it or with the first act. */
    identify(more: Identity): Promise<void> {
      identity = mergeIdentity(identity, more);
      const isProof = hasProof(more);
      if (!isProof && token.value === null) return Promise.resolve();
      return inTurn(() => start(isProof));
    },
    /** The page moved on. Known visitors' agents see where they are. */
    moved(to: PageReport): Promise<void> {
      const isElsewhere = page.url !== null && page.url !== to.url;
      page = to;
      return isElsewhere && token.value !== null ? inTurn(() => start(false)) : Promise.resolve();
    },
    /** Another tab of this browser started or ended the session. */
    adopt(): boolean {
      const stored = store.get(key);
      if (stored === token.value) return false;
      token.value = stored;
      return true;
    },
    forget,
    async end(): Promise<void> {
      const ended = token.value;
      forget();
      identity = {};
      if (ended === null) return;
      await call("/api/widget/logout", { method: "POST", token: ended }).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
      });
    },
  };
}
