// Everything an agent writes: the two boxes of each conversation, the files picked for them, and what is on its way. It
// knows nothing of how it is drawn.

import { effect, signal, untracked } from "@preact/signals";
import { call } from "../../shared/api";
import { AGENT_UPLOADS } from "../../shared/file_facts";
import { openOutbox, type Begun, type Outbox, type Outgoing } from "../../shared/outbox";
import { openPicking, type Picking } from "../../shared/picking";
import { prepare } from "../../shared/preparing";
import type { AgentSays, Drafts } from "../../shared/protocol";
import type { Store } from "../../shared/storage";
import { openTyping } from "../../shared/typing";
import { openUpload } from "../../shared/uploads";
import { openBringing } from "./bringing";
import { openChecking } from "./checking";
import { openDraftSaving } from "./draft_saving";
import { MODES, openDrafts, type Mode } from "./drafts";
import type { Facts } from "./facts";
import type { Finishing, Stored } from "./finishing";
import { TEAM_PACKING } from "./kept_begun";
import { mentionedIn, type Mentionable } from "./mentions";
import type { Place } from "./place";
import { withDrafts } from "./rows";
import { openForms } from "./news";
import { agentFrameOf, isNameless, mayGo, openSending, type Then } from "./sending";
import { messagesOf } from "./threads";

export interface WritingParts {
  me_id: string;
  store: Store;
  /** Begins every key of this agent's. */
  prefix: string;
  facts: Facts;
  place: Place;
  /** Puts a frame on the wire; false when there is none. */
  tell(frame: AgentSays): boolean;
  /** Brings a conversation to where it stands now, or tries to. */
  bring(id: string): Promise<unknown>;
  /** Answers undefined where it failed. */
  attempt<T>(act: () => Promise<T>): Promise<T | undefined>;
  /** Who can be named in a note; null until that is known. */
  people(): readonly Mentionable[] | null;
  undoSeconds(): number;
  /** Does what was to follow a message once that is stored. */
  finishing: Finishing;
}

/** An outbox that is told where each message stands. */
export interface TeamOutbox extends Omit<Outbox, "settle"> {
  settle(client_id: string | null, conversation_id: string, stored: Stored): Outgoing | null;
}

export type Writing = ReturnType<typeof openWriting>;

export function openWriting(parts: WritingParts) {
  const { store, prefix, facts, place } = parts;
  /** What is written into the open one asks for them with each key. */
  const messages = (id: string) => (id === facts.current.value?.id ? facts.messages.value : messagesOf(facts.threads.value.get(id)));
  /** How a conversation stands; one that is not held here as its row says. */
  function stand(id: string): Begun {
    const known = messages(id);
    return { after_number: known.at(-1)?.number ?? facts.rows.value.get(id)?.conversation.last_number ?? 0, forms: openForms(known) };
  }
  const inner = openOutbox({
    store,
    prefix: `${prefix}out:`,
    post,
    packing: TEAM_PACKING,
    mayGo: (outgoing) => mayGo(inner.items.value, outgoing, Date.now()) && !checking.isAwaited(outgoing) && !isNameless(outgoing, parts.people()),
  });
  const checking = openChecking({ bring: parts.bring, pump: inner.pump });
  const outbox: TeamOutbox = {
    ...inner,
    settle(client_id, id, stored) {
      const { client_id: own, team } = inner.items.value.find((one) => one.client_id === client_id) ?? {};
      const finish = own && team?.then ? parts.finishing.begin(own, id, team.then, stored) : null;
      const settled = inner.settle(client_id, id);
      finish?.();
      return settled;
    },
  };
  const drafts = openDrafts({ store, prefix: `${prefix}draft:`, save: openDraftSaving(facts), bring: () => void bringing.bring(), stand });
  const mode = signal<Mode>("reply");
  /** Whom this agent chose by name, where several have the same. */
  const chosen = signal<readonly string[]>([]);
  /** An answer is being written in the open conversation. */
  const isReplying = signal(false);
  const pickings = new Map<string, Picking>();
  /** Where typing was said: its end is said there too, also once another conversation is open. */
  let typedIn: string | null = null;
  const typing = openTyping((is_typing) => typedIn !== null && parts.tell({ type: "typing", conversation_id: typedIn, is_typing }));
  const mentions = (body: string) => mentionedIn(body, parts.people() ?? [], chosen.value);
  const sending = openSending({ outbox, drafts, filesOf: pickingOf, undoSeconds: parts.undoSeconds, mentions, messages, stand, me_id: parts.me_id });

  function post(outgoing: Outgoing): boolean {
    if (outgoing.conversation_id === null || !checking.isLive()) return false;
    const mayLeave = checking.isKnown(outgoing) && !(checking.hangsOnForms(outgoing) && sending.stop(outgoing));
    // What waits in other conversations goes meanwhile.
    if (!mayLeave) queueMicrotask(inner.pump);
    return mayLeave && parts.tell(agentFrameOf(outgoing, parts.people() ?? []));
  }

  // Notes that name somebody wait for it.
  effect(() => void (parts.people() && untracked(inner.pump)));

  /** The files picked for the next message or note there. */
  function pickingOf(id: string, of: Mode = "reply"): Picking {
    const key = `${id}:${of}`;
    const known = pickings.get(key) ?? openPicking({ rules: () => AGENT_UPLOADS, upload: openUpload("/api/inbox/files"), prepare, send: () => send(id, of, awaited.get(key) ?? null) });
    pickings.set(key, known);
    return known;
  }
  /** What is done after a message that waits for its files. */
  const awaited = new Map<string, Then>();

  function send(id: string, of: Mode, then: Then = null): void {
    if (!sending.send(id, of, then)) return;
    awaited.delete(`${id}:${of}`);
    if (of === "reply") quiet();
    else chosen.value = [];
  }

  function quiet(): void {
    isReplying.value = false;
    typing.stop();
  }

  const ask = () => parts.attempt(() => call<Drafts>("/api/inbox/drafts"));
  /** One answer for the boxes, and for the pencils of the lists. */
  function take({ drafts: listed, has_more }: Drafts, asked: number): boolean {
    if (!drafts.listed(listed, asked, has_more)) return false;
    facts.rows.value = withDrafts(facts.rows.value, new Set(listed.map((draft) => draft.conversation_id)), has_more);
    if (!has_more) loaded(place.conversation_id.value);
    return true;
  }

  const bringing = openBringing({ drafts, ask, take, isOver: () => facts.isSignedOut.value });

  // Whatever window it is that signs out.
  effect(() => void (facts.isSignedOut.value && untracked(drafts.end)));

  /** Nothing was written or chosen since the conversation was opened, and what the server keeps of it is not known yet. */
  let isOpening = false;

  /** Each conversation begins with the box in which something stands. */
  function begin(id: string | null): void {
    const [reply, note] = MODES.map((one) => (id === null ? "" : drafts.of(id, one).text.value));
    mode.value = reply === "" && note !== "" ? "note" : "reply";
  }

  /** What was begun there, also in other browsers, is known now. */
  function loaded(id: string | null): void {
    if (!isOpening || id !== place.conversation_id.value) return;
    isOpening = false;
    begin(id);
  }

  effect(() => {
    const id = place.conversation_id.value;
    untracked(() => {
      drafts.save();
      quiet();
      chosen.value = [];
      begin(id);
      isOpening = true;
    });
  });

  return {
    outbox,
    drafts,
    sending,
    pickings,
    mode,
    chosen,
    isReplying,
    mentions,
    pickingOf,
    send,
    /** It leaves by itself once its files are uploaded. */
    sendAfterFiles(id: string, of: Mode, then: Then): void {
      awaited.set(`${id}:${of}`, then);
      pickingOf(id, of).isAwaited.value = true;
    },
    loaded,
    /** Somebody has gone into the box: it stays the one they saw. */
    touched: () => void (isOpening = false),
    write(id: string, of: Mode, text: string): void {
      isOpening = false;
      drafts.of(id, of).text.value = text;
      pickingOf(id, of).isAwaited.value = false;
      drafts.typed(id, of);
      if (of === "note") return;
      isReplying.value = text.trim() !== "";
      typedIn = id;
      typing.say(isReplying.value);
    },
    /** Visitors never see that a note is being written. */
    choose(to: Mode): void {
      isOpening = false;
      if (mode.value === to) return;
      mode.value = to;
      quiet();
    },
    /** Takes back the last message that can be; answers whether there was one. */
    undo(): boolean {
      const held = sending.lastHeld(place.conversation_id.value);
      const back = held && sending.undo(held.client_id);
      if (back) mode.value = back;
      return back !== null;
    },
    draftsChanged: bringing.renew,
    connected(): void {
      checking.connected();
      outbox.rewind();
      outbox.pump();
      parts.finishing.resume();
      void bringing.bring();
    },
    /** Not live any more: nothing on the wire is certain. */
    lost(): void {
      checking.lost();
      outbox.rewind();
      parts.finishing.lost();
      bringing.lost();
    },
    /**
     * Brings everything that was written to the server, also what was begun before the page was opened. Where another
     * window has changed the same draft both stay, until its writer chooses.
     */
    async settle(): Promise<void> {
      await bringing.bring();
      outbox.pump();
    },
    /** Another window of this browser has sent or taken back what this one knows too. */
    goneElsewhere(key: string): void {
      if (!key.startsWith(`${prefix}out:`)) return;
      const client_id = key.slice(`${prefix}out:`.length);
      if (outbox.items.value.some((one) => one.client_id === client_id)) outbox.withdraw(client_id);
    },
    /** The page is being left: nothing waits for its undo any longer, and drafts go out at once. */
    leave(post: (frame: AgentSays) => void): void {
      const checked = outbox.items.value.filter((one) => one.state === "waiting" && !sending.isHeld(one) && checking.isAwaited(one) && !sending.stop(one));
      for (const one of [...checked, ...sending.releaseAll()]) if (!isNameless(one, parts.people())) post(agentFrameOf(one, parts.people() ?? []));
      parts.finishing.leave();
      drafts.save(true);
    },
    end: drafts.end,
  };
}
