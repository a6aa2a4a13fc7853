// An old token is renewed when the server says so, as soon as it is known where the page is, and only then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { panelWorld, settled, TOKEN, visitorHas } from "./panel_world";
import { panelConfig } from "./support";

const PAGE = { origin: "https://shop.example", url: "https://shop.example/cart", title: "Cart", referrer: null };
const RENEWED = { token: "dvt_2", visitor_id: "vis_1", is_verified: false, problem: null };

function known(wants_renewal: boolean) {
  const answers = visitorHas([]);
  const listed = answers["/api/widget/conversations"] as object;
  return { ...answers, "/api/widget/conversations": { ...listed, wants_renewal }, "/api/widget/session": RENEWED };
}

const sessions = (world: ReturnType<typeof panelWorld>) => world.asked.filter((one) => one.path === "/api/widget/session");

test("a token that the server calls old is renewed without an act of anybody", async () => {
  const world = panelWorld(panelConfig(), known(true));
  await world.panel.session.moved(PAGE);
  await world.panel.resume();
  await settled();

  assert.deepEqual([sessions(world).length, world.store.get(TOKEN)], [1, "dvt_2"]);
  assert.deepEqual((sessions(world)[0]!.body!["page"] as typeof PAGE).url, PAGE.url);
  world.end();
});

test("before the page has said where it is, an old token waits", async () => {
  const world = panelWorld(panelConfig(), known(true));
  await world.panel.resume();
  await settled();
  assert.equal(sessions(world).length, 0);

  await world.panel.session.moved(PAGE);
  await settled();

  assert.deepEqual([sessions(world).length, world.store.get(TOKEN)], [1, "dvt_2"]);
  world.end();
});

test("a renewal that does not reach the server costs nothing", async () => {
  const world = panelWorld(panelConfig(), { ...known(true), "/api/widget/session": 503 });
  await world.panel.session.moved(PAGE);
  await world.panel.resume();
  await settled();

  assert.deepEqual([sessions(world).length, world.store.get(TOKEN)], [1, "dvt_1"]);
  world.end();
});
