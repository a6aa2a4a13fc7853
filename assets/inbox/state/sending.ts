// Sending: what is written goes into the outbox, waits there for as long as it may be taken back, and leaves. Whatever
// happens to this page or to the server, it is in the outbox until it is stored.

import { frameOf, type Begun, type Outgoing, type Outbox, type TeamPart } from "../../shared/outbox";
import type { AgentMessage, AgentSays, Attachment, MessageContent } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { newClientId } from "../../shared/text";
import type { Drafts, Mode } from "./drafts";
import { openMaking } from "./making";
import { mentionedIn, type Mentionable } from "./mentions";
import { goingOn, isAnswered, newsSince } from "./news";

export type Then = TeamPart["then"];

export interface SendingParts {
  outbox: Omit<Outbox, "settle">;
  drafts: Drafts;
  /** The files picked for it. */
  filesOf(id: string, mode: Mode): { take(): Attachment[]; put(files: readonly Attachment[]): void };
  /** For how long it can be taken back, in seconds. */
  undoSeconds(): number;
  /** Whom the text of a note names. */
  mentions(body: string): string[];
  /** What is known of a conversation, oldest first. */
  messages(id: string): readonly AgentMessage[];
  /** How it stands: what is begun now is begun then. */
  stand(id: string): Begun;
  me_id: string;
  now?: () => number;
  later?: (act: () => void, delay_ms: number) => void;
}

export type Sending = ReturnType<typeof openSending>;

export function openSending(parts: SendingParts) {
  const { outbox, drafts, stand, now = Date.now, later = setTimeout } = parts;

  /** It leaves when its time is over, and not before. */
  function hold(one: Outgoing): void {
    const due_at = one.team?.due_at ?? 0;
    if (one.state !== "waiting" || due_at <= now()) return;
    later(() => release(one.client_id), due_at - now());
  }

  function release(client_id: string): void {
    const one = find(client_id);
    if (one?.team && one.state === "waiting" && !stop(one)) outbox.change(client_id, { team: { ...one.team, due_at: 0 } });
    outbox.pump();
  }

  /** Stops what would go out over an answered form, until its writer says otherwise; answers whether it did. */
  function stop(one: Outgoing): boolean {
    if (!one.team || isStored(one) || !isOverAnswer(one)) return false;
    outbox.change(one.client_id, { team: { ...one.team, due_at: 0 }, state: "failed", problem: say("changed_unknown"), refusal: "changed" });
    return true;
  }

  function add(id: string, written: { body: string; files?: Attachment[]; content?: MessageContent }, team: Omit<TeamPart, "due_at">): void {
    const client_id = newClientId();
    const seconds = parts.undoSeconds();
    outbox.add({ client_id, conversation_id: id, ...written, team: { ...team, due_at: seconds === 0 ? 0 : now() + seconds * 1_000 } }, now());
    const added = find(client_id);
    if (added) hold(added);
  }

  const find = (client_id: string) => outbox.items.value.find((one) => one.client_id === client_id);
  const isHeld = (one: Outgoing) => one.state === "waiting" && (one.team?.due_at ?? 0) > 0;
  /** The server stops what goes out over another message; which forms had been answered only this window knows. */
  const isOverAnswer = (one: Outgoing) => newsFor(one).some((message) => isAnswered(message, one.team?.begun ?? null));
  /** It went out before, and only that was not heard: what came behind it does not stop it. */
  const isStored = ({ client_id, conversation_id: id }: Outgoing) => id !== null && parts.messages(id).some((message) => message.client_id === client_id);
  const newsOver = (id: string, begun: Begun | null) => newsSince(parts.messages(id), begun, parts.me_id);
  const newsFor = ({ conversation_id: id, team }: Outgoing) => (id === null ? [] : newsOver(id, team?.begun ?? null));

  /** Puts it back where it was written, before what stands there now. */
  function putBack(one: Outgoing): Mode {
    const mode = one.team?.mode ?? "reply";
    const id = one.conversation_id;
    if (id === null) return mode;
    outbox.withdraw(one.client_id);
    parts.filesOf(id, mode).put(one.files);
    const { text } = drafts.of(id, mode);
    const body = text.value === "" || one.body === "" ? one.body + text.value : `${one.body}\n${text.value}`;
    if (body !== text.value) drafts.put(id, mode, { body, begun: one.team?.begun ?? stand(id) });
    return mode;
  }

  return {
    outbox,
    isHeld,
    /** Of the messages that can still be taken back, the one written last. */
    lastHeld: (id: string | null): Outgoing | null => outbox.items.value.findLast((one) => one.conversation_id === id && isHeld(one)) ?? null,
    /** What the visitor or a colleague has written since the answer was begun. */
    news: (id: string): AgentMessage[] => newsOver(id, drafts.of(id, "reply").begun.value),
    newsFor,
    newsOver,
    /** An answer that is put together elsewhere, in a dialog or by a macro, is begun now. */
    begun: stand,
    making: openMaking(stand),
    /** The writer has looked at everything that is there. */
    reviewed: (id: string) => drafts.seen(id, "reply"),
    /** Sends what is written there, which need not be open any more. */
    send(id: string, mode: Mode, then: Then = null): boolean {
      const draft = drafts.of(id, mode);
      const body = draft.text.value.trim();
      const files = parts.filesOf(id, mode).take();
      if (body === "" && files.length === 0) return false;
      const mentions = mode === "note" ? parts.mentions(body) : [];
      const begun = mode === "reply" ? goingOn(draft.begun.value ?? stand(id), stand(id)) : null;
      add(id, { body, files }, { mode, begun, mentions, then });
      drafts.put(id, mode, { body: "", begun: null });
      return true;
    },
    /** Sends a message of a kind of its own; the draft stays. */
    sendContent: (id: string, body: string, content: MessageContent, begun: Begun) => add(id, { body, content }, { mode: "reply", begun, mentions: [], then: null }),
    /** Takes one back while it can be; answers in which box it is, null where it was too late. */
    undo(client_id: string): Mode | null {
      const one = find(client_id);
      if (!one || !isHeld(one)) return null;
      if (one.content === null) return putBack(one);
      // What was put together in a dialog has no box to go back to: it stays in the thread, unsent.
      outbox.change(client_id, { state: "failed", problem: say("taken_back"), team: { ...one.team!, due_at: 0 } });
      return "reply";
    },
    /** Takes an unsent message back into the box it was written in. */
    edit(client_id: string): Mode | null {
      const one = find(client_id);
      return one ? putBack(one) : null;
    },
    /** Sends it though somebody else has written: whoever says so has seen it. */
    sendAnyway(client_id: string): void {
      const one = find(client_id);
      if (!one?.team || one.conversation_id === null) return outbox.retry(client_id);
      outbox.change(client_id, { team: { ...one.team, due_at: 0, begun: { ...stand(one.conversation_id), forms: [] } } });
      outbox.retry(client_id);
    },
    stop,
    /** Nothing is held any longer: the page is being left. Answers what must go now. */
    releaseAll(): Outgoing[] {
      const going = outbox.items.value.filter((one) => isHeld(one) && !stop(one));
      for (const one of going) outbox.change(one.client_id, { team: { ...one.team!, due_at: 0 } });
      return going;
    },
    /** After a start: what was written before the page was left goes when its time is over. */
    resume(): void {
      for (const one of outbox.items.value) {
        if (isHeld(one) && one.team!.due_at <= now()) release(one.client_id);
        else hold(one);
      }
    },
  };
}

/** The time of one has come, and nothing written before it in that conversation waits. */
export function mayGo(items: readonly Outgoing[], one: Outgoing, now: number): boolean {
  if ((one.team?.due_at ?? 0) > now) return false;
  return items.find((other) => other.conversation_id === one.conversation_id && other.state === "waiting") === one;
}

/**
 * The frame that sends it. A note has a frame of its own, so that it can never go out as a message; one that was written
 * before anybody knew who there is finds now whom it names.
 */
export function agentFrameOf(one: Outgoing, people: readonly Mentionable[]): AgentSays {
  const { team, client_id, conversation_id, body, files } = one;
  if (team?.mode === "note") {
    const file_ids = files.map((file) => file.id);
    const mentions = team.mentions.length > 0 ? [...team.mentions] : mentionedIn(body, people);
    return { type: "note.post", client_id, conversation_id: conversation_id ?? "", body, mentions, ...(file_ids.length > 0 ? { file_ids } : {}) };
  }
  return { ...frameOf(one), ...(team?.begun ? { after_number: team.begun.after_number } : {}) };
}

/** A note that may name somebody waits until it is known who there is. */
export function isNameless({ team, body }: Outgoing, people: readonly Mentionable[] | null): boolean {
  return people === null && team?.mode === "note" && body.includes("@");
}
