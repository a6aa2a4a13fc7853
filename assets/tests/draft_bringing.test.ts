// Two windows of one browser with their lines: who brings to the server what is written in which of them.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Draft } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, memoryStore } from "./support";

const LISTED = "/api/inbox/drafts";
const KEPT = "/api/inbox/conversations/cnv_a/drafts/reply";
const kept = (body: string): Draft => ({ conversation_id: "cnv_a", mode: "reply", body, after_number: 3, updated_at: 1 });

async function passes(ms: number): Promise<void> {
  mock.timers.tick(ms);
  for (let step = 0; step < 40; step += 1) await Promise.resolve();
}

/** Two windows of one browser, the first with its line up, the second about to have one. `server` is what the server holds. */
async function twoWindows() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const store = memoryStore();
  const server = { body: "", saves: [] as string[], isAnswering: true };
  const answers: Record<string, unknown> = {
    "/api/inbox/conversations": listAt(5, { cnv_a: 3 }),
    "/api/inbox/conversations/cnv_a": threadAt(5, [1, 2, 3].map((number) => agentMessage(number, "visitor"))),
    [LISTED]: () => ({ drafts: server.body === "" ? [] : [kept(server.body)] }),
  };
  const one = inboxWorld(answers, { store });
  await one.opens();
  await passes(0);
  const socket = one.socket();
  const other = inboxWorld(answers, { store });
  answers[KEPT] = () => {
    server.body = (other.asked.at(-1)!.body as { body: string }).body;
    server.saves.push(server.body);
    return server.isAnswering ? { draft: null } : Promise.reject(new TypeError("lost"));
  };
  await other.inbox.start();
  await passes(0);
  const end = () => {
    one.end();
    other.end();
    mock.timers.reset();
  };
  const live = () => {
    other.hear({ type: "ready", seq: 5 });
    other.hear({ type: "position", seq: 5 });
  };
  const type = (text: string) => one.inbox.writing.write("cnv_a", "reply", text);
  return { one: { ...one, store }, other, server, socket, live, type, box: one.inbox.writing.drafts.of("cnv_a"), end };
}

test("a window that connects leaves to another what is being written there", async () => {
  const { other, server, socket, live, type, box, end } = await twoWindows();
  type("Dear Bo, I have");
  await passes(500);

  live();
  await passes(0);
  assert.deepEqual(server.saves, [], "half a sentence");
  other.place.open("cnv_a");
  other.place.open(null);
  await passes(0);
  assert.deepEqual(server.saves, [], "also where the conversation was looked at there");
  type("Dear Bo, I have looked into it");
  await passes(1_000);
  socket.hear({ type: "draft", seq: 6, conversation_id: "cnv_a" });
  await passes(20_000);

  assert.deepEqual([server.saves, box.newer.value], [["Dear Bo, I have looked into it"], null]);
  end();
});

test("one's own text whose answer was lost is not offered as another window's, and what follows is saved", async () => {
  const { one, server, type, box, end } = await twoWindows();
  server.isAnswering = false;
  type("Hello");
  await passes(1_000);
  one.inbox.line.restart();
  server.isAnswering = true;
  type("Good morning");

  one.inbox.line.hurry();
  one.inbox.writing.connected();
  await passes(5_000);

  assert.deepEqual([box.text.value, box.newer.value, server.body], ["Good morning", null, "Good morning"]);
  end();
});

test("what a window wrote that is gone without a word is brought by another once it has rested", async () => {
  const { one, server, live, type, end } = await twoWindows();
  one.inbox.writing.drafts.hold();
  type("Dear Bo, I have");
  one.end();
  live();
  await passes(5_000);
  assert.deepEqual(server.saves, []);

  await passes(5_000);
  await passes(0);

  assert.deepEqual(server.saves, ["Dear Bo, I have"]);
  end();
});

test("a window that hears of the end of the session writes nothing again either", async () => {
  const { one, other, type, end } = await twoWindows();
  type("Dear Bo, I have");
  for (const key of one.store.keys("")) one.store.remove(key);

  one.inbox.facts.isSignedOut.value = true;
  one.inbox.writing.drafts.save(true);
  other.inbox.facts.isSignedOut.value = true;
  other.inbox.writing.drafts.save(true);

  assert.deepEqual(one.store.keys("").filter((key) => key.includes(":draft:")), []);
  end();
});
