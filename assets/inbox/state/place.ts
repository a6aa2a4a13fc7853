// Which conversation is open, kept in the address: back, refresh and a shared link all find it again.

import { signal, type ReadonlySignal } from "@preact/signals";

export interface Place {
  readonly conversation_id: ReadonlySignal<string | null>;
  open(id: string | null): void;
  /** Shows another one in the same step of the history: moving with the keyboard must not fill it. */
  replace(id: string): void;
}

/** What the browser's history offers; tests pass their own. */
export interface HistoryLike {
  path(): string;
  push(path: string): void;
  replace(path: string): void;
  moved(act: () => void): void;
}

export function openPlace(history: HistoryLike): Place {
  const conversation_id = signal(idIn(history.path()));
  history.moved(() => (conversation_id.value = idIn(history.path())));
  const go = (id: string | null, write: (path: string) => void) => {
    if (id === conversation_id.value) return;
    conversation_id.value = id;
    write(id === null ? "/inbox" : `/inbox/c/${encodeURIComponent(id)}`);
  };
  return {
    conversation_id,
    open: (id) => go(id, history.push),
    replace: (id) => go(id, conversation_id.value === null ? history.push : history.replace),
  };
}

function idIn(path: string): string | null {
  const [, id] = /^\/inbox\/c\/([^/?#]+)/.exec(path) ?? [];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    // An address that somebody cut or mistyped, such as `%ff`.
    return null;
  }
}
