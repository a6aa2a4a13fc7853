// A line that comes back: what was typed meanwhile goes to the server, and never over what another device has written.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Draft } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage } from "./support";

const LISTED = "/api/inbox/drafts";
const KEPT = "/api/inbox/conversations/cnv_a/drafts/reply";
const kept = (body: string): Draft => ({ conversation_id: "cnv_a", mode: "reply", body, after_number: 3, updated_at: 1 });

/** "Hello" is begun and saved; then the line is lost, and nothing is saved any more. */
async function begun() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  const world = inboxWorld({
    "/api/inbox/conversations": listAt(5, { cnv_a: 3 }),
    "/api/inbox/conversations/cnv_a": threadAt(5, [1, 2, 3].map((number) => agentMessage(number, "visitor"))),
    [LISTED]: { drafts: [] },
    [KEPT]: { draft: null },
  });
  const { inbox, answers, hear, askedAt } = world;
  const passes = async (ms: number) => {
    mock.timers.tick(ms);
    for (let step = 0; step < 30; step += 1) await Promise.resolve();
  };
  await world.opens();
  await passes(0);
  const type = (text: string) => inbox.writing.write("cnv_a", "reply", text);
  type("Hello");
  await passes(1_000);
  const saves = () => askedAt(KEPT).map((asked) => (asked as { body: string }).body);
  assert.deepEqual(saves(), ["Hello"]);

  answers[LISTED] = { drafts: [kept("Hello")] };
  inbox.line.restart();
  const comesBack = async () => {
    inbox.line.hurry();
    hear({ type: "ready", seq: 5 });
    await passes(0);
  };
  const box = inbox.writing.drafts.of("cnv_a");
  const end = () => (world.end(), mock.timers.reset());
  return { ...world, passes, type, saves, comesBack, box, end };
}

/** And what was typed while it was lost could not be saved when it came back. */
async function refused(status: number) {
  const world = await begun();
  world.type("Hello, typed offline");
  world.answers[KEPT] = status;
  await world.comesBack();
  return world;
}

test("what was changed on another device while the line was lost is offered, and nothing goes over it", async () => {
  const { answers, passes, type, saves, comesBack, box, end } = await begun();
  type("Hello, typed offline");
  answers[LISTED] = { drafts: [kept("Hello Bo, from the phone")] };

  await comesBack();
  await passes(5_000);

  assert.deepEqual([box.text.value, box.newer.value?.body, saves()], ["Hello, typed offline", "Hello Bo, from the phone", ["Hello"]]);
  end();
});

test("what was typed while the line was lost goes to the server once it is back", async () => {
  const { type, saves, comesBack, box, end } = await begun();
  type("Hello, typed offline");

  await comesBack();

  assert.deepEqual([saves(), box.newer.value], [["Hello", "Hello, typed offline"], null]);
  end();
});

test("nothing goes to the server before it has said what it holds, also where it is asked several times", async () => {
  const { answers, passes, type, saves, comesBack, end } = await begun();
  type("Hello, typed offline");
  await passes(5_000);
  assert.deepEqual(saves(), ["Hello"], "another device may have changed it, of which nothing is heard");

  answers[LISTED] = 503;
  await comesBack();
  await passes(1_000);
  assert.deepEqual(saves(), ["Hello"]);

  answers[LISTED] = { drafts: [kept("Hello")] };
  for (let turn = 0; turn < 5; turn += 1) await passes(1_000);
  assert.deepEqual(saves(), ["Hello", "Hello, typed offline"]);
  end();
});

test("a save that was on its way when the line was lost is waited for", async () => {
  const { inbox, answers, passes, type, saves, comesBack, box, end } = await begun();
  await comesBack();
  let fail = (_: unknown) => {};
  answers[KEPT] = () => new Promise((_, reject) => (fail = reject));
  type("Hello, on its way");
  await passes(1_000);
  inbox.line.restart();
  type("Hello, typed offline");
  answers[LISTED] = { drafts: [kept("Hello Bo, from the phone")] };

  await comesBack();
  answers[KEPT] = { draft: null };
  fail(new TypeError("lost"));
  for (let turn = 0; turn < 5; turn += 1) await passes(1_000);

  assert.deepEqual([box.text.value, box.newer.value?.body], ["Hello, typed offline", "Hello Bo, from the phone"]);
  assert.deepEqual(saves(), ["Hello", "Hello, on its way"]);
  end();
});

test("what could not be saved is tried again, a little later each time, until it is", async () => {
  const { answers, passes, saves, end } = await refused(503);
  for (let turn = 0; turn < 20; turn += 1) await passes(1_000);
  const tries = saves().length;
  assert.ok(tries >= 4 && tries <= 9, `${tries} tries`);

  answers[KEPT] = { draft: null };
  for (let turn = 0; turn < 40; turn += 1) await passes(1_000);
  assert.deepEqual([saves().length, saves().at(-1)], [tries + 1, "Hello, typed offline"]);
  end();
});

test("before it is tried again the server is asked what another device has written meanwhile", async () => {
  const { answers, box, passes, saves, end } = await refused(503);
  await passes(0);
  const tries = saves().length;

  answers[LISTED] = { drafts: [kept("Hello Bo, from the phone")] };
  answers[KEPT] = { draft: null };
  for (let turn = 0; turn < 20; turn += 1) await passes(1_000);

  assert.deepEqual([box.text.value, box.newer.value?.body], ["Hello, typed offline", "Hello Bo, from the phone"]);
  assert.equal(saves().length, tries, "nothing goes over it");
  end();
});

test("what the server will never take is not sent again by itself", async () => {
  const { passes, saves, end } = await refused(404);
  for (let turn = 0; turn < 40; turn += 1) await passes(1_000);
  assert.deepEqual(saves(), ["Hello", "Hello, typed offline"]);
  end();
});
