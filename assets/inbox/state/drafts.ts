// What an agent has begun to write: one draft a conversation for replies and one for notes. Each is kept in this browser at
// once and at the server a second after the last key, so that another browser goes on where this one stopped.
//
// **Invariant:** no text is ever lost to another window's. What was changed on both sides stays here, and the other is
// offered; taking it puts what was here in its place.

import { batch, signal, type Signal } from "@preact/signals";
import type { Draft } from "../../shared/protocol";
import type { Store } from "../../shared/storage";

export type Mode = "reply" | "note";
export const MODES: readonly Mode[] = ["reply", "note"];

/** How long nothing may be typed until a draft is saved, in milliseconds. */
const PAUSE_MS = 1_000;

/** A text with the message it was begun after. */
export interface Text {
  body: string;
  after_number: number | null;
}

export interface Writing {
  text: Signal<string>;
  /** The last message there was when it was begun; null while nothing is. */
  after_number: Signal<number | null>;
  /** Another window's, which was changed while this one was. */
  newer: Signal<Text | null>;
}

interface Kept extends Writing {
  id: string;
  mode: Mode;
  /** What the server holds, as far as is known. */
  saved: string;
  timer: ReturnType<typeof setTimeout> | undefined;
  isSaving: boolean;
}

export interface Saved {
  conversation_id: string;
  mode: Mode;
  body: string;
  after_number: number;
}

export interface DraftsParts {
  store: Store;
  prefix: string;
  /** Saves one at the server and answers whether that worked; an empty body removes it. */
  save(draft: Saved, isLeaving: boolean): Promise<boolean>;
  /** The number of the last message of a conversation, as far as is known here. */
  newest(conversation_id: string): number;
}

export type Drafts = ReturnType<typeof openDrafts>;

export function openDrafts({ store, prefix, save, newest }: DraftsParts) {
  const drafts = new Map<string, Kept>();
  /** Conversation → whether something is begun there, as far as this window knows better than the list. */
  const begun = signal<ReadonlyMap<string, boolean>>(new Map());
  /** Grows whenever something goes to the server or has arrived there: an answer asked for before may not know of it. */
  let turn = 0;

  function of(id: string, mode: Mode = "reply"): Kept {
    const key = `${id}:${mode}`;
    const known = drafts.get(key);
    if (known) return known;
    const { body, after_number, saved, newer } = readKept(store.get(prefix + key));
    const opened: Kept = { id, mode, text: signal(body), after_number: signal(after_number), newer: signal(newer), saved, timer: undefined, isSaving: false };
    drafts.set(key, opened);
    return opened;
  }

  function keep(draft: Kept): void {
    const key = `${prefix}${draft.id}:${draft.mode}`;
    const body = draft.text.value;
    const newer = draft.newer.value;
    if (body === "" && draft.saved === "" && newer === null) store.remove(key);
    else store.set(key, JSON.stringify({ body, after_number: draft.after_number.value, saved: draft.saved, newer }));
  }

  function mark(id: string): void {
    const isBegun = MODES.some((mode) => of(id, mode).text.value.trim() !== "");
    if (begun.value.get(id) !== isBegun) begun.value = new Map(begun.value).set(id, isBegun);
  }

  async function push(draft: Kept, isLeaving = false): Promise<void> {
    clearTimeout(draft.timer);
    const body = draft.text.value;
    const hasToWait = draft.newer.value !== null || (draft.isSaving && !isLeaving);
    if (body === draft.saved || hasToWait) return;
    draft.isSaving = true;
    turn += 1;
    const isSaved = await save({ conversation_id: draft.id, mode: draft.mode, body, after_number: draft.after_number.value ?? newest(draft.id) }, isLeaving);
    turn += 1;
    draft.isSaving = false;
    if (!isSaved) return;
    draft.saved = body;
    keep(draft);
    if (draft.text.value !== body) soon(draft);
  }

  function soon(draft: Kept): void {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => void push(draft), PAUSE_MS);
  }

  /** What the server holds of one. */
  function hear(draft: Kept, body: string, after_number: number | null): void {
    // The server may have trimmed it: that is no other text.
    if (body.trim() === draft.saved.trim()) return;
    const isUntouched = draft.text.value === draft.saved || draft.text.value === body;
    draft.saved = body;
    if (isUntouched) {
      draft.text.value = body;
      draft.after_number.value = body === "" ? null : after_number;
      draft.newer.value = null;
    } else if (body !== "") draft.newer.value = { body, after_number };
    else soon(draft);
    keep(draft);
  }

  /** What the server holds of a conversation, asked for when `turn` was what is given. */
  function heard(id: string, listed: readonly Draft[], asked: number): void {
    if (asked !== turn) return;
    batch(() => {
      for (const mode of MODES) {
        const draft = of(id, mode);
        const found = listed.find((one) => one.conversation_id === id && one.mode === mode);
        if (!draft.isSaving) hear(draft, found?.body ?? "", found?.after_number ?? null);
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
      if (draft.text.value.trim() === "") draft.after_number.value = null;
      else draft.after_number.value ??= newest(id);
      keep(draft);
      mark(id);
      soon(draft);
    },
    /** It was sent, or taken back: what stands there now counts at once. */
    put(id: string, mode: Mode, body: string, after_number: number | null): void {
      const draft = of(id, mode);
      draft.text.value = body;
      draft.after_number.value = body === "" ? null : after_number;
      keep(draft);
      mark(id);
      void push(draft);
    },
    /** The writer has seen everything that was written meanwhile. */
    seen(id: string, mode: Mode, number: number): void {
      const draft = of(id, mode);
      draft.after_number.value = number;
      keep(draft);
    },
    heard,
    /** All that this agent has begun anywhere: only what is open here is taken over, the others are marked. */
    listed(all: readonly Draft[], asked: number): void {
      if (asked !== turn) return;
      batch(() => {
        for (const id of new Set([...drafts.values()].map((draft) => draft.id))) heard(id, all, asked);
        const ids = new Set(all.map((draft) => draft.conversation_id));
        const unknown = [...ids].filter((id) => !drafts.has(`${id}:reply`));
        const known = [...begun.value].filter(([id]) => drafts.has(`${id}:reply`));
        begun.value = new Map([...known, ...unknown.map((id) => [id, true] as const)]);
      });
    },
    /** Takes the other window's; what was here is offered from then on. */
    takeNewer(id: string, mode: Mode): void {
      const draft = of(id, mode);
      const { newer, text, after_number } = draft;
      const other = newer.value;
      if (other === null) return;
      const own = { body: text.value, after_number: after_number.value };
      batch(() => {
        newer.value = own.body === "" ? null : own;
        text.value = other.body;
        after_number.value = other.after_number;
      });
      keep(draft);
    },
    /** What is here stays, and goes to the server. */
    keepOwn(id: string, mode: Mode): void {
      const draft = of(id, mode);
      draft.newer.value = null;
      keep(draft);
      void push(draft);
    },
    /** Saves what is not saved: another conversation is opened, or the connection is back. */
    save(isLeaving = false): void {
      for (const draft of drafts.values()) void push(draft, isLeaving);
    },
    /** Opens every one that this browser keeps, also of conversations that were not looked at since the page was. */
    openKept(): void {
      for (const key of store.keys(prefix)) {
        const [id, mode] = key.slice(prefix.length).split(":");
        const known = MODES.find((one) => one === mode);
        if (id && known) of(id, known);
      }
    },
    /** Saves what is not saved and waits until that is done, or has failed. */
    saveAll: () => Promise.all([...drafts.values()].map((draft) => push(draft))),
    /** The conversation is gone with everything about it. */
    forget(id: string): void {
      for (const mode of MODES) {
        const draft = of(id, mode);
        clearTimeout(draft.timer);
        draft.text.value = draft.saved = "";
        draft.newer.value = null;
        keep(draft);
      }
      mark(id);
    },
  };
}

function readKept(kept: string | null): Text & { saved: string; newer: Text | null } {
  const nothing = { body: "", after_number: null, saved: "", newer: null };
  if (kept === null) return nothing;
  try {
    const { saved, newer, ...own } = JSON.parse(kept) as Record<string, unknown>;
    return { ...textIn(own), saved: typeof saved === "string" ? saved : "", newer: newer ? textIn(newer as Record<string, unknown>) : null };
  } catch {
    return nothing;
  }
}

function textIn({ body, after_number }: Record<string, unknown>): Text {
  return { body: typeof body === "string" ? body : "", after_number: typeof after_number === "number" ? after_number : null };
}
