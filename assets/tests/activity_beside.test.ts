import assert from "node:assert/strict";
import { test } from "node:test";
import { openTimeline, type ActivityAsk } from "../inbox/state/activity";
import { daysOf, kindsOf, pagesBeside, sumsOf } from "../inbox/state/activity_facts";
import { formatAmount, formatCount } from "../shared/money";
import type { ActivityItem, ActivityKind, ActivityPage, ActivityTotal } from "../shared/protocol";

const PAGE = 20;

function item(number: number, kind: ActivityKind = "order"): ActivityItem {
  return { id: `rec_${String(number).padStart(6, "0")}`, kind, at: number * 60_000, title: `Item ${number}`, reference: null, amount: null, currency: null, status: null, colour: null, url: null, facts: [] };
}

/** A person with so many items, and what was asked of their server. */
function person(count: number) {
  const state = { items: Array.from({ length: count }, (_, index) => item(index, index % 3 === 0 ? "payment" : "order")), isAway: false };
  const asks: ActivityAsk[] = [];
  const page = ({ kind, cursor }: ActivityAsk): ActivityPage => {
    const before = cursor === null ? Infinity : Number(cursor);
    const all = state.items.filter((one) => (kind === null || one.kind === kind) && one.at < before).sort((one, other) => other.at - one.at);
    const items = all.slice(0, PAGE);
    return { items, next: all.length > PAGE ? String(items.at(-1)!.at) : null };
  };
  const newest = () => page({ kind: null, cursor: null });
  const load = async (ask: ActivityAsk) => {
    asks.push(ask);
    return state.isAway ? undefined : page(ask);
  };
  const timeline = openTimeline({ first: newest(), load });
  const shown = () => timeline.items.value.map((one) => Number(one.id.slice(4)));
  return { state, asks, timeline, newest, shown };
}

const down = (from: number, count: number) => Array.from({ length: count }, (_, index) => from - index);

test("the newest stand there at once, and older ones follow part by part to the end", async () => {
  const { timeline, shown, asks } = person(50);
  assert.deepEqual([shown(), timeline.hasOlder.value, asks.length], [down(49, 20), true, 0]);

  await timeline.older();
  assert.deepEqual(shown(), down(49, 40));
  await timeline.older();
  assert.deepEqual([shown(), timeline.hasOlder.value], [down(49, 50), false]);
  await timeline.older();
  assert.equal(asks.length, 2, "behind the end nothing is asked");
});

test("pressing for older ones twice shows each part once", async () => {
  const { timeline, shown } = person(90);

  await Promise.all([timeline.older(), timeline.older()]);

  assert.deepEqual(shown(), down(89, 60));
});

test("what was heard while one kind gave way to another leaves nobody deaf", async () => {
  const { timeline, shown, state, newest } = person(90);
  const older = timeline.older();
  void timeline.renew(newest());
  await Promise.all([older, timeline.choose("payment"), timeline.choose(null)]);

  state.items.push(item(90));
  await timeline.renew(newest());

  assert.deepEqual(shown(), down(90, 20));
});

test("something new appears on top and takes nothing away that was paged in", async () => {
  const { timeline, shown, state, newest } = person(90);
  await timeline.older();
  await timeline.older();

  for (let number = 90; number < 95; number += 1) {
    state.items.push(item(number));
    await timeline.renew(newest());
    assert.deepEqual(shown(), down(number, number - 29), "from the newest to where it ended");
  }
  await timeline.older();
  await timeline.older();
  assert.deepEqual([shown(), timeline.hasOlder.value], [down(94, 95), false], "and it goes on without a gap");
});

test("where nobody has paged on, something new costs no request", async () => {
  const { timeline, shown, state, newest, asks } = person(90);

  state.items.push(item(90));
  await timeline.renew(newest());

  assert.deepEqual([shown(), asks.length], [down(90, 20), 0]);
});

test("what was changed or removed further down is right again", async () => {
  const { timeline, shown, state, newest } = person(60);
  await timeline.older();
  state.items = state.items.filter((one) => one.at !== 25 * 60_000).map((one) => (one.at === 30 * 60_000 ? { ...one, status: "refunded" } : one));

  await timeline.renew(newest());

  assert.equal(timeline.items.value.find((one) => one.at === 30 * 60_000)?.status, "refunded");
  assert.ok(!shown().includes(25));
  assert.deepEqual(shown().at(-1), 20, "it still reaches as far down");
  state.items = state.items.filter((one) => one.at > 20 * 60_000);
  await timeline.renew(newest());
  assert.deepEqual([shown().at(-1), timeline.hasOlder.value], [21, false], "the last one itself was removed");
});

test("a kind that was chosen stays chosen when something new comes", async () => {
  const { timeline, shown, state, newest, asks } = person(60);

  await timeline.choose("payment");
  assert.deepEqual(shown(), down(19, 20).map((number) => number * 3));
  state.items.push(item(63, "payment"), item(64, "order"));
  await timeline.renew(newest());

  assert.deepEqual([timeline.kind.value, shown()[0], shown().includes(64)], ["payment", 63, false]);
  assert.ok(asks.every((ask) => ask.kind === "payment"));
  await timeline.choose(null);
  assert.equal(shown()[0], 64);
});

test("only the last of several choices counts, however the answers come", async () => {
  const answers = new Map<string, (page: ActivityPage) => void>();
  const timeline = openTimeline({ first: { items: [], next: null }, load: ({ kind }) => new Promise((resolve) => answers.set(kind ?? "all", resolve)) });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const first = timeline.choose("order");
  await settle();
  const second = timeline.choose("payment");
  await settle();

  answers.get("payment")!({ items: [item(2, "payment")], next: null });
  answers.get("order")!({ items: [item(1)], next: null });
  await Promise.all([first, second]);

  assert.deepEqual(timeline.items.value.map((one) => one.kind), ["payment"]);
});

test("what cannot be loaded says so, keeps what is there, and comes with the next try", async () => {
  const { timeline, shown, state, newest } = person(60);
  state.isAway = true;

  await timeline.older();
  assert.deepEqual([timeline.olderLoading.value, shown()], ["failed", down(59, 20)]);
  await timeline.choose("payment");
  assert.equal(timeline.loading.value, "failed");

  state.isAway = false;
  await timeline.renew(newest());
  assert.deepEqual([timeline.loading.value, timeline.kind.value, shown()[0]], ["ready", "payment", 57], "news try again by themselves");
  await timeline.older();
  assert.equal(timeline.olderLoading.value, "ready");
});

test("ten thousand items never stand on the page together, and the way back up is one press", async () => {
  const { timeline, shown, state, newest } = person(10_000);
  for (let press = 0; press < 30; press += 1) await timeline.older();

  assert.equal(shown().length, 200);
  assert.equal(timeline.isBelowNewest.value, true);
  assert.equal(shown().at(-1), 9_999 - 31 * PAGE + 1);
  const before = shown();
  state.items.push(item(10_000));
  await timeline.renew(newest());
  assert.deepEqual(shown(), before, "something new moves nothing under the reader");

  await timeline.restart();
  assert.deepEqual([shown(), timeline.isBelowNewest.value], [down(10_000, 20), false]);
});

test("events and pages further down are found, and nothing is asked where all is known", async () => {
  const few = person(5);
  await few.timeline.seek();
  assert.deepEqual([[...few.timeline.seen.value].sort(), few.asks.length], [["order", "payment"], 0]);

  const many = person(60);
  many.state.items[2] = item(2, "page");
  await many.timeline.seek();
  assert.deepEqual([...many.timeline.seen.value].sort(), ["order", "page", "payment"]);
});

const total = (kind: ActivityKind, currency: string | null, count: number, failed = 0): ActivityTotal => ({ kind, currency, count, amount: currency === null ? null : "1.00", failed });

test("each kind is counted over its currencies, and with what failed", () => {
  const totals = [total("payment", "EUR", 2), total("order", "EUR", 10, 1), total("order", "USD", 2), total("page", null, 7)];

  assert.deepEqual(kindsOf(totals, new Set(["event"]), null), [
    { kind: "order", count: 13 },
    { kind: "payment", count: 2 },
    { kind: "event", count: null },
    { kind: "page", count: 7 },
  ]);
  assert.deepEqual(kindsOf([], new Set(), "deposit"), [{ kind: "deposit", count: null }], "the chosen one stays when nothing is left of it");
  assert.deepEqual(sumsOf(totals, null).map((sum) => [sum.kind, sum.currency]), [["order", "EUR"], ["order", "USD"], ["payment", "EUR"]]);
  assert.deepEqual(sumsOf(totals, "payment").map((sum) => sum.kind), ["payment"]);
});

test("items stand under the day on which they were where the reader is", () => {
  const at = (day: number, hour: number) => new Date(2026, 4, day, hour).getTime();
  const items = [at(3, 9), at(3, 0), at(2, 23), at(1, 12)].map((moment, index) => ({ ...item(index), at: moment }));

  assert.deepEqual(daysOf(items).map((day) => day.items.length), [2, 1, 1]);
});

test("amounts keep every digit, and counts are written as the reader writes them", () => {
  assert.equal(formatAmount("12345678901234.56", "EUR"), "€12,345,678,901,234.56");
  assert.equal(formatAmount("1.234", "KWD").replace(/\s/g, " "), "KWD 1.234");
  assert.equal(formatAmount("500", "JPY"), "¥500");
  assert.equal(formatAmount("5", "no such"), "5 no such");
  assert.equal(formatCount(12_000), "12,000");
});

test("a page that the activity tells of is not told beside it as well", () => {
  const visit = (path: string, at: number) => ({ url: `https://shop.example/${path}`, title: path, at });
  const pages = [visit("trees", 9), visit("soil", 5), visit("pots", 2)];
  const told = { ...item(9, "page"), url: "https://shop.example/trees" };
  const linked = { ...item(5, "order"), url: "https://shop.example/soil" };

  assert.deepEqual(pagesBeside(pages, [told, linked]).map(({ title }) => title), ["soil", "pots"]);
  assert.deepEqual(pagesBeside(pages, []), pages);
});
