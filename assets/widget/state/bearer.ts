// The token that this browser shows the server, and whose it is. All tabs share it: any of them may renew it, end it, or
// begin another visitor's, so what is stored counts and not what this tab remembers.
//
// **Invariant:** `person` changes exactly when what is on screen is not this visitor's any more; a renewal changes nothing.

import { signal } from "@preact/signals";
import type { Store } from "../../shared/storage";

/** What became of the token. */
export type Change = "same" | "renewed" | "began" | "ended";

export type Bearer = ReturnType<typeof openBearer>;

export function openBearer(store: Store, appId: string) {
  const key = `deskbell:${appId}:token`;
  const whose = `deskbell:${appId}:visitor`;
  const token = signal<string | null>(store.get(key));
  let visitor = store.get(whose);
  let person = 0;
  /** The last token the server would not take. */
  let denied: string | null = null;

  const isMine = (other: string | null) => other !== null && other === visitor;
  const take = (fresh: string | null, of: string | null) => {
    if (token.value === null || !isMine(of)) person += 1;
    visitor = of;
    token.value = fresh;
  };
  /** Takes over what is stored. */
  const adopt = (): Change => {
    const stored = store.get(key);
    if (stored === token.value) return "same";
    const of = stored === null ? null : store.get(whose);
    const change = token.value === null ? "began" : isMine(of) ? "renewed" : "ended";
    take(stored, of);
    return change;
  };

  return {
    token,
    get person() {
      return person;
    },
    adopt,
    /** The token to show now: where another tab has renewed it, the new one. Another visitor's is never taken here. */
    current(): string | null {
      if (token.value !== null && store.get(key) !== null && isMine(store.get(whose))) adopt();
      return token.value;
    },
    /** Whether another tab has stored another one than this tab's. */
    isElsewhere(): boolean {
      const stored = store.get(key);
      return stored !== null && stored !== token.value;
    },
    /** The server has answered. `mayBeAnother`: something was proved with the request. */
    hear(fresh: string | null, of: string | null, mayBeAnother: boolean): Change {
      // Older panels did not keep whose token it is: without a proof it cannot have become another's.
      if (visitor === null && token.value !== null && !(fresh !== null && mayBeAnother)) visitor = of;
      if (fresh === null) {
        if (token.value !== null && visitor !== null) store.set(whose, visitor);
        return "same";
      }
      const change = token.value === null ? "began" : isMine(of) ? "renewed" : "ended";
      // Whose it is goes first: a tab that reads in between must not take another's token for its own.
      if (of !== null) store.set(whose, of);
      store.set(key, fresh);
      take(fresh, of);
      return change;
    },
    deny(refused: string | null) {
      denied = refused;
    },
    /** Whether the server would not take the very token that is here now. */
    isDenied: () => token.value !== null && denied === token.value,
    forget() {
      store.remove(key);
      store.remove(whose);
      take(null, null);
    },
  };
}
