// What the page hears of its proofs, how often one is said, and what is left of a customer whose proof has lapsed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { panelWorld, settled, visitorHas } from "./panel_world";
import { listed, memoryStore, panelConfig, write } from "./support";

const PROVEN = { token: null, visitor_id: "vis_1", is_verified: true, problem: null };
const UNPROVEN = { ...PROVEN, is_verified: false, problem: "identity_unverified" };
const CUSTOMER = { name: "Ana", has_email: true, has_phone: false, is_verified: true };
const NOBODY = { name: null, has_email: false, has_phone: false, is_verified: false };
const RECORD = { id: "rec_1", kind: "order", title: "Order 1", amount: null, currency: null, status: null, colour: "grey", occurred_at: 1 };

const said = (world: ReturnType<typeof panelWorld>) => world.asked.filter((one) => one.path === "/api/widget/session").map((one) => one.body?.["identity"]);
const errors = (world: ReturnType<typeof panelWorld>) => world.told.filter((one) => one.name === "error").map((one) => one.detail);

for (const [proof, problem, words] of [
  [{ user_id: "ana", user_hash: "x" }, "identity_unverified", /user_hash does not fit/],
  [{ user_token: "a.b.c" }, "identity_unverified", /user_token was not accepted.*HS256/],
  [{ session: "wgs_1" }, "session_spent", /used by another browser/],
  [{ session: "wgs_1" }, "identity_unverified", /prepared session was not accepted/],
  [{ user_id: "ana" }, "identity_unverified", /only with proof/],
] as const) {
  test(`the page hears what was wrong with ${Object.keys(proof).at(-1)!}: ${problem}`, async () => {
    const world = panelWorld(panelConfig(), { "/api/widget/session": { ...UNPROVEN, problem } });

    world.panel.identify(proof);
    await settled();

    const [error] = errors(world);
    assert.equal(error?.["code"], problem);
    assert.ok(words.test(String(error?.["message"])), String(error?.["message"]));
    world.end();
  });
}

test("a proof is said once: a page that moves on, or adds a fact, does not say it again when it may have run out", async () => {
  const world = panelWorld(panelConfig(), { ...visitorHas([], CUSTOMER), "/api/widget/session": PROVEN });
  world.panel.identify({ user_token: "a.b.c", name: "Ana" });
  await settled();

  await world.panel.session.moved({ origin: "https://shop.example", url: "https://shop.example/1", title: null, referrer: null });
  await world.panel.session.moved({ origin: "https://shop.example", url: "https://shop.example/2", title: null, referrer: null });
  world.panel.identify({ attributes: { plan: "gold" } });
  await settled();

  assert.deepEqual(said(world), [{ user_token: "a.b.c", name: "Ana" }, { name: "Ana" }, { name: "Ana", attributes: { plan: "gold" } }]);
  assert.deepEqual(world.told.filter((one) => one.name === "identified").length, 1);
  world.end();
});

test("a fresh proof takes the place of one that has run out, without a word", async () => {
  const world = panelWorld(panelConfig(), { ...visitorHas([], CUSTOMER), "/api/widget/session": PROVEN });
  world.panel.identify({ user_token: "first" });
  await settled();

  world.panel.identify({ user_token: "second" });
  await settled();

  assert.deepEqual(said(world), [{ user_token: "first" }, { user_token: "second" }]);
  assert.deepEqual(errors(world), []);
  world.end();
});

test("a proof that has lapsed takes everything of the customer off the screen, and loses nothing unsent", async () => {
  const customers = { ...visitorHas([listed("cnv_1", 3, 2)], CUSTOMER), "/api/widget/activity": { records: [RECORD], next: null } };
  const world = panelWorld(panelConfig(), { ...customers });
  const { panel, answers } = world;
  panel.open({});
  await panel.resume();
  await settled();
  assert.deepEqual([panel.facts.unread.value, panel.activity.records.value.length], [2, 1]);
  write(panel, "Not sent yet");

  Object.assign(answers, visitorHas([], NOBODY), { "/api/widget/activity": { status: 403, type: "/docs/problems/not-verified" } });
  await panel.activity.ask();
  await settled();

  assert.deepEqual([panel.facts.threads.value.size, panel.facts.unread.value, panel.facts.contact.value?.name], [0, 0, null]);
  assert.deepEqual([panel.activity.records.value, panel.places.tabs.value.includes("activity"), panel.facts.isVerified.value], [[], false, false]);
  assert.deepEqual(panel.outbox.items.value.map(({ body, state }) => [body, state]), [["Not sent yet", "failed"]]);

  Object.assign(answers, customers, { "/api/widget/session": PROVEN });
  panel.identify({ user_id: "ana", user_hash: "fresh" });
  await settled();
  assert.deepEqual([panel.facts.unread.value, panel.activity.records.value.length], [2, 1], "a fresh proof heals it");
  assert.deepEqual(errors(world), []);
  world.end();
});

test("a page that names somebody else ends what was shown before the server has answered, whatever it answers", async () => {
  const world = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_1", 3, 2)], CUSTOMER), "/api/widget/session": PROVEN, "/api/widget/logout": 204 });
  const { panel, answers, store } = world;
  panel.identify({ user_id: "ana", user_hash: "proof of ana" });
  await settled();
  panel.draft.text.value = "Only for Ana";
  panel.typed();
  answers["/api/widget/session"] = undefined;

  panel.identify({ user_id: "ben" });

  assert.deepEqual([panel.facts.threads.value.size, panel.facts.unread.value, panel.draft.text.value, panel.facts.isVerified.value], [0, 0, "", false]);
  assert.deepEqual(store.keys(""), []);
  await settled();
  assert.equal(world.asked.at(-1)?.path, "/api/widget/logout");
  world.end();
});

test("a proof that found the server away is told when it is back, before anything of the last visitor is asked for", async () => {
  const world = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_1", 3, 2)], CUSTOMER), "/api/widget/session": 503 });
  world.panel.identify({ user_token: "of ben" });
  await settled();
  assert.deepEqual(errors(world).length, 1);
  world.answers["/api/widget/session"] = PROVEN;
  await settled(3_000);

  const paths = world.asked.map((one) => one.path);
  assert.deepEqual([paths.indexOf("/api/widget/conversations") > paths.lastIndexOf("/api/widget/session"), world.panel.facts.isVerified.value], [true, true]);
  assert.equal(world.told.at(-1)?.name, "identified");
  world.end();
});

test("what was fetched for one customer is not shown when the page is just proving another", async () => {
  const world = panelWorld(panelConfig(), visitorHas([listed("cnv_1", 3, 2)], CUSTOMER));
  let judge = (_: object) => undefined as void;
  const asking = new Promise<object>((resolve) => (judge = resolve));
  const { fetch } = globalThis;
  const slow = (...given: Parameters<typeof fetch>) =>
    given[0] === "/api/widget/session" ? asking.then((answer) => new Response(JSON.stringify(answer))) : fetch(...given);
  Object.assign(globalThis, { fetch: slow });

  void world.panel.resume();
  world.panel.identify({ user_token: "of ben" });
  await settled();
  assert.equal(world.panel.facts.threads.value.size, 0);

  Object.assign(world.answers, visitorHas([], CUSTOMER));
  judge({ ...PROVEN, token: "dvt_2", visitor_id: "vis_2" });
  await settled();
  assert.equal(world.panel.facts.threads.value.size, 0);
  assert.equal(world.panel.facts.isVerified.value, true);
  world.end();
});

const LEFT = { token: null, visitor_id: null, is_verified: false, problem: null };

test("a page that names another customer without proof ends what this browser had proved, in every tab, and nothing of it is shown", async () => {
  const store = memoryStore();
  const earlier = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_1", 3, 2)], CUSTOMER), "/api/widget/session": PROVEN }, { store });
  earlier.panel.identify({ user_id: "ana", user_hash: "proof of ana" });
  await settled();
  earlier.panel.draft.text.value = "Only for Ana";
  earlier.panel.typed();
  earlier.end();

  const world = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_1", 3, 2)], CUSTOMER), "/api/widget/session": LEFT }, { store });
  let most = 0;
  world.panel.facts.threads.subscribe((threads) => void (most = Math.max(most, threads.size)));
  void world.panel.resume();
  world.panel.identify({ user_id: "ben", name: "Ben" });
  await settled();

  assert.equal(most, 0, "nothing of Ana was shown, not even for a moment");
  assert.deepEqual([world.panel.facts.threads.value.size, world.panel.draft.text.value, world.panel.facts.isVerified.value], [0, "", false]);
  assert.deepEqual([store.keys(""), errors(world), world.news], [[], [], [{ type: "session", isAnother: true }]]);
  world.answers["/api/widget/session"] = { ...LEFT, token: "dvt_2", visitor_id: "vis_2" };
  await world.panel.session.ensure();
  assert.deepEqual(said(world).at(-1), { user_id: "ben", name: "Ben" }, "the first act goes with what the page claims");
  world.end();
});

test("a wrong proof of another customer is told, and the first act goes without its id", async () => {
  const world = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_1", 3, 2)], CUSTOMER), "/api/widget/session": { ...LEFT, problem: "identity_unverified" } });
  void world.panel.resume();
  world.panel.identify({ user_id: "ben", user_hash: "wrong", name: "Ben" });
  await settled();

  assert.deepEqual([errors(world).map((error) => error["code"]), world.store.keys("")], [["identity_unverified"], []]);
  world.answers["/api/widget/session"] = { ...LEFT, token: "dvt_2", visitor_id: "vis_2" };
  await world.panel.session.ensure();
  assert.deepEqual(said(world).at(-1), { name: "Ben" });
  world.end();
});
