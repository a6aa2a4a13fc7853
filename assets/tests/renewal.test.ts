// The server hands out another token for the same visitor: every tab goes on with it, and nothing is lost on the way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./panel_world";
import { memoryStore, write } from "./support";
import { ANA, RENEWED, SAME, TOKEN, VISITOR, browser, settledTab, type Answer } from "./tabs_world";

test("a renewed token takes the place of the old one in every tab, and no line breaks", async () => {
  const world = browser(() => RENEWED);
  const [one, other] = [await settledTab(world), await settledTab(world)];
  other.panel.draft.text.value = "Half a sentence";
  other.panel.typed();

  one.panel.identify(ANA);
  await settled();

  assert.deepEqual([world.store.get(TOKEN), world.store.get(VISITOR)], ["dvt_2", "vis_1"]);
  assert.deepEqual([one.panel.session.token.value, other.panel.session.token.value], ["dvt_2", "dvt_2"]);
  assert.deepEqual(world.sockets.map((socket) => socket.isClosed), [false, false]);
  assert.deepEqual([one.panel.facts.threads.value.size, other.panel.facts.threads.value.size], [1, 1]);
  assert.equal(other.panel.draft.text.value, "Half a sentence");
  assert.deepEqual(world.told, ["identified"]);
  world.end();
});

test("a tab that slept while another renewed the token goes on with the new one, and shows the old one to nobody", async () => {
  const world = browser(() => RENEWED);
  const asleep = await settledTab(world, { isDeaf: true });
  const awake = await settledTab(world);
  awake.panel.identify(ANA);
  await settled();
  world.good.splice(0, 1);
  world.asked.length = 0;

  write(asleep.panel, "Good morning");
  asleep.socket.onclose?.();
  asleep.panel.line.hurry();
  await settled();

  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  assert.deepEqual(world.asked.filter((one) => one.token === "dvt_1"), []);
  assert.deepEqual(asleep.panel.outbox.items.value.map(({ body, state }) => [body, state]), [["Good morning", "waiting"]]);
  asleep.panel.line.stop();
  world.end();
});

test("a request that was on its way with the old token is asked again with the new one", async () => {
  const world = browser(() => undefined);
  const { panel } = await settledTab(world);
  world.good.splice(0, 1);
  const { fetch } = globalThis;
  let isFirst = true;
  // While the first is on its way, another tab stores the new token.
  const renewing = (...given: Parameters<typeof fetch>) => {
    const answer = fetch(...given);
    if (isFirst) world.store.set(TOKEN, "dvt_2");
    isFirst = false;
    return answer;
  };
  Object.assign(globalThis, { fetch: renewing });
  world.asked.length = 0;

  await panel.resume();

  assert.deepEqual(world.asked.map(({ path, token }) => [path, token]).slice(0, 2), [
    ["/api/widget/conversations", "dvt_1"],
    ["/api/widget/conversations", "dvt_2"],
  ]);
  assert.equal(panel.facts.threads.value.size, 1);
  assert.equal(world.store.get(TOKEN), "dvt_2");
  world.end();
});

test("a line that is refused for its old token comes back with the new one", async () => {
  const world = browser(() => undefined);
  const { panel, socket } = await settledTab(world, { isDeaf: true });
  panel.draft.text.value = "Half a sentence";
  world.store.set(TOKEN, "dvt_2");
  world.good.splice(0, 1);

  socket.hear({ type: "error", code: "signed_out", detail: "" });
  await settled();

  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  assert.deepEqual([panel.facts.threads.value.size, panel.draft.text.value], [1, "Half a sentence"]);
  panel.line.stop();
});

test("a line that is refused after the news of the renewal does not end the visitor's session", async () => {
  const world = browser(() => undefined);
  const { panel, socket } = await settledTab(world);
  world.store.set(TOKEN, "dvt_2");
  panel.hearTab({ type: "session", isAnother: false });
  world.good.splice(0, 1);

  socket.hear({ type: "error", code: "signed_out", detail: "" });
  await settled();

  assert.equal(world.store.get(TOKEN), "dvt_2");
  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  world.end();
});

test("an answer that is lost leaves the old token, which still opens everything", async () => {
  const answers: Answer[] = ["lost", SAME];
  const world = browser(() => answers.shift());
  const { panel, socket } = await settledTab(world);

  panel.identify(ANA);
  await settled();
  assert.deepEqual([panel.session.token.value, panel.facts.threads.value.size, socket.isClosed], ["dvt_1", 1, false]);

  panel.identify(ANA);
  await settled();
  assert.deepEqual([panel.session.token.value, panel.facts.threads.value.size, socket.isClosed], ["dvt_1", 1, false]);
  world.end();
});

test("another customer's token is never taken for a renewed one", async () => {
  const world = browser(() => ({ ...RENEWED, visitor_id: "vis_2" }));
  const [one, other] = [await settledTab(world), await settledTab(world)];
  for (const { panel } of [one, other]) {
    panel.draft.text.value = "Only for Ana";
    panel.typed();
  }

  one.panel.identify({ user_id: "ben", user_hash: "proof of ben" });
  await settled();

  assert.equal(world.store.get(VISITOR), "vis_2");
  for (const { panel } of [one, other]) assert.equal(panel.draft.text.value, "");
  assert.deepEqual(world.store.keys("").sort(), [TOKEN, VISITOR]);
  world.end();
});

test("a browser that kept only a token learns whose it is", async () => {
  const store = memoryStore();
  const world = browser(() => SAME, { store });
  store.remove(VISITOR);
  const { panel } = await settledTab(world);

  panel.identify(ANA);
  await settled();

  assert.equal(store.get(VISITOR), "vis_1");
  assert.equal(panel.facts.threads.value.size, 1);
  world.end();
});
