// Sending: what is written goes into the outbox, waits there for as long as it may be taken back, and leaves. Whatever
// happens to this page or to the server, it is in the outbox until it is stored.

import { frameOf, type Outgoing, type Outbox, type TeamPart } from "../../shared/outbox";
import type { AgentMessage, AgentSays, Attachment, MessageContent } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { newClientId } from "../../shared/text";
import type { Drafts, Mode } from "./drafts";

export type Then = TeamPart["then"];

export interface SendingParts {
  outbox: Omit<Outbox, "settle">;
  drafts: Drafts;
  /** The files picked for it. */
  filesOf(id: string, mode: Mode): { take(): Attachment[]; put(files: readonly Attachment[]): void };
  /** For how long it can be taken back, in seconds. */
  undoSeconds(): number;
  /** Whom the text of a note names. */
  mentions(id: string, body: string): string[];
  /** What is known of a conversation, oldest first. */
  messages(id: string): readonly AgentMessage[];
  me_id: string;
  now?: () => number;
  later?: (act: () => void, delay_ms: number) => void;
}

export type Sending = ReturnType<typeof openSending>;

export function openSending(parts: SendingParts) {
  const { outbox, drafts, now = Date.now, later = setTimeout } = parts;

  /** It leaves when its time is over, and not before. */
  function hold(one: Outgoing): void {
    const due_at = one.team?.due_at ?? 0;
    if (one.state !== "waiting" || due_at <= now()) return;
    later(() => release(one.client_id), due_at - now());
  }

  function release(client_id: string): void {
    const one = find(client_id);
    if (one?.team && one.state === "waiting") outbox.change(client_id, { team: { ...one.team, due_at: 0 } });
    outbox.pump();
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
  const newest = (id: string) => parts.messages(id).at(-1)?.number ?? 0;

  /** Puts it back where it was written, before what stands there now. */
  function putBack(one: Outgoing): Mode {
    const mode = one.team?.mode ?? "reply";
    const id = one.conversation_id;
    if (id === null) return mode;
    outbox.withdraw(one.client_id);
    parts.filesOf(id, mode).put(one.files);
    const { text } = drafts.of(id, mode);
    const body = text.value === "" || one.body === "" ? one.body + text.value : `${one.body}\n${text.value}`;
    if (body !== text.value) drafts.put(id, mode, body, one.team?.after_number ?? newest(id));
    return mode;
  }

  return {
    outbox,
    isHeld,
    /** Of the messages that can still be taken back, the one written last. */
    lastHeld: (id: string | null): Outgoing | null => outbox.items.value.findLast((one) => one.conversation_id === id && isHeld(one)) ?? null,
    /** What the visitor or a colleague has written since the answer was begun. */
    news(id: string): AgentMessage[] {
      const after = drafts.of(id, "reply").after_number.value;
      return after === null ? [] : newsAfter(parts.messages(id), after, parts.me_id);
    },
    newsFor(one: Outgoing): AgentMessage[] {
      const after = one.team?.after_number ?? null;
      return one.conversation_id === null || after === null ? [] : newsAfter(parts.messages(one.conversation_id), after, parts.me_id);
    },
    /** The writer has looked at everything that is there. */
    reviewed: (id: string) => drafts.seen(id, "reply", newest(id)),
    /** Sends what is written there, which need not be open any more. */
    send(id: string, mode: Mode, then: Then = null): boolean {
      const draft = drafts.of(id, mode);
      const body = draft.text.value.trim();
      const files = parts.filesOf(id, mode).take();
      if (body === "" && files.length === 0) return false;
      const after_number = mode === "reply" ? (draft.after_number.value ?? newest(id)) : null;
      const mentions = mode === "note" ? parts.mentions(id, body) : [];
      add(id, { body, files }, { mode, after_number, mentions, then });
      drafts.put(id, mode, "", null);
      return true;
    },
    /** Sends a message of a kind of its own; the draft stays. */
    sendContent: (id: string, body: string, content: MessageContent) => add(id, { body, content }, { mode: "reply", after_number: newest(id), mentions: [], then: null }),
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
      outbox.change(client_id, { team: { ...one.team, due_at: 0, after_number: newest(one.conversation_id) } });
      outbox.retry(client_id);
    },
    /** Nothing is held any longer: the page is being left. Answers what must go now. */
    releaseAll(): Outgoing[] {
      const held = outbox.items.value.filter(isHeld);
      for (const one of held) outbox.change(one.client_id, { team: { ...one.team!, due_at: 0 } });
      return held;
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

/** The frame that sends it. A note has a frame of its own, so that it can never go out as a message. */
export function agentFrameOf(one: Outgoing): AgentSays {
  const { team, client_id, conversation_id, body, files } = one;
  if (team?.mode === "note") {
    const file_ids = files.map((file) => file.id);
    return { type: "note.post", client_id, conversation_id: conversation_id ?? "", body, mentions: [...team.mentions], ...(file_ids.length > 0 ? { file_ids } : {}) };
  }
  const after_number = team?.after_number ?? null;
  return { ...frameOf(one), ...(after_number === null ? {} : { after_number }) };
}

function newsAfter(messages: readonly AgentMessage[], number: number, me_id: string): AgentMessage[] {
  return messages.filter((message) => message.number > number && message.author !== "system" && !(message.author === "agent" && message.author_id === me_id));
}
