// "Send and done": what is done once a message is stored, and what came before it could be.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { AgentHears } from "../shared/protocol";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { ME, agentMessage, conversation, memoryStore } from "./support";

const ACTS = "/api/inbox/acts";
const OPENED = "/api/inbox/conversations/cnv_a";
const RESOLVED = { changes: [{ conversation_id: "cnv_a", act: { type: "resolve" } }] };
const ack = (number: number, seq: number): AgentHears => ({ type: "ack", client_id: "one", conversation_id: "cnv_a", message_id: `msg_${number}`, number, seq });

/** An inbox that has "Send and done" in its outbox, over a list and a conversation as the server has them. */
async function sent(listed: Record<string, number>, last: number, more: Record<string, unknown> = {}) {
  const store = memoryStore();
  const team = { mode: "reply", due_at: 0, after_number: 3, mentions: [], then: { type: "resolve" } };
  store.set(`deskbell:inbox:${ME.agent.id}:out:one`, JSON.stringify({ client_id: "one", conversation_id: "cnv_a", body: "Gladly", files: [], content: null, written_at: 1, state: "sent", problem: null, team }));
  const world = await reloaded(store, listed, last, more);
  assert.equal(world.socket().said.filter((frame) => frame.type === "message.post").length, 1);
  return { ...world, store };
}

/** An inbox that finds in its browser what another page has kept there. */
async function reloaded(store: ReturnType<typeof memoryStore>, listed: Record<string, number>, last: number, more: Record<string, unknown> = {}) {
  const messages = Array.from({ length: last }, (_, index) => agentMessage(index + 1, "visitor"));
  const world = inboxWorld({ "/api/inbox/conversations": listAt(5, listed), [OPENED]: threadAt(5, messages), ...more }, { store });
  await world.inbox.start();
  world.hear({ type: "ready", seq: 5 });
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

test("what a page could not do before it was reloaded is done by the next one, unless somebody has written", async () => {
  for (const [last, acts] of [[4, [RESOLVED]], [5, []]] as const) {
    const { inbox, store, hear, end } = await sent({ cnv_b: 1 }, 4, { [OPENED]: new Promise(() => undefined) });
    hear(ack(4, 0));
    await settled();
    const beside = await reloaded(store, { cnv_b: 1 }, last);
    await settled();
    assert.deepEqual(beside.askedAt(OPENED), [], "a window beside it leaves it to that page");
    beside.end();
    inbox.writing.leave(() => undefined);
    end();

    const answered = { [ACTS]: { seq: 6, results: [{ conversation: conversation("cnv_a", 4), unread: 0, error: null }] } };
    const next = await reloaded(store, { cnv_b: 1 }, last, answered);
    await settled();
    next.end();
    const again = await reloaded(store, { cnv_b: 1 }, last, answered);
    await settled();

    assert.deepEqual([next.askedAt(ACTS), again.askedAt(ACTS)], [acts, []], `last is ${last}`);
    again.end();
  }
});

/** What a page has kept that was gone without a word, right after what it had wished. */
async function crashed() {
  const { store, hear, end } = await sent({ cnv_b: 1 }, 4, { [OPENED]: new Promise(() => undefined) });
  hear(ack(4, 0));
  await settled();
  end();
  return store;
}

test("what was wished right before a page was gone without a word is done by the next one, once it has waited for that page", async () => {
  const store = await crashed();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
  try {
    const next = await reloaded(store, { cnv_b: 1 }, 4);
    await passes(50_000);
    assert.deepEqual(next.askedAt(ACTS), [], "it may have a window of its own");

    await passes(15_000);
    assert.deepEqual(next.askedAt(ACTS), [RESOLVED]);
    next.end();
  } finally {
    mock.timers.reset();
  }
});

test("what a page that is gone had wished is not done over what was done to the conversation since", async () => {
  const store = await crashed();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
  try {
    const thread = threadAt(5, Array.from({ length: 4 }, (_, index) => agentMessage(index + 1, "visitor")));
    const next = await reloaded(store, { cnv_b: 1 }, 4, { [OPENED]: { ...thread, conversation: { ...conversation("cnv_a", 4), state: "snoozed" } } });
    await passes(65_000);
    assert.equal(next.askedAt(OPENED).length, 1);
    assert.deepEqual(next.askedAt(ACTS), []);
    next.end();
  } finally {
    mock.timers.reset();
  }
});

test("what was taken away at sign-out is not written again when the page goes", async () => {
  const { inbox, store, hear, end } = await sent({ cnv_b: 1 }, 4, { [OPENED]: new Promise(() => undefined) });
  hear(ack(4, 0));
  await settled();
  const kept = () => store.keys("").filter((key) => key.includes(":then:"));
  assert.equal(kept().length, 1);
  for (const key of store.keys("")) store.remove(key);

  inbox.writing.leave(() => undefined);

  assert.deepEqual(kept(), []);
  end();
});

/** Lets so much time go by in steps, and what was promised in each happen. */
async function passes(ms: number) {
  for (let step = 0; step < ms; step += 1_000) {
    mock.timers.tick(1_000);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

test("where the server is busy it is asked again how the conversation stands, and what was wished is done", async () => {
  const { hear, answers, askedAt, end } = await sent({ cnv_b: 1 }, 4);
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const opened = answers[OPENED];
    answers[OPENED] = 503;
    hear(ack(4, 0));
    await passes(1_000);
    answers[OPENED] = opened;
    await passes(5_000);

    assert.deepEqual(askedAt(ACTS), [RESOLVED]);
  } finally {
    mock.timers.reset();
    end();
  }
});

test("where it cannot be told how the conversation stands nothing is done, and that is said where it was wished", async () => {
  const { inbox, hear, answers, askedAt, end } = await sent({ cnv_b: 1 }, 4);
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const opened = answers[OPENED];
    answers[OPENED] = 503;
    hear(ack(4, 0));
    await passes(60_000);
    const asked = askedAt(OPENED).length;
    assert.ok(asked > 2 && asked < 10, `asked ${asked} times`);
    assert.deepEqual([inbox.acts.failures.value.get("cnv_a")?.act, askedAt(ACTS)], [{ type: "resolve" }, []]);

    answers[OPENED] = opened;
    inbox.place.open("cnv_a");
    await inbox.load("cnv_a");
    inbox.acts.retry(["cnv_a"]);
    await passes(1_000);
    assert.deepEqual([askedAt(ACTS), inbox.acts.failures.value.size], [[RESOLVED], 0]);
  } finally {
    mock.timers.reset();
    end();
  }
});

test("what was wished for a conversation that is gone is forgotten with it", async () => {
  const { inbox, hear, answers, askedAt, end } = await sent({ cnv_b: 1 }, 4);
  answers[OPENED] = 404;

  hear(ack(4, 0));
  await settled();

  assert.deepEqual([askedAt(OPENED).length, inbox.acts.failures.value.size, askedAt(ACTS)], [1, 0, []]);
  end();
});
