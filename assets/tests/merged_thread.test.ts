// Messages, notes and acts in one thread: their order, what is paged in, what is marked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openMissed } from "../inbox/state/missed";
import { threadRows, type Given } from "../inbox/state/thread_rows";
import { applyToThreads, entriesOf, hasEarlier, messagesOf, standInFor, withEarlier, withEntries, withThread, type Threads } from "../inbox/state/threads";
import type { AgentEntry, AgentHears, AgentMessage } from "../shared/protocol";
import { agentMessage, conversation, entry, opened, shuffled } from "./support";

const assigned = (number: number, after: number): AgentEntry => entry(number, after, { body: "", act: { what: "assigned", name: "Bo", until: null } });

/** What is drawn, in a word each. */
function drawn(given: Partial<Given>): string[] {
  const { rows, parts } = threadRows({ messages: [], has_earlier: false, is_rated: false, me_id: "agt_ana", entries: [], outgoing: [], new_from: null, missed: null, ...given });
  return rows.map((row) => {
    if (row.kind === "day") return "day";
    if (row.kind === "message") return row.outgoing === null ? `m${row.number}` : `unsent ${row.body}`;
    const part = parts.get(row.key);
    if (part?.type === "note") return `note ${part.entry.number}`;
    if (part?.type === "unsent_note") return `unsent note ${part.outgoing.body}`;
    return part?.type === "acts" ? `acts ${part.entries.map((one) => one.number).join(",")}` : (part?.type ?? "?");
  });
}

const messages = [1, 2, 3].map((number) => agentMessage(number, number === 2 ? "agent" : "visitor"));

test("entries stand behind their message, in their own order, and acts in a row are one", () => {
  const entries = [entry(1, 0), assigned(2, 1), assigned(3, 1), entry(4, 1), assigned(5, 1), entry(9, 3)];

  assert.deepEqual(drawn({ messages, entries }), ["day", "note 1", "m1", "acts 2,3", "note 4", "acts 5", "m2", "m3", "note 9"]);
});

test("what is not stored yet stands at the end in the order it was written, a note never as a message", () => {
  const unsent = (client_id: string, mode: "reply" | "note", written_at: number) => ({
    client_id,
    conversation_id: "cnv_a",
    body: client_id,
    files: [],
    content: null,
    written_at,
    state: "waiting" as const,
    problem: null,
    team: { mode, due_at: 0, begun: { after_number: 3, forms: [] }, mentions: [], then: null },
  });

  assert.deepEqual(drawn({ messages, outgoing: [unsent("a", "reply", 5_000), unsent("b", "note", 6_000), unsent("c", "reply", 7_000)] }), ["day", "m1", "m2", "m3", "unsent a", "unsent note b", "unsent c"]);
  assert.deepEqual(drawn({ messages, entries: [entry(4, 3, { client_id: "b" })], outgoing: [unsent("b", "note", 6_000)] }), ["day", "m1", "m2", "m3", "note 4"], "a note that is stored is not drawn twice");
});

test("the new begins at a line, and what was missed at another", () => {
  const entries = [entry(1, 1), assigned(2, 2), assigned(3, 2)];

  assert.deepEqual(drawn({ messages, entries, new_from: 3 }), ["day", "m1", "note 1", "m2", "acts 2,3", "new", "m3"]);
  assert.deepEqual(drawn({ messages, entries, missed: { message: 2, entry: 2 } }), ["day", "m1", "note 1", "m2", "acts 2", "missed", "acts 3", "m3"]);
  assert.deepEqual(drawn({ messages, missed: { message: 2, entry: 0 }, new_from: 3 }), ["day", "m1", "m2", "missed", "m3"], "one line where both would stand");
});

test("in whatever order entries and messages are heard, the thread is the same", () => {
  const before = withThread(new Map(), opened("cnv_a", [agentMessage(1, "visitor")]));
  const summary = conversation("cnv_a", 3);
  const frames: AgentHears[] = [
    { type: "message", seq: 2, conversation: summary, message: agentMessage(2, "agent") },
    { type: "entry", seq: 3, conversation: summary, entry: entry(1, 1) },
    { type: "entry", seq: 4, conversation: summary, entry: entry(2, 2) },
    { type: "message", seq: 5, conversation: summary, message: agentMessage(3, "visitor") },
    { type: "entry", seq: 6, conversation: summary, entry: entry(3, 2) },
  ];
  const picture = (order: AgentHears[]) => {
    const thread = order.reduce<Threads>(applyToThreads, before).get("cnv_a");
    return [messagesOf(thread).map((one) => one.number), entriesOf(thread).map((one) => one.number)];
  };

  for (const order of shuffled(frames, 100)) assert.deepEqual(picture(order), [[1, 2, 3], [1, 2, 3]]);
});

test("a note that was acknowledged gives way to the note as it is stored, whichever comes first", () => {
  const threads = withThread(new Map(), opened("cnv_a", [agentMessage(1, "visitor")]));
  const standIn = entry(Number.MAX_SAFE_INTEGER, 1, { id: standInFor("one"), client_id: "one" });
  const stored = entry(7, 1, { client_id: "one" });
  const ids = (steps: AgentEntry[]) => entriesOf(steps.reduce((now, one) => withEntries(now, "cnv_a", [one]), threads).get("cnv_a")).map((one) => one.id);

  assert.deepEqual(ids([standIn]), ["own:one"]);
  assert.deepEqual(ids([standIn, stored]), ["ent_7"]);
  assert.deepEqual(ids([stored, standIn]), ["ent_7"]);
});

test("earlier parts join on where they were asked for, and nowhere else", () => {
  const first = withThread(new Map(), opened("cnv_a", [agentMessage(5, "visitor"), agentMessage(6, "agent")], { next: "c5", entries: [entry(8, 4), entry(9, 6)] }));
  const part = { messages: [agentMessage(3, "visitor"), agentMessage(4, "agent")], entries: [entry(7, 3)], next: null };

  const joined = withEarlier(first, "cnv_a", "c5", part);
  assert.deepEqual(messagesOf(joined.get("cnv_a")).map((one) => one.number), [3, 4, 5, 6]);
  assert.deepEqual(entriesOf(joined.get("cnv_a")).map((one) => one.number), [7, 8, 9]);
  assert.deepEqual([hasEarlier(first.get("cnv_a")), hasEarlier(joined.get("cnv_a"))], [true, false]);
  assert.equal(withEarlier(joined, "cnv_a", "c5", part), joined, "an answer that comes too late changes nothing");
});

test("after a long absence the thread begins anew where the fresh part begins, and keeps what was heard behind it", () => {
  const known = withThread(new Map(), opened("cnv_a", [agentMessage(1, "visitor"), agentMessage(2, "agent")], { next: null }));
  const ahead = applyToThreads(known, { type: "message", seq: 9, conversation: conversation("cnv_a", 83), message: agentMessage(83, "visitor") });

  const fresh = withThread(ahead, opened("cnv_a", [agentMessage(81, "visitor"), agentMessage(82, "agent")], { next: "c81" })).get("cnv_a");

  assert.deepEqual(messagesOf(fresh).map((one) => one.number), [81, 82, 83]);
  assert.equal(hasEarlier(fresh), true);
  const near = withThread(known, opened("cnv_a", [agentMessage(2, "agent"), agentMessage(3, "visitor")], { next: "c2" })).get("cnv_a");
  assert.deepEqual([messagesOf(near).map((one) => one.number), hasEarlier(near)], [[1, 2, 3], false], "what joins on keeps what was there");
});

test("what others wrote while the connection was lost is marked, one's own is not", () => {
  const before = withThread(new Map(), opened("cnv_a", [agentMessage(1, "visitor")]));
  const missed = openMissed("agt_ana");

  missed.filled(before);
  assert.equal(missed.marks.value.size, 0, "nothing was lost");
  missed.lost(before);
  missed.filled(applyToThreads(before, { type: "message", seq: 2, conversation: conversation("cnv_a", 2), message: agentMessage(2, "agent") }));
  assert.equal(missed.marks.value.size, 0, "the agent's own message");
  missed.lost(before);
  missed.filled(withEntries(before, "cnv_a", [entry(4, 1)]));
  assert.deepEqual(missed.marks.value.get("cnv_a"), { message: 1, entry: 0 });
  missed.forget("cnv_a");
  assert.equal(missed.marks.value.size, 0);
});

/** A line of the conversation's own. */
const line = (number: number, event: "joined" | "resolved" | "reopened", name: string | null): AgentMessage => ({
  ...agentMessage(number, "visitor"),
  author: "system",
  client_id: null,
  content: { type: "event", event, name },
});
const asks = (number: number): AgentMessage => ({ ...line(number, "resolved", null), content: { type: "rating" } });
const said = (number: number, author_id: string, author_name: string): AgentMessage => ({ ...agentMessage(number, "agent"), author_id, author_name });

test("a Done that was undone at once leaves nothing in the thread", () => {
  const undone = [messages[0]!, line(2, "resolved", "Ana"), asks(3), line(4, "reopened", "Ana")];

  assert.deepEqual(drawn({ messages: undone }), ["day", "m1"]);
  assert.deepEqual(drawn({ messages: undone, entries: [entry(1, 3)] }), ["day", "m1", "note 1"], "a note is none of it");
  assert.deepEqual(drawn({ messages: undone.slice(0, 3) }), ["day", "m1", "m2", "m3"], "not undone");
  assert.deepEqual(drawn({ messages: [...undone, line(5, "resolved", "Ana"), asks(6)] }), ["day", "m1", "m5", "m6"], "done in the end");
  assert.deepEqual(drawn({ messages: undone, is_rated: true }), ["day", "m1", "m2", "m3", "m4"], "the visitor has answered");
  assert.deepEqual(drawn({ messages: [undone[0]!, undone[1]!, line(3, "reopened", "Ana")] }), ["day", "m1"], "without a question");
  assert.deepEqual(drawn({ messages: [...undone.slice(0, 3), { ...undone[3]!, at: undone[1]!.at + 15_001 }] }), ["day", "m1", "m2", "m3", "m4"], "later it is a change of mind");
  assert.deepEqual(drawn({ messages: [...undone.slice(0, 3), agentMessage(4, "visitor"), line(5, "reopened", "Ana")] }), ["day", "m1", "m2", "m3", "m4", "m5"], "something was said");
  assert.deepEqual(drawn({ messages: [...undone.slice(0, 3), line(4, "reopened", null), agentMessage(5, "visitor")] }), ["day", "m1", "m2", "m3", "m4", "m5"], "the visitor wrote again");
});

test("a Done that was undone before the visitor rated stays out of the thread, one that was rated stays in it", () => {
  const reopened = (number: number, is_undoing: boolean): AgentMessage => ({ ...line(number, "reopened", "Ana"), content: { type: "event", event: "reopened", name: "Ana", is_undoing } });
  const undone = [messages[0]!, line(2, "resolved", "Ana"), asks(3), reopened(4, true)];
  const ended = [...undone, line(5, "resolved", "Ana"), asks(6)];

  assert.deepEqual(drawn({ messages: ended }), ["day", "m1", "m5", "m6"]);
  assert.deepEqual(drawn({ messages: ended, is_rated: true }), ["day", "m1", "m5", "m6"], "the visitor has answered the question that stands");
  assert.deepEqual(drawn({ messages: [...ended, reopened(7, false)], is_rated: true }), ["day", "m1", "m5", "m6", "m7"], "rated before it was taken up again");
  assert.deepEqual(drawn({ messages: [...undone.slice(0, 3), reopened(4, false)] }), ["day", "m1", "m2", "m3", "m4"], "the server has judged it");
});

test("each of the team is named where their words begin, the reader by none, and joins once", () => {
  const turns = [line(1, "joined", "Ana"), said(2, "agt_ana", "Ana"), line(3, "joined", "Priya"), said(4, "agt_priya", "Priya"), line(5, "joined", "Ana"), said(6, "agt_ana", "Ana"), line(7, "joined", "Priya"), said(8, "agt_priya", "Priya"), said(9, "agt_priya", "Priya")];
  const { rows } = threadRows({ messages: turns, has_earlier: false, is_rated: false, me_id: "agt_ana", entries: [], outgoing: [], new_from: null, missed: null });
  const names = rows.flatMap((row) => (row.kind === "message" && row.author === "agent" ? [[row.number, row.author_name, row.isFirstOfGroup]] : []));

  assert.deepEqual(drawn({ messages: turns }), ["day", "m1", "m2", "m3", "m4", "m6", "m8", "m9"]);
  assert.deepEqual(drawn({ messages: turns.slice(4), has_earlier: true }), ["day", "m6", "m8", "m9"], "who spoke before is not known");
  assert.deepEqual(names, [[2, null, true], [4, "Priya", true], [6, null, true], [8, "Priya", true], [9, "Priya", false]]);
});
