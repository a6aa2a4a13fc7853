// After a long absence nobody tells what was missed: the list comes anew where somebody looks, and nothing goes away meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inboxWorld, listAt, settled } from "./inbox_world";

const LIST = "/api/inbox/conversations";

/** Conversations from one number down to another, each of them as busy as its number says. */
const between = (from: number, to: number) => Object.fromEntries(Array.from({ length: from - to + 1 }, (_, index) => [`cnv_${from - index}`, from - index]));
/** A list of 100 in two parts, both known, of which the server has since heard more. */
async function longAbsence(parts: Record<string, object | number>, path = "/inbox/v/open") {
  const before: Record<string, object> = { "": { ...listAt(5, between(100, 51)), next: "51" }, "51": listAt(5, between(50, 1)) };
  let now: Record<string, object | number> = before;
  const world = inboxWorld({ [LIST]: (address: string) => now[new URL(address, "https://desk.example").searchParams.get("cursor") ?? ""] }, { path });
  const { inbox } = world;
  await inbox.start();
  world.hear({ type: "ready", seq: 5 });
  world.hear({ type: "position", seq: 5 });
  await inbox.listing.more();
  now = parts;
  world.hear({ type: "reload" });
  await settled();
  const ids = () => inbox.listing.entries.value.map((entry) => entry.id);
  const tries = () => world.asked.filter((one) => one.path === LIST).length;
  const unsure = () => ids().findIndex((id) => !inbox.listing.isTold(id));
  return { ...world, ids, tries, unsure };
}

test("after a long absence what is in sight comes anew, part by part, and the rest stays to be seen and acted upon", async () => {
  // 60 new ones on top, number 30 done meanwhile.
  const rest = Object.fromEntries(Object.entries(between(60, 11)).filter(([id]) => id !== "cnv_30"));
  const { inbox, ids, unsure, end } = await longAbsence({ "": { ...listAt(2_000, between(160, 111)), next: "111" }, "111": { ...listAt(2_000, between(110, 61)), next: "61" }, "61": { ...listAt(2_000, rest), next: "11" }, "51": { ...listAt(2_000, between(50, 1)), next: null }, "11": listAt(2_000, between(10, 1)) });
  assert.deepEqual([ids().length, inbox.facts.rows.value.size], [150, 150]);
  assert.equal(ids()[unsure()], "cnv_100");

  for (let looks = 0; looks < 10 && unsure() !== -1; looks += 1) await inbox.listing.refill(ids()[unsure()]!);

  assert.deepEqual([unsure(), ids().length, ids().includes("cnv_30"), ids().includes("cnv_105")], [-1, 159, false, true]);
  end();
});

test("rows that cannot be told anew stay as they were", async () => {
  const { inbox, ids, unsure, end } = await longAbsence({ "": { ...listAt(2_000, between(100, 51)), next: "51" }, "51": 503 });

  await inbox.listing.refill(ids()[unsure()]!);

  assert.deepEqual([ids().length, inbox.facts.rows.value.size, inbox.listing.moreFailed.value], [100, 100, true]);
  end();
});

test("a row that is drawn though it has gone is not asked for", async () => {
  const { inbox, ids, tries, end } = await longAbsence({ "": listAt(2_000, between(99, 60)) });
  const before = tries();

  await inbox.listing.refill("cnv_100");

  assert.deepEqual([tries(), ids().length], [before, 40]);
  end();
});

test("an order that only the server knows loses nothing, however often it comes anew", async () => {
  const rest = Object.fromEntries(Object.entries(between(50, 1)).filter(([id]) => id !== "cnv_30"));
  const parts = { "": { ...listAt(2_000, { cnv_101: 101, ...between(100, 52) }), next: "51" }, "51": listAt(2_001, { cnv_51: 51, ...rest }) };
  const { inbox, hear, ids, tries, unsure, end } = await longAbsence(parts, "/inbox/v/mentions");
  hear({ type: "reload" });
  await settled();
  const before = tries();

  for (let looks = 0; looks < 10 && unsure() !== -1; looks += 1) await inbox.listing.refill(ids()[unsure()]!);

  assert.deepEqual([unsure(), tries() - before, ids().length, new Set(ids()).size, ids()[0], ids().at(-1)], [-1, 1, 100, 100, "cnv_101", "cnv_1"]);
  end();
});
