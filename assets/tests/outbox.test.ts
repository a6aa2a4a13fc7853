import assert from "node:assert/strict";
import { test } from "node:test";
import { openOutbox, type Outgoing } from "../shared/outbox";
import { memoryStore } from "./support";

function world({ store = memoryStore(), isLive = true } = {}) {
  const wire: Outgoing[] = [];
  const waits: { act: () => void; delay_ms: number }[] = [];
  const line = { isLive };
  const outbox = openOutbox({
    store,
    prefix: "out:",
    post: (outgoing) => line.isLive && wire.push(outgoing) > 0,
    later: (act, delay_ms) => waits.push({ act, delay_ms }),
  });
  let at = 0;
  const write = (client_id: string, conversation_id: string | null = "cnv_a") => outbox.add({ client_id, conversation_id, body: `Text of ${client_id}` }, (at += 1));
  const sent = () => wire.map((one) => one.client_id);
  return { outbox, wire, waits, line, store, write, sent };
}

test("messages leave one at a time, in the order they were written", () => {
  const { outbox, write, sent } = world();

  write("one");
  write("two");
  write("three");
  assert.deepEqual(sent(), ["one"]);

  outbox.settle("one", "cnv_a");
  outbox.settle("two", "cnv_a");
  assert.deepEqual(sent(), ["one", "two", "three"]);
});

test("what is written while offline leaves when there is a line", () => {
  const { outbox, line, write, sent } = world({ isLive: false });
  write("one");
  write("two");
  assert.deepEqual(sent(), []);

  line.isLive = true;
  outbox.pump();

  assert.deepEqual(sent(), ["one"]);
});

test("after a lost connection what was not acknowledged goes again, with the same id", () => {
  const { outbox, write, sent } = world();
  write("one");

  outbox.rewind();
  outbox.pump();

  assert.deepEqual(sent(), ["one", "one"]);
});

test("unsent messages survive a reload, in order", () => {
  const { store, write } = world({ isLive: false });
  write("one");
  write("two");

  const reloaded = world({ store });
  reloaded.outbox.pump();
  reloaded.outbox.settle("one", "cnv_a");

  assert.deepEqual(reloaded.sent(), ["one", "two"]);
  reloaded.outbox.settle("two", "cnv_a");
  assert.deepEqual(store.keys("out:"), []);
});

test("what waits to start a conversation follows the first message into it", () => {
  const { outbox, write, wire } = world();
  write("one", null);
  write("two", null);

  const settled = outbox.settle("one", "cnv_new");

  assert.equal(settled?.conversation_id, null);
  assert.deepEqual(wire.map((one) => one.conversation_id), [null, "cnv_new"]);
});

test("a message is settled once, whoever says it first", () => {
  const { outbox, write } = world();
  write("one");

  assert.equal(outbox.settle("one", "cnv_a")?.client_id, "one");
  assert.equal(outbox.settle("one", "cnv_a"), null);
  assert.equal(outbox.settle(null, "cnv_a"), null);
});

test("a refused message says why, stays, and goes again on request", () => {
  const { outbox, write, sent } = world();
  write("one");
  write("two");

  outbox.refuse({ client_id: "one", code: "invalid", detail: "The message is too long.", retry_after: null });
  assert.deepEqual(outbox.items.value.map((one) => [one.state, one.problem]), [["failed", "The message is too long."], ["sent", null]]);

  outbox.settle("two", "cnv_a");
  outbox.retry("one");
  assert.deepEqual(sent(), ["one", "two", "one"]);
});

test("a short rate limit is waited out silently, and nothing overtakes", () => {
  const { outbox, write, sent, waits } = world();
  write("one");
  write("two");

  outbox.refuse({ client_id: "one", code: "rate_limited", detail: "Too fast.", retry_after: 4 });
  outbox.pump();
  assert.deepEqual(sent(), ["one"]);
  assert.equal(waits[0]?.delay_ms, 4_000);

  waits[0]?.act();
  assert.deepEqual(sent(), ["one", "one"]);
});

test("a long rate limit is the writer's to decide about", () => {
  const { outbox, write } = world();
  write("one");

  outbox.refuse({ client_id: "one", code: "rate_limited", detail: "Try again in an hour.", retry_after: 3_600 });

  assert.equal(outbox.items.value[0]?.state, "failed");
});

test("a message taken out to be edited is gone from the store too", () => {
  const { outbox, store, write } = world({ isLive: false });
  write("one");

  assert.equal(outbox.withdraw("one"), "Text of one");
  assert.deepEqual(store.keys("out:"), []);
});

test("when the session ends nothing written is lost or sent by itself", () => {
  const { outbox, write, sent } = world({ isLive: false });
  write("one");

  outbox.detach("The conversation was ended.");
  outbox.pump();

  assert.deepEqual(sent(), []);
  assert.equal(outbox.items.value[0]?.conversation_id, null);
});

test("a stored message that cannot be read is dropped, not thrown", () => {
  const store = memoryStore();
  store.set("out:broken", "{");

  assert.deepEqual(world({ store }).outbox.items.value, []);
  assert.equal(store.get("out:broken"), null);
});

test("what an agent puts together waits and goes with its content", () => {
  const { outbox, wire } = world();

  outbox.add({ client_id: "one", conversation_id: "cnv_a", body: "", content: { type: "quick_replies", replies: ["Yes"] } }, 1);

  assert.deepEqual(wire[0]?.content, { type: "quick_replies", replies: ["Yes"] });
});
