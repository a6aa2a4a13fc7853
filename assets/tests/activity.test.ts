// Orders and payments of a verified customer: parts, changes while somebody looks, and nothing at all for anybody else.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { VisitorRecord } from "../shared/types";
import { panelWorld, settled, visitorHas } from "./panel_world";
import { panelConfig } from "./support";

const PATH = "/api/widget/activity";
const CUSTOMER = { name: "Ana", has_email: true, has_phone: false, is_verified: true };
const CLAIMED = { ...CUSTOMER, is_verified: false };

const record = (number: number, status = "paid"): VisitorRecord => ({
  id: `rec_${number}`, kind: "order", title: `Order ${number}`, amount: "9.90", currency: "EUR", status, colour: "green", occurred_at: number * 1_000,
});

/** A server with these records, two in a part. */
function shop(records: VisitorRecord[], contact = CUSTOMER) {
  const asked: (string | null)[] = [];
  const world = panelWorld(panelConfig(), visitorHas([], contact));
  const { fetch } = globalThis;
  let isAway = false;
  const answer = (...given: Parameters<typeof fetch>) => {
    const [path, query] = String(given[0]).split("?");
    if (path !== PATH) return fetch(...given);
    const cursor = new URLSearchParams(query).get("cursor");
    asked.push(cursor);
    if (isAway) return Promise.reject(new TypeError("network"));
    const from = Number(cursor ?? 0);
    const next = from + 2 < records.length ? String(from + 2) : null;
    return Promise.resolve(new Response(JSON.stringify({ records: records.slice(from, from + 2), next })));
  };
  Object.assign(globalThis, { fetch: answer });
  return { ...world, asked, records, goesAway: (isNow: boolean) => (isAway = isNow) };
}

const titles = ({ panel }: ReturnType<typeof shop>) => panel.activity.records.value.map((one) => one.title);

async function opened(world: ReturnType<typeof shop>) {
  world.panel.open({});
  await world.panel.resume();
  await settled();
  return world;
}

test("older records come part by part, each once, until there are no more", async () => {
  const world = await opened(shop([5, 4, 3, 2, 1].map((number) => record(number))));
  const { activity } = world.panel;
  assert.deepEqual([titles(world), activity.hasOlder.value], [["Order 5", "Order 4"], true]);

  await Promise.all([activity.showOlder(), activity.showOlder()]);
  await activity.showOlder();

  assert.deepEqual(titles(world), ["Order 5", "Order 4", "Order 3", "Order 2", "Order 1"]);
  assert.deepEqual([activity.hasOlder.value, world.asked], [false, [null, "2", "4"]]);
  world.end();
});

test("a part that does not come leaves the others, and is asked for again", async () => {
  const world = await opened(shop([3, 2, 1].map((number) => record(number))));
  const { activity } = world.panel;

  world.goesAway(true);
  await activity.showOlder();
  assert.deepEqual([titles(world), activity.older.value], [["Order 3", "Order 2"], "failed"]);

  world.goesAway(false);
  await activity.showOlder();
  assert.deepEqual([titles(world), activity.older.value], [["Order 3", "Order 2", "Order 1"], "idle"]);
  world.end();
});

test("a change shows at once in all that is unfolded while the panel is open", async () => {
  const world = await opened(shop([3, 2, 1].map((number) => record(number, "open"))));
  await world.panel.activity.showOlder();

  world.records.splice(2, 1, record(1, "paid"));
  world.records.unshift(record(4));
  world.hear({ type: "activity", seq: 9 });
  await settled();

  assert.deepEqual(titles(world), ["Order 4", "Order 3", "Order 2", "Order 1"]);
  assert.equal(world.panel.activity.records.value.at(-1)?.status, "paid");
  world.end();
});

test("older ones that are asked for while all are renewed come after them, and those on their way are not lost", async () => {
  const world = await opened(shop([5, 4, 3, 2, 1].map((number) => record(number))));
  const { activity } = world.panel;
  void activity.showOlder();
  world.hear({ type: "activity", seq: 9 });
  assert.equal(activity.older.value, "loading");
  await settled();
  assert.deepEqual([titles(world), activity.older.value], [["Order 5", "Order 4", "Order 3", "Order 2"], "idle"]);

  await settled(1_100);
  world.records.unshift(record(6));
  world.hear({ type: "activity", seq: 10 });
  void activity.showOlder();
  assert.equal(activity.older.value, "loading");
  await settled();
  assert.equal(titles(world).length, 6);
  world.end();
});

test("many changes at once are asked for twice, and the last of them shows", async () => {
  const world = await opened(shop([record(1)]));
  world.asked.length = 0;

  for (let number = 2; number < 50; number += 1) {
    world.records.unshift(record(number));
    world.hear({ type: "activity", seq: number });
  }
  await settled(1_100);

  assert.equal(world.asked.length, 2);
  assert.equal(titles(world)[0], "Order 49");
  world.end();
});

test("a closed panel asks nothing when something changes, and the next look shows it", async () => {
  const world = await opened(shop([record(1)]));
  world.panel.close();
  world.asked.length = 0;

  world.records.unshift(record(2));
  world.hear({ type: "activity", seq: 9 });
  await settled();
  assert.deepEqual(world.asked, []);

  world.panel.open({});
  await settled();
  assert.deepEqual(titles(world), ["Order 2", "Order 1"]);
  world.end();
});

test("who only claims to be a customer is asked about nowhere: no request, no place, no card", async () => {
  const world = await opened(shop([record(1)], CLAIMED));

  world.hear({ type: "activity", seq: 9 });
  world.panel.open({ place: "activity" });
  world.panel.activity.look();
  await settled();

  assert.deepEqual([world.asked, titles(world), world.panel.places.tabs.value.includes("activity")], [[], [], false]);
  assert.equal(world.panel.places.current.value, "home");
  assert.equal(world.told.filter((one) => one.name === "error").at(-1)?.detail["code"], "unavailable");
  world.end();
});

test("a page that asks for the activity while it is still proving its customer is led there when that is known", async () => {
  const world = shop([record(1)]);
  world.panel.open({ place: "activity" });
  assert.equal(world.panel.places.current.value, "home");

  await world.panel.resume();
  await settled();

  assert.equal(world.panel.places.current.value, "activity");
  assert.deepEqual(world.told.filter((one) => one.name === "error"), []);
  world.end();
});
