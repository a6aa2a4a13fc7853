// What counts as seen: only what somebody has before them, at this moment.

import assert from "node:assert/strict";
import { test } from "node:test";
import { actEntries } from "../inbox/state/palette/act_entries";
import type { AgentHears } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, conversation } from "./support";

const THREE = [1, 2, 3].map((number) => agentMessage(number, "visitor"));
const ANSWERS = () => ({ "/api/inbox/conversations": listAt(5, { cnv_a: 3, cnv_b: 1 }), "/api/inbox/conversations/cnv_a": threadAt(5, THREE) });
const message = (number: number, seq: number): AgentHears => ({ type: "message", seq, conversation: conversation("cnv_a", number), message: agentMessage(number, "visitor") });

test("a conversation behind another page is not looked at: it is read when it is in sight again", async () => {
  const { inbox, place, hear, reads, opens, socket, end } = inboxWorld(ANSWERS());
  await opens();
  assert.deepEqual(reads(), [3]);

  for (const leave of [() => place.openContact("con_cnv_a"), () => place.openPage("notifications"), () => place.openPage("me")]) {
    place.open("cnv_a");
    leave();
    assert.deepEqual([place.conversation_id.value, place.shown_id.value, inbox.facts.isLooking.value], ["cnv_a", null, false]);
  }
  hear(message(4, 6));
  assert.deepEqual([reads(), inbox.beside.opening.new_from.value], [[3], 4]);
  assert.deepEqual(socket().said.findLast((frame) => frame.type === "viewing"), { type: "viewing", is_replying: false });

  place.open("cnv_a");
  assert.deepEqual(reads(), [3, 4]);
  end();
});

test("on another page nothing is offered for the conversation behind it", async () => {
  const { inbox, place, opens, end } = inboxWorld(ANSWERS());
  await opens();
  assert.ok(actEntries(inbox).length > 0);

  place.openContact("con_cnv_a");
  inbox.selecting.cursor.value = "cnv_b";

  assert.deepEqual([actEntries(inbox), inbox.targets()], [[], []]);
  end();
});
