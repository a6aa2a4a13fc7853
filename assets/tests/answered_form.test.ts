// A form that the visitor answers while an agent writes about it: that is news too, and no reply goes out over it.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { AgentHears, AgentMessage } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, conversation, memoryStore } from "./support";

const FORM: AgentMessage = { ...agentMessage(2, "agent"), content: { type: "form", is_contact: false, fields: [{ name: "size", label: "Size", kind: "text", is_required: true, options: [] }] } };
const ANSWERED: AgentMessage = { ...FORM, answer: { values: [{ name: "size", label: "Size", value: "42" }] } };
const changed = (message: AgentMessage): AgentHears => ({ type: "changed", seq: 6, conversation_id: "cnv_a", message });

/** A conversation is open in which a form waits for its answer. */
async function asked({ form = FORM, undo_send_seconds = 5, store = memoryStore() } = {}) {
  const world = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3 }), "/api/inbox/conversations/cnv_a": threadAt(5, [agentMessage(1, "visitor"), form, agentMessage(3, "visitor")]) }, { undo_send_seconds, store });
  await world.opens();
  const { sending } = world.inbox.writing;
  const write = (text: string) => world.inbox.writing.write("cnv_a", "reply", text);
  const news = () => sending.news("cnv_a").map((message) => message.number);
  const posted = () => world.socket().said.flatMap((frame) => (frame.type === "message.post" ? [frame.body] : []));
  return { ...world, sending, write, news, posted, store };
}

test("a form that is answered while a reply is written must be looked at first", async () => {
  const { sending, write, news, hear, end } = await asked();
  write("Please fill in the form");
  assert.deepEqual(news(), []);

  hear(changed(ANSWERED));
  assert.deepEqual(news(), [2]);

  sending.reviewed("cnv_a");
  assert.deepEqual(news(), []);
  end();
});

test("a form that is sent and answered while a reply stands in the box must be looked at first", async () => {
  const { inbox, write, news, hear, sending, end } = await asked({ form: agentMessage(2, "agent"), undo_send_seconds: 0 });
  write("Please fill in the form");
  const form: AgentMessage = { ...FORM, id: "msg_4", number: 4, client_id: "client-4" };
  hear({ type: "message", seq: 6, conversation: conversation("cnv_a", 4), message: form });
  assert.deepEqual([news(), inbox.facts.messages.value.length], [[], 4], "one's own form is no news");

  hear(changed({ ...form, answer: ANSWERED.answer }));
  assert.deepEqual(news(), [4]);

  sending.reviewed("cnv_a");
  assert.deepEqual(news(), []);
  end();
});

test("a form that was answered before the reply was begun is no news", async () => {
  const { write, news, hear, end } = await asked();
  write("Please");
  write("");
  hear(changed(ANSWERED));

  write("Thank you");

  assert.deepEqual(news(), []);
  end();
});

test("a reply that was begun before the page was left knows of a form answered meanwhile", async () => {
  const before = await asked();
  before.write("Please fill in the form");
  before.end();

  const { news, end } = await asked({ form: ANSWERED, store: before.store });

  assert.deepEqual(news(), [2]);
  end();
});

test("a form that is answered while a reply can still be taken back stops it, until its writer says otherwise", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { inbox, sending, write, hear, posted, end } = await asked();
  write("Please fill in the form");
  inbox.writing.send("cnv_a", "reply");
  hear(changed(ANSWERED));

  mock.timers.tick(5_000);
  const stopped = () => inbox.writing.outbox.items.value[0]!;
  assert.deepEqual([posted(), stopped().state, stopped().refusal], [[], "failed", "changed"]);
  assert.deepEqual(sending.newsFor(stopped()).map((message) => message.number), [2]);

  sending.sendAnyway(stopped().client_id);
  assert.deepEqual([posted(), sending.newsFor(stopped())], [["Please fill in the form"], []]);
  mock.timers.reset();
  end();
});

test("a reply that is taken back still knows of a form answered meanwhile", async () => {
  const { inbox, write, news, hear, end } = await asked();
  write("Please fill in the form");
  inbox.writing.send("cnv_a", "reply");
  hear(changed(ANSWERED));

  inbox.writing.undo();

  assert.deepEqual(news(), [2]);
  end();
});

test("a reply taken over from another device knows of a form that is answered from then on", async () => {
  const { inbox, write, news, hear, end } = await asked();
  const { drafts } = inbox.writing;
  write("Mine");
  drafts.heard("cnv_a", [{ conversation_id: "cnv_a", mode: "reply", body: "Please, from the phone", after_number: 3, updated_at: 1 }], drafts.turn());
  drafts.takeNewer("cnv_a", "reply");

  hear(changed(ANSWERED));

  assert.deepEqual([drafts.of("cnv_a").text.value, news()], ["Please, from the phone", [2]]);
  end();
});
