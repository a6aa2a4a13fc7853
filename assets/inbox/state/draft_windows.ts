// The drafts that this browser keeps. All of its windows write to the same place, so each has to know which texts are its own.
//
// **Invariant:** what is written in one window is compared with the server's and saved by that window alone, until it was
// left or has rested for a while. Another one would save half a sentence. Whoever writes goes on with what stands there: the
// window that wrote last counts, and every other one shows the same.

import { batch, signal, type Signal } from "@preact/signals";
import type { Begun } from "../../shared/outbox";
import type { Store } from "../../shared/storage";
import { keptOf, readKept, type Text } from "./kept_draft";

export type Mode = "reply" | "note";
export const MODES: readonly Mode[] = ["reply", "note"];

/** How long a text of another window has to rest before this one saves it, in milliseconds: that window would have. */
const REST_MS = 10_000;
/** How many of the texts that were sent are remembered: each failure to hear of one may add one. */
const SENT_MAX = 3;

export interface Writing {
  text: Signal<string>;
  /** When it was begun; null while nothing is. */
  begun: Signal<Begun | null>;
  /** Another window's, which was changed while this one was. */
  newer: Signal<Text | null>;
}

export interface Kept extends Writing {
  id: string;
  mode: Mode;
  /** What the server holds, as far as is known. */
  saved: string;
  /** It was written in this window, or taken over from one that is gone, and is not known to be saved. */
  isOurs: boolean;
  /** When it was last written; 0 where its window was left since. */
  at: number;
  /** As it was last read from the browser, or written there. */
  raw: string | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  isSaving: boolean;
  /** How often in a row it could not be saved. */
  failures: number;
  /** How often it was forgotten: what was on its way then says nothing any more. */
  round: number;
}

export function openDraftWindows(store: Store, prefix: string) {
  const drafts = new Map<string, Kept>();
  /** Whoever signs out takes everything away: nothing of it is written again. */
  let isOver = false;
  const keyOf = ({ id, mode }: Kept) => `${prefix}${id}:${mode}`;
  const sentOf = (draft: Kept) => readKept(store.get(keyOf(draft))).sent;

  function of(id: string, mode: Mode = "reply"): Kept {
    const known = drafts.get(`${id}:${mode}`);
    if (known) return known;
    const raw = store.get(`${prefix}${id}:${mode}`);
    const { body, begun, saved, newer, at } = readKept(raw);
    const texts = { text: signal(body), begun: signal(begun), newer: signal(newer) };
    const opened: Kept = { id, mode, ...texts, saved, isOurs: false, at, raw, timer: undefined, isSaving: false, failures: 0, round: 0 };
    drafts.set(`${id}:${mode}`, opened);
    return opened;
  }

  function keep(draft: Kept, sent: readonly string[] = sentOf(draft)): void {
    const { saved, at } = draft;
    const [body, newer, begun] = [draft.text.value, draft.newer.value, draft.begun.value];
    if (isOver && store.get(keyOf(draft)) === null) return;
    const isEmpty = body === "" && saved === "" && newer === null;
    // That it was emptied is told to other windows, which would go on with what they know.
    draft.raw = isEmpty && restMs(draft) <= 0 ? null : keptOf({ body, begun, saved, newer, at, sent });
    if (draft.raw === null) return store.remove(keyOf(draft));
    store.set(keyOf(draft), draft.raw);
    if (isEmpty) setTimeout(() => tidy(draft), REST_MS);
  }

  /** What is empty is not kept for long. */
  function tidy(draft: Kept): void {
    const raw = store.get(keyOf(draft));
    if (raw === null || raw !== draft.raw || restMs(draft) > 0) return;
    const { body, saved, newer } = readKept(raw);
    if (body === "" && saved === "" && newer === null) store.remove(keyOf(draft));
  }

  /** What the browser keeps counts, but where something of this window's that is newer waits to be saved: another may have gone on with it. */
  function follow(draft: Kept): void {
    const raw = store.get(keyOf(draft));
    if (raw === draft.raw) return;
    const { body, begun, saved, newer, at } = readKept(raw);
    // Whoever wrote last goes on with it.
    if (draft.isOurs && at <= draft.at) return;
    draft.isOurs = false;
    batch(() => {
      draft.text.value = body;
      draft.begun.value = begun;
      draft.newer.value = newer;
    });
    Object.assign(draft, { saved, at, raw });
  }

  const isWaiting = (draft: Kept) => draft.text.value !== draft.saved;
  /** A clock that was set back counts as rest too. */
  const restMs = ({ at }: Kept) => REST_MS - Math.abs(Date.now() - at);

  /** Opens every one that this browser keeps, also of conversations that were not looked at since the page was. */
  function openAll(): void {
    for (const key of store.keys(prefix)) {
      const [id, mode] = key.slice(prefix.length).split(":");
      const known = MODES.find((one) => one === mode);
      if (!id || !known) continue;
      follow(of(id, known));
      tidy(of(id, known));
    }
  }

  return {
    all: drafts,
    end: () => void (isOver = true),
    of,
    keep,
    follow,
    openAll,
    /** It is written here, now. */
    touched(draft: Kept): void {
      draft.isOurs = true;
      draft.at = Date.now();
    },
    /** Nobody is at this window any more: another one may go on with it at once. */
    leave(draft: Kept): void {
      if (!draft.isOurs) return;
      draft.at = 0;
      keep(draft);
    },
    /** Whether another window is writing it. One that is not any more leaves it to this. */
    isElsewhere(draft: Kept): boolean {
      follow(draft);
      if (draft.isOurs || !isWaiting(draft)) return false;
      draft.isOurs = restMs(draft) <= 0;
      return !draft.isOurs;
    },
    /** Takes over what all other windows have not saved: they end with the session. */
    takeOver(): void {
      openAll();
      for (const draft of drafts.values()) draft.isOurs ||= isWaiting(draft);
    },
    /** In how many milliseconds something that another window has written was left alone for long enough; null where nothing waits. */
    restsIn(): number | null {
      const waiting = [...drafts.values()].filter((draft) => !draft.isOurs && isWaiting(draft));
      return waiting.length === 0 ? null : Math.max(1_000, Math.min(...waiting.map(restMs)));
    },
    /** That text goes to the server now; its answer may be lost. */
    sends: (draft: Kept, body: string) => keep(draft, [...sentOf(draft), body].slice(-SENT_MAX)),
    /** What was sent before it counts no more. */
    arrived(draft: Kept, body: string): void {
      const sent = sentOf(draft);
      keep(draft, sent.includes(body) ? sent.slice(sent.lastIndexOf(body)) : [body]);
    },
    /** Whether a window of this browser has sent that text, so that it is nobody else's. */
    hasSent: (draft: Kept, body: string) => sentOf(draft).some((one) => one.trim() === body.trim()),
  };
}
