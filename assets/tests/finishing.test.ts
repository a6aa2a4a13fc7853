// "Send and done": what is done once a message is stored, and what came before it could be.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgentHears } from "../shared/protocol";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { ME, agentMessage, conversation, memoryStore } from "./support";

const ACTS = "/api/inbox/acts";
const OPENED = "/api/inbox/conversations/cnv_a";
const RESOLVED = { changes: [{ conversation_id: "cnv_a", act: { type: "resolve" } }] };
const ack = (number: number, seq: number): AgentHears => ({ type: "ack", client_id: "one", conversation_id: "cnv_a", message_id: `msg_${number}`, number, seq });

/** An inbox that has "Send and done" in its outbox, over a list and a conversation as the server has them. */
async function sent(listed: Record<string, number>, last: number) {
  const store = memoryStore();
  const team = { mode: "reply", due_at: 0, after_number: 3, mentions: [], then: { type: "resolve" } };
  store.set(`deskbell:inbox:${ME.agent.id}:out:one`, JSON.stringify({ client_id: "one", conversation_id: "cnv_a", body: "Gladly", files: [], content: null, written_at: 1, state: "sent", problem: null, team }));
  const messages = Array.from({ length: last }, (_, index) => agentMessage(index + 1, "visitor"));
  const world = inboxWorld({ "/api/inbox/conversations": listAt(5, listed), [OPENED]: threadAt(5, messages) }, { store });
  await world.inbox.start();
  world.hear({ type: "ready", seq: 5 });
  assert.equal(world.socket().said.filter((frame) => frame.type === "message.post").length, 1);
  return world;
}

test("a message that is stored just now is followed by what was wished", async () => {
  const { hear, askedAt, end } = await sent({ cnv_a: 3 }, 3);

  hear(ack(4, 6));
  await settled();

  assert.deepEqual([askedAt(ACTS), askedAt(OPENED)], [[RESOLVED], []]);
  end();
});

test("a message that was stored long ago closes nothing over what came since", async () => {
  const { hear, askedAt, end } = await sent({ cnv_a: 5 }, 5);

  hear(ack(4, 0));
  await settled();

  assert.deepEqual(askedAt(ACTS), []);
  end();
});

test("what is told of one's own message after an absence closes nothing over what is told behind it", async () => {
  const { hear, askedAt, end } = await sent({ cnv_a: 3 }, 5);

  hear({ type: "message", seq: 6, conversation: conversation("cnv_a", 4), message: { ...agentMessage(4, "agent"), client_id: "one" } });
  hear({ type: "message", seq: 7, conversation: conversation("cnv_a", 5), message: agentMessage(5, "visitor") });
  await settled();

  assert.deepEqual(askedAt(ACTS), []);
  end();
});

test("a conversation that is in no list is done all the same, unless somebody has written", async () => {
  for (const [last, acts] of [[4, [RESOLVED]], [5, []]] as const) {
    const { hear, askedAt, end } = await sent({ cnv_b: 1 }, last);

    hear(ack(4, 0));
    await settled();

    assert.deepEqual(askedAt(ACTS), acts, `last is ${last}`);
    end();
  }
});
