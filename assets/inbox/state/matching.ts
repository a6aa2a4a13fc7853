// Asks the server which conversations belong to the list in sight, where their own facts do not tell. Many at once, and not
// for each change by itself.

import { call } from "../../shared/api";
import { nameOfList, type ListKey } from "./belonging";

const PAUSE_MS = 300;
/** The most that one request may name. */
const ASKED_MAX = 100;

export interface MatchingParts {
  key(): ListKey;
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  /** `isOwn` where the asking agent itself has changed it. */
  answer(id: string, isIn: boolean, isOwn: boolean): void;
}

export function openMatching({ key, attempt, answer }: MatchingParts) {
  let waiting = new Map<string, boolean>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function send(): Promise<void> {
    timer = undefined;
    const [of, some] = [key(), [...waiting].slice(0, ASKED_MAX)];
    waiting = new Map([...waiting].slice(ASKED_MAX));
    if (waiting.size > 0) timer = setTimeout(() => void send(), PAUSE_MS);
    const asked = new URLSearchParams({ view: of.view, ids: some.map(([id]) => id).join(",") });
    const found = await attempt(() => call<{ ids: string[] }>(`/api/inbox/conversations/matching?${asked}`));
    // Another list may be in sight by now.
    if (!found || nameOfList(of) !== nameOfList(key())) return;
    const within = new Set(found.ids);
    for (const [id, isOwn] of some) answer(id, within.has(id), isOwn);
  }

  return {
    ask(id: string, isOwn: boolean): void {
      waiting.set(id, isOwn || waiting.get(id) === true);
      timer ??= setTimeout(() => void send(), PAUSE_MS);
    },
  };
}
