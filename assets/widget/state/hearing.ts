// What the panel does with each frame it hears.

import { batch } from "@preact/signals";
import type { Outbox, Outgoing } from "../../shared/outbox";
import type { VisitorHears, VisitorMessage } from "../../shared/protocol";
import type { Ack, Refused } from "../../shared/types";
import type { Typing } from "../../shared/typing";
import { PLAIN } from "../../shared/types";
import type { Facts } from "./facts";
import { applyFrame, withMessages } from "./thread";

export interface HearingParts {
  facts: Facts;
  outbox: Outbox;
  typing: Typing;
  emit(name: string, detail: Record<string, string | number | boolean | null>): void;
  /** Conversations were joined: what there is must be fetched anew. */
  rejoin(seq: number): void;
  /** Something new may be in sight. */
  seen(): void;
  /** The visitor's first message of a conversation is stored. */
  begun(conversation_id: string): void;
  /** Somebody of the team writes, or has written. */
  teamActed(): void;
  /** The site is another than it was. */
  siteChanged(): void;
  /** The customer's orders are not what they were. */
  recordsChanged(): void;
}

export function openHearing(parts: HearingParts): (frame: VisitorHears) => void {
  return (frame) => {
    if (frame.type === "ack") acknowledge(parts, frame);
    else if (frame.type === "refused") refuse(parts, frame);
    else if (frame.type === "typing") hearTyping(parts, frame);
    else if (frame.type === "joined") parts.rejoin(frame.seq);
    else if (frame.type === "message") hearMessage(parts, frame);
    else if (frame.type === "site") parts.siteChanged();
    else if (frame.type === "activity") parts.recordsChanged();
    else parts.facts.threads.value = applyFrame(parts.facts.threads.value, frame);
  };
}

function hearTyping({ typing, teamActed }: HearingParts, frame: Extract<VisitorHears, { type: "typing" }>): void {
  typing.hear(frame.conversation_id, frame.name, frame.is_typing);
  if (frame.is_typing) teamActed();
}

function hearMessage(parts: HearingParts, frame: Extract<VisitorHears, { type: "message" }>): void {
  const { facts, typing } = parts;
  const { conversation_id, message } = frame;
  const isKnown = (facts.threads.value.get(conversation_id)?.last_number ?? 0) >= message.number;
  batch(() => {
    facts.threads.value = applyFrame(facts.threads.value, frame);
    settle(parts, message.client_id, { conversation_id, message_id: message.id });
  });
  if (message.author === "agent") {
    typing.hear(conversation_id, null, false);
    if (!isKnown) {
      parts.teamActed();
      parts.emit("message:received", { conversation_id, message_id: message.id });
    }
  }
  parts.seen();
}

/** A wait longer than this, in seconds, is said to the visitor. */
const PATIENCE_S = 3;

function refuse({ facts, outbox }: HearingParts, refused: Refused): void {
  outbox.refuse(refused);
  const wait_s = refused.retry_after ?? 0;
  if (refused.code !== "rate_limited" || wait_s <= PATIENCE_S) return;
  facts.isSlowed.value = true;
  setTimeout(() => (facts.isSlowed.value = false), wait_s * 1_000);
}

function acknowledge(parts: HearingParts, ack: Ack): void {
  const { facts, outbox } = parts;
  const sent = outbox.items.value.find((one) => one.client_id === ack.client_id);
  batch(() => {
    const isHeard = facts.threads.value.get(ack.conversation_id)?.messages.has(ack.number) === true;
    if (sent && !isHeard) facts.threads.value = withMessages(facts.threads.value, ack.conversation_id, [storedAs(ack, sent)]);
    settle(parts, ack.client_id, ack);
  });
}

/** The message as it will come back; until its frame arrives this stands for it. */
function storedAs(ack: Ack, { body, files }: Outgoing): VisitorMessage {
  const { message_id: id, number, client_id } = ack;
  return { ...PLAIN, id, number, client_id, author: "visitor", author_name: null, body, at: Date.now(), attachments: [...files] };
}

/** Says once that a message of this browser is stored, by whichever frame says it first. */
function settle(parts: HearingParts, client_id: string | null, stored: { conversation_id: string; message_id: string }): void {
  const { conversation_id, message_id } = stored;
  const settled = parts.outbox.settle(client_id, conversation_id);
  if (settled === null) return;
  if (settled.conversation_id === null) {
    parts.begun(conversation_id);
    parts.emit("conversation:started", { conversation_id });
  }
  parts.emit("message:sent", { conversation_id, message_id });
}
