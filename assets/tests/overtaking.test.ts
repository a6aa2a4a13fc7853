// An acknowledgement may overtake frames that were committed before it: nothing disappears meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgentHears } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, conversation } from "./support";

const THREE = [1, 2, 3].map((number) => agentMessage(number, "visitor"));

/** A message is on its way in the open conversation. */
async function sending() {
  const world = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3 }), "/api/inbox/conversations/cnv_a": threadAt(5, THREE) }, { undo_send_seconds: 0 });
  await world.opens();
  const { inbox, hear } = world;
  inbox.writing.write("cnv_a", "reply", "Gladly");
  inbox.writing.send("cnv_a", "reply");
  const { client_id } = inbox.writing.outbox.items.value[0]!;
  const acknowledge = (number: number, seq = 7) => hear({ type: "ack", client_id, conversation_id: "cnv_a", message_id: `msg_${number}`, number, seq });
  const frame = (number: number, seq: number, more = {}): AgentHears => ({ type: "message", seq, conversation: conversation("cnv_a", number), message: { ...agentMessage(number, "agent"), ...more } });
  const shown = () => [inbox.facts.messages.value.map((message) => message.number), inbox.writing.outbox.items.value.map((one) => one.body)];
  return { ...world, client_id, acknowledge, frame, shown };
}

test("an answer that overtakes a line of the system waits for it beside what is known", async () => {
  const { hear, client_id, acknowledge, frame, shown, end } = await sending();

  acknowledge(5);
  assert.deepEqual(shown(), [[1, 2, 3], ["Gladly"]]);

  hear(frame(4, 6, { author: "system", author_id: null }));
  hear(frame(5, 7, { client_id }));
  assert.deepEqual(shown(), [[1, 2, 3, 4, 5], []]);
  end();
});

test("an answer that follows what is known stands in its place at once", async () => {
  const { acknowledge, shown, end } = await sending();

  acknowledge(4);

  assert.deepEqual(shown(), [[1, 2, 3, 4], []]);
  end();
});

test("where the conversation is not open there is nothing to wait beside", async () => {
  const { inbox, acknowledge, shown, end } = await sending();
  inbox.facts.threads.value = new Map();

  acknowledge(5);

  assert.deepEqual(shown(), [[], []]);
  end();
});

test("an answer that was stored long ago holds up nothing, though lines before it are not known here", async () => {
  const { inbox, acknowledge, shown, socket, end } = await sending();
  inbox.writing.write("cnv_b", "reply", "To somebody else");
  inbox.writing.send("cnv_b", "reply");

  acknowledge(5, 0);

  assert.deepEqual(shown(), [[1, 2, 3], ["To somebody else"]], "it would hide what stands behind the hole");
  const posted = socket().said.flatMap((frame) => (frame.type === "message.post" ? [frame.body] : []));
  assert.deepEqual(posted, ["Gladly", "To somebody else"]);
  end();
});
