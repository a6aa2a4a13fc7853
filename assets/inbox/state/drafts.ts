// What an agent has begun to write: one draft a conversation for replies and one for notes. Each is kept in this browser at
// once and at the server a second after the last key, so that another browser goes on where this one stopped.
//
// **Invariant:** no text is ever lost to another browser's. What was changed on both sides stays here, and the other is
// offered; taking it puts what was here in its place. Windows of one browser show the same text, and go on with it.

import { batch, signal } from "@preact/signals";
import { backoffMs } from "../../shared/backoff";
import type { Begun } from "../../shared/outbox";
import type { Draft } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import type { DraftToSave } from "./draft_saving";
import { MODES, openDraftWindows, type Kept, type Mode, type Writing } from "./draft_windows";
import type { Text } from "./kept_draft";
import { goingOn } from "./news";

export { MODES, type Mode } from "./draft_windows";

/** How long nothing may be typed until a draft is saved, in milliseconds. */
const PAUSE_MS = 1_000;

export interface DraftsParts {
  store: Store;
  prefix: string;
  /** Saves one at the server and answers whether that worked, null where trying again would not; an empty body removes it. */
  save(draft: DraftToSave, isLeaving: boolean): Promise<boolean | null>;
  /** Asks the server what it holds, and then saves what is not saved. */
  bring(): void;
  /** How a conversation stands, as far as is known here: what is begun now is begun then. */
  stand(conversation_id: string): Begun;
}

export type Drafts = ReturnType<typeof openDrafts>;

export function openDrafts({ store, prefix, save, bring, stand }: DraftsParts) {
  const windows = openDraftWindows(store, prefix);
  const { all: drafts, of, keep } = windows;
  /** Conversation → whether something is begun there, as far as this window knows better than the list. */
  const begun = signal<ReadonlyMap<string, boolean>>(new Map());
  /** Grows whenever something goes to the server, has arrived there or is news from it: an answer asked for before may not know of it. */
  let turn = 0;
  /** Nothing is heard from the server: what it holds may be another device's by now. */
  let isHeld = false;
  const saving = new Set<Promise<boolean | null>>();
  let retrying: ReturnType<typeof setTimeout> | undefined;

  function mark(id: string): void {
    const isBegun = MODES.some((mode) => of(id, mode).text.value.trim() !== "");
    if (begun.value.get(id) !== isBegun) begun.value = new Map(begun.value).set(id, isBegun);
  }

  async function push(draft: Kept, isLeaving = false): Promise<void> {
    clearTimeout(draft.timer);
    const body = draft.text.value;
    const isKnown = body === draft.saved;
    if (isKnown && !draft.isSaving) draft.isOurs = false;
    const hasToWait = isHeld || draft.newer.value !== null || (draft.isSaving && !isLeaving);
    if (isKnown || !draft.isOurs || hasToWait) return;
    windows.sends(draft, body);
    draft.isSaving = true;
    turn += 1;
    const sent = save({ conversation_id: draft.id, mode: draft.mode, body, after_number: (draft.begun.value ?? stand(draft.id)).after_number }, isLeaving);
    saving.add(sent);
    const { round } = draft;
    const isSaved = await sent;
    saving.delete(sent);
    turn += 1;
    draft.isSaving = false;
    if (draft.round !== round) return;
    windows.follow(draft);
    if (!isSaved) return void (isSaved === false && again(draft));
    draft.failures = 0;
    draft.saved = body;
    if (draft.text.value === body) draft.isOurs = false;
    else soon(draft);
    windows.arrived(draft, body);
  }

  function soon(draft: Kept): void {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => void push(draft), PAUSE_MS);
  }

  /** It could not be saved just now. All that could not are brought together. */
  function again(draft: Kept): void {
    retrying ??= setTimeout(() => {
      retrying = undefined;
      // Another device may have written meanwhile. On a line that is lost the next one brings it.
      if (!isHeld) bring();
    }, backoffMs(draft.failures, Math.random()));
    draft.failures += 1;
  }

  /** It goes on here: of what was begun elsewhere the forms count that are open now. */
  function since(draft: Kept, begun: Begun | null): void {
    draft.begun.value = begun && goingOn(begun, stand(draft.id));
  }

  /** What the server holds of one. */
  function hear(draft: Kept, body: string, begun: Begun | null): void {
    const wasOurs = draft.isOurs;
    if (windows.isElsewhere(draft)) return;
    if (draft.isOurs && !wasOurs) soon(draft);
    // The server may have trimmed it: that is no other text.
    if (body.trim() === draft.saved.trim()) return;
    turn += 1;
    const isUntouched = draft.text.value === draft.saved || draft.text.value === body;
    draft.saved = body;
    if (isUntouched) {
      draft.text.value = body;
      since(draft, body === "" ? null : begun);
      draft.newer.value = null;
      draft.isOurs = false;
    } else if (body !== "" && !windows.hasSent(draft, body)) draft.newer.value = { body, begun };
    else soon(draft);
    keep(draft);
  }

  /** What the server holds of a conversation; `hasMore`: and maybe something that is not listed. */
  function take(id: string, listed: readonly Draft[], hasMore = false): void {
    batch(() => {
      for (const mode of MODES) {
        const draft = of(id, mode);
        const found = listed.find((one) => one.conversation_id === id && one.mode === mode);
        if (!draft.isSaving && (found || !hasMore)) hear(draft, found?.body ?? "", found ? { after_number: found.after_number, forms: [] } : null);
      }
      mark(id);
    });
  }

  return {
    of: of as (id: string, mode?: Mode) => Writing,
    begun,
    /** Marks what was asked from now on. */
    turn: () => turn,
    /** Something was typed. */
    typed(id: string, mode: Mode): void {
      const draft = of(id, mode);
      if (draft.text.value.trim() === "") draft.begun.value = null;
      else draft.begun.value ??= stand(id);
      windows.touched(draft);
      keep(draft);
      mark(id);
      soon(draft);
    },
    /** It was sent, or taken back: what stands there now counts at once. */
    put(id: string, mode: Mode, { body, begun }: Text): void {
      const draft = of(id, mode);
      draft.text.value = body;
      since(draft, body === "" ? null : begun);
      windows.touched(draft);
      keep(draft);
      mark(id);
      void push(draft);
    },
    /** The writer has seen everything that was written meanwhile. */
    seen(id: string, mode: Mode): void {
      const draft = of(id, mode);
      windows.follow(draft);
      draft.begun.value = stand(id);
      keep(draft);
    },
    /** What the server holds of a conversation, asked for when `turn` was what is given. Answers whether that says how it stands now. */
    heard(id: string, listed: readonly Draft[], asked: number): boolean {
      const isNow = asked === turn;
      if (isNow) take(id, listed);
      return isNow;
    },
    /** All that this agent has begun anywhere: only what is open here is taken over, the others are marked. Answers as `heard`. */
    listed(all: readonly Draft[], asked: number, hasMore = false): boolean {
      if (asked !== turn) return false;
      batch(() => {
        for (const id of new Set([...drafts.values()].map((draft) => draft.id))) take(id, all, hasMore);
        const ids = new Set(all.map((draft) => draft.conversation_id));
        const unknown = [...ids].filter((id) => !drafts.has(`${id}:reply`));
        const known = [...begun.value].filter(([id]) => hasMore || drafts.has(`${id}:reply`));
        begun.value = new Map([...known, ...unknown.map((id) => [id, true] as const)]);
      });
      return true;
    },
    /** Takes the other window's; what was here is offered from then on. */
    takeNewer(id: string, mode: Mode): void {
      const draft = of(id, mode);
      const { newer, text } = draft;
      const other = newer.value;
      if (other === null) return;
      const own = { body: text.value, begun: draft.begun.value };
      batch(() => {
        newer.value = own.body === "" ? null : own;
        text.value = other.body;
        since(draft, other.begun);
      });
      windows.touched(draft);
      keep(draft);
    },
    /** What is here stays, and goes to the server. */
    keepOwn(id: string, mode: Mode): void {
      const draft = of(id, mode);
      draft.newer.value = null;
      windows.touched(draft);
      keep(draft);
      void push(draft);
    },
    /** Saves what is not saved: another conversation is opened, or the page is left, after which another window may go on. */
    save(isLeaving = false): void {
      for (const draft of drafts.values()) {
        if (isLeaving) windows.leave(draft);
        void push(draft, isLeaving);
      }
    },
    openKept: windows.openAll,
    takeOver: windows.takeOver,
    restsIn: windows.restsIn,
    /** Another window of this browser has written what is kept by that name. */
    keptElsewhere(key: string): void {
      const draft = key.startsWith(prefix) && drafts.get(key.slice(prefix.length));
      if (!draft) return;
      windows.follow(draft);
      mark(draft.id);
    },
    /** From now on nothing goes to the server. */
    hold: () => void (isHeld = true),
    release: () => void (isHeld = false),
    /** Waits for what is on its way to the server. */
    arrived: () => Promise.all(saving),
    /** Saves what is not saved and waits until that is done, or has failed. */
    saveAll: () => Promise.all([...drafts.values()].map((draft) => push(draft))),
    /** The conversation is gone with everything about it. */
    forget(id: string): void {
      for (const mode of MODES) {
        const draft = of(id, mode);
        clearTimeout(draft.timer);
        draft.text.value = draft.saved = "";
        draft.newer.value = null;
        draft.isOurs = false;
        draft.at = 0;
        draft.round += 1;
        keep(draft);
      }
      mark(id);
    },
    /** The session is over: what was taken away with it is not written again. */
    end(): void {
      windows.end();
      clearTimeout(retrying);
      for (const draft of drafts.values()) clearTimeout(draft.timer);
    },
  };
}
