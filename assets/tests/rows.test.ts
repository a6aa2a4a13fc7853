// Which messages are drawn anew when something of their thread is another.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgentMessage } from "../shared/protocol";
import { isDrawnAlike, rowsOf, type MessageRow } from "../ui/rows";
import { agentMessage } from "./support";

const rows = (messages: readonly AgentMessage[]) => rowsOf(messages, [], "agent").filter((row): row is MessageRow => row.kind === "message");
/** Which of the first rows are drawn anew. */
const anew = (before: readonly AgentMessage[], after: readonly AgentMessage[]) => rows(before).flatMap((row, at) => (isDrawnAlike(row, rows(after)[at]!) ? [] : [row.number]));

test("a new message draws anew only the one whose group it goes on", () => {
  const messages = [1, 2, 3].map((number) => agentMessage(number, "visitor"));

  assert.deepEqual(anew(messages, [...messages, agentMessage(4, "visitor")]), [3]);
  assert.deepEqual(anew(messages, [...messages, agentMessage(4, "agent")]), []);
});

test("what was changed is drawn anew, and what can be pressed always is", () => {
  const messages = [1, 2].map((number) => agentMessage(number, "visitor"));
  const offer = { ...agentMessage(3, "agent"), content: { type: "quick_replies" as const, replies: ["Yes"] } };

  assert.deepEqual(anew(messages, [messages[0]!, { ...messages[1]!, body: "Changed" }]), [2]);
  assert.deepEqual(anew([...messages, offer], [...messages, offer]), [3]);
});
