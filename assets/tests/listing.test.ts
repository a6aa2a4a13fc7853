// The list in sight: its order, its parts, what moves in it and what leaves it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openFacts } from "../inbox/state/facts";
import { openListing } from "../inbox/state/listing";
import { openPlace } from "../inbox/state/place";
import { ROWS_MAX, withListed } from "../inbox/state/rows";
import { cursorFor, emptyOrder, onTop, placed, withPart, without, type Order } from "../inbox/state/order";
import { anchored, showing, spanOf } from "../inbox/state/window";
import { belongs, type ListKey } from "../inbox/state/belonging";
import { waitingOf } from "../inbox/state/waiting";
import { momentOf, momentsFrom, localOf } from "../inbox/state/snoozing";
import { found } from "../inbox/state/finding";
import { conversation, shuffled } from "./support";

const at = (id: string, time: number) => ({ ...conversation(id, 1), last_activity_at: time });
const ids = (order: Order) => order.entries.map((entry) => entry.id);
const NEVER = () => false;

/** Two parts of three, the newest first: f e d, c b a. */
function twoParts(): Order {
  const first = withPart(emptyOrder("newest"), { cursor: null, conversations: [at("f", 6), at("e", 5), at("d", 4)], next: "after-d", isNewer: NEVER });
  return withPart(first, { cursor: "after-d", conversations: [at("c", 3), at("b", 2), at("a", 1)], next: "after-a", isNewer: NEVER });
}

test("parts that are fetched follow each other, and any of them is found again by its cursor", () => {
  const order = twoParts();

  assert.deepEqual(ids(order), ["f", "e", "d", "c", "b", "a"]);
  assert.deepEqual([order.next, cursorFor(order, 1), cursorFor(order, 4)], ["after-a", null, "after-d"]);
});

test("a part that is fetched again puts right what stood within its reach, and nothing beyond", () => {
  const again = withPart(twoParts(), { cursor: null, conversations: [at("g", 7), at("f", 6), at("d", 4)], next: "after-d", isNewer: NEVER });
  assert.deepEqual(ids(again), ["g", "f", "d", "c", "b", "a"]);
  assert.equal(again.next, "after-a", "what follows is still to be fetched");

  const middle = withPart(twoParts(), { cursor: "after-d", conversations: [at("b", 2), at("a", 1)], next: "after-a", isNewer: NEVER });
  assert.deepEqual(ids(middle), ["f", "e", "d", "b", "a"]);
});

test("what was heard since a part was asked for stays", () => {
  const heard = placed(twoParts(), { id: "new", key: -9 });

  const again = withPart(heard, { cursor: null, conversations: [at("f", 6), at("e", 5), at("d", 4)], next: "after-d", isNewer: (id) => id === "new" });
  assert.deepEqual(ids(again), ["new", "f", "e", "d", "c", "b", "a"]);
});

test("an empty part that is not the last leads on to the next", () => {
  const order = withPart(twoParts(), { cursor: "after-a", conversations: [], next: "further", isNewer: NEVER });

  assert.deepEqual([ids(order).length, order.next], [6, "further"]);
  assert.equal(withPart(order, { cursor: "further", conversations: [], next: null, isNewer: NEVER }).next, null);
});

test("whatever order frames come in, each row stands once and in its place", () => {
  const moves = ["a", "b", "c", "d", "e", "f"].map((id, index) => ({ id, key: -(10 + index) }));
  for (const some of shuffled(moves, 50)) {
    const order = some.reduce(placed, twoParts());
    assert.deepEqual(ids(order), ["f", "e", "d", "c", "b", "a"]);
  }
});

test("a row that belongs beyond what was fetched waits for its part, unless there is none", () => {
  assert.ok(!ids(placed(twoParts(), { id: "old", key: -0.5 })).includes("old"));
  assert.ok(ids(placed({ ...twoParts(), next: null }, { id: "old", key: -0.5 })).includes("old"));
});

test("an order that only the server knows is kept as it was told, and a new mention comes on top", () => {
  const part = (cursor: string | null, names: string[], next: string | null) => ({ cursor, conversations: names.map((id, index) => at(id, index)), next, isNewer: NEVER });
  const order = withPart(withPart(emptyOrder("told"), part(null, ["x", "m"], "more")), part("more", ["q", "b"], null));

  assert.deepEqual(ids(onTop(order, "q")), ["q", "x", "m", "b"]);
  assert.deepEqual(ids(withPart(order, part(null, ["z", "x", "m"], "more"))), ["z", "x", "m", "q", "b"]);
  assert.deepEqual(ids(without(order, new Set(["x"]))), ["m", "q", "b"]);
});

test("those who wait stand first, the longest on top, then the others by their last activity", () => {
  const waits = (id: string, waiting_since: number | null, time: number) => ({ ...at(id, time), waiting_since });
  const order = withPart(emptyOrder("waiting"), { cursor: null, conversations: [waits("long", 1, 50), waits("short", 40, 40), waits("late", null, 90), waits("early", null, 20)], next: null, isNewer: NEVER });

  assert.deepEqual(ids(order), ["long", "short", "late", "early"]);
});

test("of a hundred thousand rows only those in sight are drawn", () => {
  const span = spanOf(72 * 50_000, 720, 72, 100_000);

  assert.ok(span.start < 50_000 && span.end > 50_010 && span.end - span.start < 30, JSON.stringify(span));
  assert.deepEqual(spanOf(0, 720, 72, 3), { start: 0, end: 3 });
  assert.deepEqual(spanOf(9_999, 720, 72, 0), { start: 0, end: 0 });
});

test("what is in sight stays where it is when rows come and go above, and at the top the newest is seen", () => {
  const entries = (...names: string[]) => names.map((id) => ({ id, key: id.codePointAt(0)! }));
  const before = entries("b", "c", "d", "e", "f");

  assert.equal(anchored(before, entries("a", "b", "c", "d", "e", "f"), 100, 50), 150);
  assert.equal(anchored(before, entries("c", "d", "e", "f"), 100, 50), 50);
  assert.equal(anchored(before, entries("a", "b", "c", "d", "e", "f"), 0, 50), 0);
  // The first in sight has moved to the top itself: the next one says where.
  assert.equal(anchored(before, [{ id: "d", key: 1 }, ...entries("b", "c", "e", "f")], 100, 50), 100);
  assert.deepEqual([showing(3, 0, 100, 50), showing(0, 100, 100, 50), showing(1, 0, 100, 50)], [100, 0, 0]);
});

test("each view knows its own, and asks where it cannot", () => {
  const key = (view: string, state: ListKey["state"] = null): ListKey => ({ view, sort: null, state });
  const one = { ...conversation("cnv_a", 1), assignee_id: "agt_ana", team_id: "tem_1", tag_ids: ["tag_1"] };
  const verdicts = (...views: string[]) => views.map((view) => belongs(key(view), one, "agt_ana"));

  assert.deepEqual(verdicts("mine", "open", "all", "team:tem_1", "tag:tag_1", "site:sit_1"), Array(6).fill("yes"));
  assert.deepEqual(verdicts("unassigned", "snoozed", "done", "team:tem_2", "tag:tag_2", "site:sit_2"), Array(6).fill("no"));
  assert.deepEqual(verdicts("mentions", "saved:svw_1"), ["unknown", "unknown"]);
  assert.equal(belongs(key("mine"), { ...one, state: "done" }, "agt_ana"), "no");
  assert.equal(belongs(key("mine", "all"), { ...one, state: "done" }, "agt_ana"), "yes");
});

test("the waiting meter fills with time and grows pressing before it is late", () => {
  const minutes = (count: number) => waitingOf(0, count * 60_000);

  assert.deepEqual([minutes(0.5), waitingOf(null, 9)], [null, null]);
  assert.deepEqual([minutes(5), minutes(12), minutes(25), minutes(31)].map((one) => [one?.dots, one?.pressing]), [[1, "calm"], [2, "calm"], [3, "soon"], [3, "late"]]);
  assert.deepEqual([minutes(90), minutes(3 * 1_440)].map((one) => one?.words), ["1h", "days_short"]);
});

test("a snooze is offered for moments that are still to come, each once", () => {
  for (const hour of [0, 7, 12, 17, 20, 23]) {
    const now = new Date(2026, 10, 20, hour, 12).getTime();
    const moments = momentsFrom(now);
    const times = moments.flatMap((moment) => moment.until ?? []);

    assert.ok(times.every((time) => time > now), `at ${hour}`);
    assert.equal(new Set(times).size, times.length, `at ${hour}`);
    assert.deepEqual(times, times.toSorted((one, other) => one - other));
  }
  const now = new Date(2026, 10, 20, 12).getTime();
  assert.equal(momentOf(localOf(now + 3_600_000), now), now + 3_600_000);
  assert.deepEqual([momentOf("", now), momentOf("never", now), momentOf(localOf(now - 60_000), now)], [null, null, null]);
});

test("what is typed finds names by their beginning, their words, their middle, without accents", () => {
  const all = ["Marta Nowak", "Ana Berg", "José Anaya", "Banana"].map((name) => ({ name, words: `${name}@x.example` }));

  assert.deepEqual(found(all, "ana").map((one) => one.name), ["Ana Berg", "José Anaya", "Banana"]);
  assert.deepEqual(found(all, "jose").map((one) => one.name), ["José Anaya"]);
  assert.deepEqual([found(all, " ").length, found(all, "zz").length], [4, 0]);
});

test("a window that hears of ever more conversations keeps what is in sight, what is needed and what is new", () => {
  const facts = openFacts(openPlace({ path: () => "/inbox", push: () => {}, replace: () => {}, moved: () => {} }));
  const listing = openListing({ facts, me_id: "agt_ana", key: () => ({ view: "mine", sort: null, state: null }), savedSort: () => undefined, attempt: async () => undefined, needed: () => ["cnv_2"], first: () => null });
  const rows = Array.from({ length: ROWS_MAX + 1 }, (_, index) => ({ conversation: conversation(`cnv_${index}`, 1), unread: 1 }));
  facts.rows.value = withListed(new Map(), rows, 1);

  listing.settle("cnv_1");

  assert.deepEqual([...facts.rows.value.keys()], ["cnv_1", "cnv_2"]);
});
