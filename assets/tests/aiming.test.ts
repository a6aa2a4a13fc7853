// A conversation is asked for once somebody aims at it, and what came of that is used only where it is still true.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openAiming } from "../inbox/state/aiming";
import type { InboxThread } from "../shared/protocol";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage, opened } from "./support";

const THREAD = "/api/inbox/conversations/cnv_a";

function world() {
  return inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3, cnv_b: 1 }), [THREAD]: () => threadAt(5, [agentMessage(3, "visitor")]) });
}

async function live(answers: Record<string, unknown> = {}) {
  const desk = world();
  Object.assign(desk.answers, answers);
  await desk.inbox.start();
  desk.hear({ type: "ready", seq: 5 });
  return desk;
}

test("who rests on a row and then opens it has the conversation without a second question", async () => {
  const desk = await live();
  desk.inbox.aiming.at("cnv_a");
  desk.inbox.aiming.at("cnv_a");
  await settled();
  assert.equal(desk.inbox.facts.threads.value.has("cnv_a"), false, "aiming opens nothing");
  assert.deepEqual(desk.reads(), [], "and reads nothing");
  desk.place.open("cnv_a");
  await desk.inbox.load("cnv_a");
  assert.deepEqual(desk.inbox.facts.messages.value.map((one) => one.number), [3]);
  assert.equal(desk.askedAt(THREAD).length, 1);
  desk.end();
});

test("what came between aiming and opening is there", async () => {
  const desk = await live();
  desk.inbox.aiming.at("cnv_a");
  await settled();
  desk.answers[THREAD] = threadAt(6, [agentMessage(3, "visitor"), agentMessage(4, "visitor")]);
  desk.hear({ type: "contact", contact_id: "con_x", seq: 6 });
  desk.place.open("cnv_a");
  await desk.inbox.load("cnv_a");
  assert.deepEqual(desk.inbox.facts.messages.value.map((one) => one.number), [3, 4]);
  desk.end();
});

test("a failure of what was asked ahead is not the failure of opening", async () => {
  const desk = await live();
  desk.answers[THREAD] = 500;
  desk.inbox.aiming.at("cnv_a");
  await settled();
  desk.answers[THREAD] = threadAt(5, [agentMessage(3, "visitor")]);
  desk.place.open("cnv_a");
  await desk.inbox.load("cnv_a");
  assert.equal(desk.inbox.facts.threadLoading.value, "ready");
  desk.end();
});

test("what another device has begun there is found also where something was being saved when it was aimed at", async () => {
  const desk = await live({ "/api/inbox/drafts": { drafts: [] } });
  const begun = { conversation_id: "cnv_b", mode: "reply" as const, body: "From the phone", after_number: 1, updated_at: 1 };
  desk.answers["/api/inbox/conversations/cnv_b"] = opened("cnv_b", [agentMessage(1, "visitor")], { seq: 5, drafts: [begun] });
  await settled();
  desk.place.open("cnv_a");
  await desk.inbox.load("cnv_a");
  desk.inbox.writing.write("cnv_a", "reply", "Hel");
  desk.answers["/api/inbox/drafts"] = { drafts: [begun] };
  desk.answers[`${THREAD}/drafts/reply`] = { draft: null };

  desk.inbox.aiming.at("cnv_b");
  await settled();
  desk.place.open("cnv_b");
  await desk.inbox.load("cnv_b");
  await settled(400);

  assert.equal(desk.inbox.writing.drafts.of("cnv_b").text.value, "From the phone");
  desk.end();
});

function aims({ isLive = true, isKnown = false } = {}) {
  const asked: string[] = [];
  let turn = 1;
  const stopped: string[] = [];
  const ask = (id: string, signal: AbortSignal) => {
    asked.push(id);
    signal.addEventListener("abort", () => stopped.push(id));
    return Promise.resolve({} as InboxThread);
  };
  return { asked, stopped, aiming: openAiming({ ask, turn: () => turn++, isKnown: () => isKnown, isLive: () => isLive }) };
}

test("the drafts are compared as they stood when the answer was asked for", () => {
  const { aiming } = aims();
  aiming.at("cnv_a");
  assert.equal(aiming.take("cnv_a")?.turn, 1);
  assert.equal(aiming.take("cnv_a"), null, "an answer is used once");
});

test("who is online or types changes no conversation, anything else may", () => {
  const { aiming } = aims();
  aiming.at("cnv_a");
  for (const type of ["presence", "typing", "viewing", "colleagues", "position"] as const) aiming.heard(type);
  assert.ok(aiming.take("cnv_a") !== null);
  aiming.at("cnv_a");
  aiming.heard("entry");
  assert.equal(aiming.take("cnv_a"), null);
});

test("nothing is asked ahead of what is known, nor while news may be missed", () => {
  for (const { asked, aiming } of [aims({ isKnown: true }), aims({ isLive: false })]) {
    aiming.at("cnv_a");
    assert.deepEqual(asked, []);
  }
});

test("a question whose answer nobody waits for any more is stopped, one that was pressed goes on", () => {
  const { asked, stopped, aiming } = aims();
  aiming.at("cnv_a");
  aiming.at("cnv_b");
  assert.deepEqual([asked, stopped], [["cnv_a", "cnv_b"], ["cnv_a"]], "another row is aimed at");
  aiming.at("cnv_b");
  assert.ok(aiming.take("cnv_b") !== null);
  aiming.at("cnv_c");
  aiming.heard("entry");
  aiming.at("cnv_d");
  aiming.forget();
  assert.deepEqual([asked, stopped], [["cnv_a", "cnv_b", "cnv_c", "cnv_d"], ["cnv_a", "cnv_c", "cnv_d"]], "what is opened is never stopped");
});
