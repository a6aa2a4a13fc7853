// What the inbox does with each frame it hears.

import { batch } from "@preact/signals";
import type { Outgoing } from "../../shared/outbox";
import type { AgentEntry, AgentHears, AgentMessage, AgentView } from "../../shared/protocol";
import { PLAIN, type Ack } from "../../shared/types";
import type { Facts } from "./facts";
import { applyToRows } from "./rows";
import { applyToThreads, standInFor, withEntries, withMessages } from "./threads";
import type { TeamOutbox } from "./writing";

/** How long a hint of typing is believed without being repeated, in milliseconds. */
const BELIEVE_MS = 6_000;

export interface HearingParts {
  facts: Facts;
  outbox: TeamOutbox;
  agent: AgentView;
  /** Details or records of that contact changed. */
  cardChanged(contact_id: string): void;
  /** Everything about that contact was erased. */
  erased(contact_id: string): void;
  /** Two people became one, or two again. */
  joined(from_contact_id: string, to_contact_id: string): void;
  /** Conversations were joined: the list must be fetched anew. */
  rejoin(seq: number): void;
  /** A visitor's or colleague's message of that conversation was heard. */
  heard(conversation_id: string, message: AgentMessage): void;
  /** What belongs to the thread as it is drawn: drafts, who is there, the end of a gap. */
  beside(frame: AgentHears): boolean;
  /** What this agent is told of, and who of the team is there; answers whether the frame was that. */
  heardBeside(frame: AgentHears): boolean;
  /** This agent has marked it as unread, maybe in another window. */
  leftUnread(conversation_id: string): void;
  /** Something new may be in sight. */
  seen(): void;
  /** A frame changed what is known of a conversation. */
  settled(frame: AgentHears, wasKnown: boolean): void;
  /** People, teams, tags or views changed. */
  directoryChanged(): void;
}

export function openHearing(parts: HearingParts): (frame: AgentHears) => void {
  const { facts, outbox } = parts;
  return (frame) => {
    if (parts.beside(frame) || parts.heardBeside(frame)) return;
    if (frame.type === "ack") acknowledge(parts, frame);
    else if (frame.type === "refused") outbox.refuse(frame);
    else if (frame.type === "presence") believePresence(facts, frame);
    else if (frame.type === "typing") {
      if (frame.author === "visitor") believeTyping(facts, frame.conversation_id, frame.is_typing);
    } else if (frame.type === "contact") parts.cardChanged(frame.contact_id);
    else if (frame.type === "gone") parts.erased(frame.contact_id);
    else if (frame.type === "joined") {
      parts.joined(frame.from_contact_id, frame.to_contact_id);
      parts.rejoin(frame.seq);
    }
    else if (frame.type === "directory") parts.directoryChanged();
    else apply(parts, frame);
  };
}

function apply(parts: HearingParts, frame: AgentHears): void {
  const { facts, outbox } = parts;
  const wasKnown = "conversation" in frame && facts.rows.value.has(frame.conversation.id);
  batch(() => {
    facts.rows.value = applyToRows(facts.rows.value, frame);
    facts.threads.value = applyToThreads(facts.threads.value, frame);
    if (frame.type === "unread" && frame.unread > 0) parts.leftUnread(frame.conversation_id);
    if (frame.type === "entry") outbox.settle(frame.entry.client_id, frame.conversation.id, { number: frame.entry.after_number, isNow: false });
    if (frame.type !== "message") return;
    parts.heard(frame.conversation.id, frame.message);
    outbox.settle(frame.message.client_id, frame.conversation.id, { number: frame.message.number, isNow: false });
    if (frame.message.author === "visitor") believeTyping(facts, frame.conversation.id, false);
  });
  parts.settled(frame, wasKnown);
  parts.seen();
}

function acknowledge({ facts, outbox, agent }: HearingParts, ack: Ack): void {
  const sent = outbox.items.value.find((one) => one.client_id === ack.client_id);
  // A repeat has no event of its own.
  const stored = { number: ack.number, isNow: ack.seq > 0 };
  batch(() => {
    if (sent?.team?.mode === "note") {
      facts.threads.value = withEntries(facts.threads.value, ack.conversation_id, [notedAs(ack, sent, agent)]);
      return void outbox.settle(ack.client_id, ack.conversation_id, stored);
    }
    const messages = facts.threads.value.get(ack.conversation_id)?.messages ?? new Map<number, AgentMessage>();
    const isHeard = messages.has(ack.number);
    // It would hide all that is known behind a hole. Where it only overtook what stands before it, its own frame follows;
    // the one of a repeat was told long ago, and what is missing here comes once the conversation is opened.
    const isBesideHole = !isHeard && messages.size > 0 && !messages.has(ack.number - 1);
    if (sent && isBesideHole && stored.isNow) return;
    if (sent && !isHeard && !isBesideHole) facts.threads.value = withMessages(facts.threads.value, ack.conversation_id, [storedAs(ack, sent, agent)]);
    outbox.settle(ack.client_id, ack.conversation_id, stored);
  });
}

/** The message as it will come back; until its frame arrives this stands for it. */
function storedAs(ack: Ack, { body, files, content }: Outgoing, agent: AgentView): AgentMessage {
  const { message_id: id, number, client_id } = ack;
  const said = { author: "agent" as const, author_id: agent.id, author_name: agent.name, body, at: Date.now() };
  return { ...PLAIN, ...said, id, number, client_id, attachments: [...files], content };
}

/** The note, until its frame arrives: at the end of what is known. */
function notedAs({ client_id, number: after_number }: Ack, { body, files, team }: Outgoing, agent: AgentView): AgentEntry {
  const said = { author_id: agent.id, author_name: agent.name, client_id, body, html: null, attachments: [...files], mentions: [...(team?.mentions ?? [])] };
  return { ...said, id: standInFor(client_id), number: Number.MAX_SAFE_INTEGER, after_number, act: null, at: Date.now() };
}

function believePresence({ online, left }: Facts, { contact_id, is_online }: { contact_id: string; is_online: boolean }): void {
  // Another map would draw anew whoever reads from it.
  if (online.value.get(contact_id) === is_online) return;
  batch(() => {
    if (!is_online && online.value.get(contact_id) === true) left.value = new Map(left.value).set(contact_id, Date.now());
    online.value = new Map(online.value).set(contact_id, is_online);
  });
}

function believeTyping(facts: Facts, id: string, isTyping: boolean): void {
  const until = isTyping ? Date.now() + BELIEVE_MS : 0;
  facts.typingIn.value = new Map(facts.typingIn.value).set(id, until);
  if (isTyping) setTimeout(() => facts.typingIn.value.get(id) === until && believeTyping(facts, id, false), BELIEVE_MS);
}
