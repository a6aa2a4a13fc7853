// A part of the list that cannot be had: it is asked for once, and again when somebody or the line says so.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { inboxWorld, listAt } from "./inbox_world";

const LIST = "/api/inbox/conversations";

/** A list of which the first part is here, and the next one is not to be had. */
async function begun() {
  const world = inboxWorld({ [LIST]: { ...listAt(5, { cnv_a: 3, cnv_b: 2 }), next: "further" } });
  await world.inbox.start();
  world.hear({ type: "ready", seq: 5 });
  world.answers[LIST] = 503;
  const before = world.askedAt(LIST).length;
  return { ...world, listing: world.inbox.listing, tries: () => world.askedAt(LIST).length - before };
}

test("the next part that fails is not asked for again and again", async () => {
  const { listing, answers, tries, end } = await begun();

  for (let frame = 0; frame < 5; frame += 1) await listing.more();
  assert.deepEqual([tries(), listing.moreFailed.value, listing.isLoadingMore.value], [1, true, false]);

  answers[LIST] = listAt(5, { cnv_c: 1 });
  listing.retry();
  await listing.more();
  assert.deepEqual([tries(), listing.moreFailed.value, listing.entries.value.length], [2, false, 3]);
  end();
});

test("a row whose facts cannot be had is not asked for again and again, and stays in its place", async () => {
  const { inbox, listing, tries, end } = await begun();
  inbox.facts.rows.value = new Map([...inbox.facts.rows.value].slice(0, 1));

  for (let frame = 0; frame < 5; frame += 1) await listing.refill(listing.entries.value[1]!.id);

  assert.deepEqual([tries(), listing.moreFailed.value, listing.entries.value.length], [1, true, 2]);
  end();
});

test("a new connection tries again, scrolling does after a moment, and another list does at once", async () => {
  mock.timers.enable({ apis: ["Date"], now: 0 });
  try {
    const { inbox, listing, hear, place, socket, end } = await begun();
    await listing.more();
    listing.scrolled();
    assert.equal(listing.moreFailed.value, true, "a list that shrinks scrolls by itself");
    mock.timers.tick(2_000);
    listing.scrolled();
    assert.equal(listing.moreFailed.value, false);

    await listing.more();
    inbox.line.restart();
    assert.equal(listing.moreFailed.value, true);
    inbox.line.hurry();
    hear({ type: "ready", seq: 5 });
    assert.equal(listing.moreFailed.value, false, socket().url);

    await listing.more();
    place.openView("done");
    await listing.show();
    assert.equal(listing.moreFailed.value, false);
    end();
  } finally {
    mock.timers.reset();
  }
});
