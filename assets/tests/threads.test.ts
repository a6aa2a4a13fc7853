import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals";
import { openFacts } from "../inbox/state/facts";
import { openPlace } from "../inbox/state/place";
import type { AgentHears, VisitorHears } from "../shared/protocol";
import { applyToRows, unreadOf as unreadOfRow, withListed, withOwnRead, type Row } from "../inbox/state/rows";
import { applyToThreads, messagesOf as agentMessagesOf, THREADS_MAX, withThread, type Threads as OpenedThreads } from "../inbox/state/threads";
import { applyFrame, messagesOf, newestThread, unreadOf, withConversations, withRead, type Threads } from "../widget/state/thread";
import { agentMessage, contact, conversation, opened, shuffled, visitorMessage } from "./support";

const heardByVisitor: VisitorHears[] = [
  ...[1, 2, 3, 4, 5, 6].map((number): VisitorHears => ({
    type: "message",
    seq: 100 + number,
    conversation_id: "cnv_a",
    message: visitorMessage(number, number === 1 || number === 4 ? "visitor" : "agent"),
  })),
  { type: "message", seq: 120, conversation_id: "cnv_b", message: visitorMessage(1) },
  { type: "read", seq: 107, conversation_id: "cnv_a", number: 1 },
  { type: "read", seq: 108, conversation_id: "cnv_a", number: 4 },
];

function pictureForVisitor(threads: Threads): unknown {
  return [...threads.values()]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((thread) => [thread.id, messagesOf(thread).map((message) => message.body), unreadOf(thread), thread.team_read, thread.last_activity_at]);
}

test("the visitor's thread is the same whatever the order and however often its frames come", () => {
  const expected = pictureForVisitor(heardByVisitor.reduce(applyFrame, new Map() as Threads));

  for (const order of shuffled(heardByVisitor)) {
    assert.deepEqual(pictureForVisitor(order.reduce(applyFrame, new Map() as Threads)), expected);
  }
});

test("answers after one's own last message are unread until they are seen", () => {
  const threads = heardByVisitor.reduce(applyFrame, new Map() as Threads);

  assert.equal(unreadOf(threads.get("cnv_a")!), 2);
  assert.equal(unreadOf(withRead(threads, "cnv_a", 5).get("cnv_a")!), 1);
  assert.equal(unreadOf(withRead(threads, "cnv_a", 6).get("cnv_a")!), 0);
});

test("what the server counted as unread is not counted again when the messages come", () => {
  const listed = { id: "cnv_a", last_number: 6, unread: 2, team_read_number: 4, last_message: null, status: "open" as const, rating: null, agent: null, last_activity_at: 6_000 };
  const threads = heardByVisitor.reduce(applyFrame, withConversations(new Map(), [listed]));

  // Message 4 is the visitor's own, so 5 and 6 are what they have not seen.
  assert.equal(unreadOf(threads.get("cnv_a")!), 2);
});

test("behind a hole nothing is shown until it is filled", () => {
  const frames = heardByVisitor.filter((frame) => frame.type === "message" && frame.conversation_id === "cnv_a");
  const withHole = frames.filter((_, index) => index !== 2).reduce(applyFrame, new Map() as Threads);

  assert.deepEqual(messagesOf(withHole.get("cnv_a")).map((message) => message.number), [4, 5, 6]);
  assert.equal(messagesOf(applyFrame(withHole, frames[2]!).get("cnv_a")).length, 6);
});

test("the conversation with the newest activity is the one that is shown", () => {
  const threads = heardByVisitor.reduce(applyFrame, new Map() as Threads);

  assert.equal(newestThread(threads)?.id, "cnv_a");
});

const heardByAgent: AgentHears[] = [
  ...[1, 2, 3, 4].map((number): AgentHears => ({
    type: "message",
    seq: 200 + number,
    conversation: conversation("cnv_a", number),
    message: agentMessage(number, number === 2 ? "agent" : "visitor"),
  })),
  { type: "message", seq: 210, conversation: conversation("cnv_b", 9), message: agentMessage(9, "visitor") },
  { type: "read", seq: 203, conversation_id: "cnv_a", reader: "me", number: 2, unread: 0 },
  { type: "read", seq: 205, conversation_id: "cnv_a", reader: "visitor", number: 2, unread: 0 },
];

const listed = () =>
  withListed(new Map(), [conversation("cnv_a", 0), conversation("cnv_b", 8)].map((one) => ({ conversation: one, unread: 0 })), 200);

test("the inbox's list is the same whatever the order and however often its frames come", () => {
  const lastFirst = (one: Row, other: Row) => other.conversation.last_activity_at - one.conversation.last_activity_at;
  const picture = (frames: AgentHears[]) =>
    [...frames.reduce(applyToRows, listed()).values()].sort(lastFirst).map((row) => [row.conversation.id, row.conversation.last_number, row.conversation.visitor_read_number, unreadOfRow(row)]);
  const expected = picture(heardByAgent);

  assert.deepEqual(expected, [
    ["cnv_b", 9, 0, 1],
    ["cnv_a", 4, 2, 1],
  ]);
  for (const order of shuffled(heardByAgent)) assert.deepEqual(picture(order), expected);
});

test("reading a conversation here takes its mark away at once", () => {
  const rows = heardByAgent.reduce(applyToRows, listed());

  assert.equal(unreadOfRow(withOwnRead(rows, "cnv_a", 4).get("cnv_a")!), 0);
});

test("an agent's thread is the same whatever the order and however often its frames come", () => {
  const opened = withThread(new Map(), { seq: 200, conversation: conversation("cnv_a", 0), unread: 0, contact: contact("con_a"), activity: { items: [], next: null }, totals: [], messages: [], entries: [], next: null, drafts: [], mentions: [] });
  const picture = (frames: AgentHears[]) => {
    const thread = frames.reduce(applyToThreads, opened).get("cnv_a");
    return [agentMessagesOf(thread).map((message) => message.body), thread?.visitor_read];
  };
  const expected = picture(heardByAgent);

  for (const order of shuffled(heardByAgent)) assert.deepEqual(picture(order), expected);
});

test("what is heard of another conversation changes nothing of the open one", () => {
  const facts = openFacts(openPlace({ path: () => "/inbox/c/cnv_a", push: () => {}, replace: () => {}, moved: () => {} }));
  facts.rows.value = withListed(new Map(), ["cnv_a", "cnv_b"].map((id) => ({ conversation: conversation(id, 1), unread: 0 })), 1);
  let drawn = 0;
  effect(() => void [facts.standing.value, facts.messages.value, facts.current.value, (drawn += 1)]);

  for (let number = 2; number < 20; number += 1) {
    const frame: AgentHears = { type: "message", seq: number, conversation: conversation("cnv_b", number), message: agentMessage(number, "visitor") };
    facts.rows.value = applyToRows(facts.rows.value, frame);
    facts.threads.value = applyToThreads(facts.threads.value, frame);
  }
  assert.equal(drawn, 1);
  facts.rows.value = applyToRows(facts.rows.value, { type: "conversation", seq: 30, conversation: { ...conversation("cnv_a", 1), state: "done" } });
  assert.deepEqual([drawn, facts.standing.value?.state], [2, "done"]);
});

test("the conversations opened last are kept, and no more", () => {
  const ids = Array.from({ length: THREADS_MAX + 5 }, (_, index) => `cnv_${index}`);
  const open = (threads: OpenedThreads, id: string) => withThread(threads, opened(id, [agentMessage(1, "visitor")]));
  // The first is looked at again and again.
  const threads = ids.reduce((all, id) => open(open(all, id), "cnv_0"), new Map() as OpenedThreads);

  assert.deepEqual([threads.size, threads.has("cnv_0"), threads.has("cnv_1"), threads.has(ids.at(-1)!)], [THREADS_MAX, true, false, true]);
});

test("what was counted is not remembered message by message", () => {
  const hear = (number: number): AgentHears => ({ type: "message", seq: 10 + number, conversation: conversation("cnv_a", number), message: agentMessage(number, "visitor") });
  const heard = [1, 2, 3].map(hear).reduce(applyToRows, new Map() as ReturnType<typeof withListed>);
  assert.equal(heard.get("cnv_a")?.heard.size, 3);

  const read = applyToRows(heard, { type: "read", seq: 12, conversation_id: "cnv_a", reader: "me", number: 2, unread: 0 });
  assert.deepEqual([read.get("cnv_a")?.heard.size, unreadOfRow(read.get("cnv_a")!)], [1, 1]);
  assert.deepEqual([applyToRows(read, hear(1)).get("cnv_a")?.heard.size], [1], "nor what comes late");
});
