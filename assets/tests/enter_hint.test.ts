import assert from "node:assert/strict";
import { test } from "node:test";
import { enterHint } from "../inbox/state/enter_hint";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, conversation } from "./support";

test("what is said below the box is what Enter does: it sends, adds a note, or first shows what is new", async () => {
  const { inbox, opens, hear, end } = inboxWorld({
    "/api/inbox/conversations": listAt(5, { cnv_a: 3 }),
    "/api/inbox/conversations/cnv_a": threadAt(5, [1, 2, 3].map((number) => agentMessage(number, "visitor"))),
  });
  await opens();
  inbox.writing.write("cnv_a", "reply", "Dear Bo");
  assert.equal(enterHint(inbox, "cnv_a"), "send_hint");

  hear({ type: "message", seq: 6, conversation: conversation("cnv_a", 4), message: agentMessage(4, "visitor") });
  assert.equal(enterHint(inbox, "cnv_a"), "review_hint");
  const byMod = { ...inbox, preferences: { ...inbox.preferences, value: { ...inbox.preferences.value, enter_sends: false } } } as unknown as typeof inbox;
  assert.equal(enterHint(byMod, "cnv_a"), "review_hint_mod");

  inbox.writing.choose("note");
  assert.equal(enterHint(inbox, "cnv_a"), "note_send_hint");
  inbox.writing.choose("reply");
  inbox.writing.sending.reviewed("cnv_a");
  assert.equal(enterHint(inbox, "cnv_a"), "send_hint");
  end();
});
