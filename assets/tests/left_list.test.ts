// A list that was scrolled when it was left: going back finds it there and tells what has come above; choosing it begins at its top.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openScrolls } from "../inbox/state/scrolls";
import { inboxWorld, listAt } from "./inbox_world";
import { memoryStore } from "./support";

const LIST = "/api/inbox/conversations";

/** Three rows, and somebody has scrolled away from them. */
async function scrolled() {
  const world = inboxWorld({ [LIST]: listAt(5, { cnv_a: 3, cnv_b: 2, cnv_c: 1 }) });
  const { inbox } = world;
  await inbox.start();
  const { listing, scrolls } = inbox;
  const scroll = (at: number) => scrolls.keep(listing.name.value, at, listing.shown.value[0]);
  scroll(30);
  return { ...world, listing, scroll, at: () => scrolls.of(listing.name.value), news: () => [...listing.news.value] };
}

test("what came above while nobody looked is told when the list is shown again, and nothing that was there before", async () => {
  const { listing, answers, scroll, news, end } = await scrolled();
  await listing.show();
  assert.deepEqual(news(), []);

  answers[LIST] = listAt(9, { cnv_b: 8, cnv_new: 7, cnv_a: 3, cnv_c: 1 });
  await listing.show();
  assert.deepEqual(news(), ["cnv_b", "cnv_new"]);
  scroll(20);
  await listing.show();
  assert.deepEqual(news(), ["cnv_b", "cnv_new"], "they are still out of sight");

  scroll(0);
  scroll(20);
  await listing.show();
  assert.deepEqual(news(), [], "they were seen");
  end();
});

test("who chooses a list begins at its top, also in the one in sight", async () => {
  const { place, answers, listing, at, news, end } = await scrolled();
  answers[LIST] = listAt(9, { cnv_new: 8, cnv_a: 3, cnv_b: 2, cnv_c: 1 });
  await listing.show();
  assert.deepEqual([at(), news()], [30, ["cnv_new"]]);

  place.openView("open");

  assert.deepEqual([at(), news(), place.choices.value], [0, [], 1]);
  end();
});

test("a reload finds how far each list was scrolled and what stood first in it, whatever else stands in the browser", () => {
  const session = memoryStore();
  const before = openScrolls(session, "scroll");
  before.keep("open", 12, { id: "cnv_a", key: -3 });
  before.keep("mine", 4);
  before.save();

  const after = openScrolls(session, "scroll");
  assert.deepEqual([after.of("open"), after.firstOf("open"), after.of("mine"), after.firstOf("mine")], [12, { id: "cnv_a", key: -3 }, 4, null]);
  for (const kept of ["{", "7", '[["open"],7,null,["all",3,{"id":1}]]']) {
    session.set("scroll", kept);
    assert.deepEqual([openScrolls(session, "scroll").of("open"), openScrolls(session, "scroll").firstOf("all")], [0, null]);
  }
});
