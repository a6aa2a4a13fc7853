// Several windows of one browser over the same drafts: each saves what is written in it, and nothing is lost between them.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { DraftToSave as Saved } from "../inbox/state/draft_saving";
import { openDrafts } from "../inbox/state/drafts";
import type { Draft } from "../shared/protocol";
import { memoryStore } from "./support";

const KEY = "draft:cnv_a:reply";
const kept = (body: string): Draft => ({ conversation_id: "cnv_a", mode: "reply", body, after_number: 3, updated_at: 1 });

/** Windows without a line: what one saves is in `saved`. Their clock is the test's. */
function windows() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const store = memoryStore();
  const later = async (ms: number) => {
    mock.timers.tick(ms);
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
  };
  const open = () => {
    const saved: Saved[] = [];
    const server = { answer: () => Promise.resolve(true) };
    const save = (one: Saved) => (saved.push(one), server.answer());
    const drafts = openDrafts({ store, prefix: "draft:", save, bring: () => undefined, stand: () => ({ after_number: 3, forms: [] }) });
    const type = (text: string) => {
      drafts.of("cnv_a").text.value = text;
      drafts.typed("cnv_a", "reply");
    };
    const hear = (...listed: Draft[]) => drafts.heard("cnv_a", listed, drafts.turn());
    const follow = () => drafts.keptElsewhere(KEY);
    return { drafts, server, type, hear, follow, box: drafts.of("cnv_a"), saves: () => saved.map((one) => one.body) };
  };
  return { store, later, one: open(), other: open() };
}

test("what a window left is another's to compare at once, and nothing goes over what the phone wrote", () => {
  const { one, other } = windows();
  one.drafts.hold();
  one.type("Mine");
  one.drafts.save(true);

  other.hear(kept("From the phone"));
  other.drafts.save();

  assert.deepEqual([other.box.text.value, other.box.newer.value?.body, other.saves()], ["Mine", "From the phone", []]);
});

test("a window goes on with what another has written, and keeps nothing older over it", async () => {
  const { store, later, one, other } = windows();
  one.type("Dear Bo");
  one.drafts.save();
  one.type("Dear Bo, I");

  other.hear(kept("Dear Bo"));
  assert.ok(store.get(KEY)!.includes(`"Dear Bo, I"`));
  other.follow();
  assert.equal(other.box.text.value, "Dear Bo, I");
  await later(5);
  other.type("Dear Bo, I have");

  one.follow();
  assert.equal(one.box.text.value, "Dear Bo, I have", "whoever wrote last goes on with it");
  one.drafts.save();
  other.drafts.save();
  assert.deepEqual([one.saves().at(-1), other.saves().at(-1)], ["Dear Bo", "Dear Bo, I have"], "and nothing older is saved over it");
});

test("a window whose save hangs follows what another has written all the same", async () => {
  const { later, one, other } = windows();
  let answer = (_: boolean) => {};
  one.server.answer = () => new Promise((resolve) => (answer = resolve));
  one.type("Dear Bo");
  await later(1_000);
  other.follow();
  other.type("Dear Bo, I have");

  one.follow();
  assert.equal(one.box.text.value, "Dear Bo, I have");
  await later(100);
  one.type(`${one.box.text.value} looked`);
  other.follow();
  answer(true);
  await later(0);
  await later(1_000);

  assert.deepEqual([one.box.text.value, other.box.text.value], ["Dear Bo, I have looked", "Dear Bo, I have looked"]);
  assert.deepEqual([one.saves(), other.saves()], [["Dear Bo", "Dear Bo, I have looked"], []]);
});

test("what was sent in one window is no draft of another that had not saved it", async () => {
  const { store, later, one, other } = windows();
  for (const { drafts } of [one, other]) drafts.hold();
  one.type("Hello");
  other.follow();
  await later(100);
  other.drafts.put("cnv_a", "reply", { body: "", begun: null });

  one.follow();
  for (const { drafts } of [one, other]) drafts.release();
  await one.drafts.saveAll();

  assert.deepEqual([one.box.text.value, one.saves()], ["", []]);
  await later(20_000);
  assert.deepEqual(store.keys("draft:"), [], "nothing is kept of it for long");
});

test("nothing is kept of what was sent by a window that is gone", async () => {
  const { store, later, one } = windows();
  one.type("Hello");
  one.drafts.hold();
  one.drafts.put("cnv_a", "reply", { body: "", begun: null });
  one.drafts.end();
  assert.equal(store.keys("draft:").length, 1);

  await later(20_000);
  openDrafts({ store, prefix: "draft:", save: () => Promise.resolve(true), bring: () => undefined, stand: () => ({ after_number: 3, forms: [] }) }).openKept();

  assert.deepEqual(store.keys("draft:"), []);
});

test("what was taken away at sign-out is not written again when the page goes", async () => {
  const { store, later, one, other } = windows();
  one.type("Dear Bo");
  for (const key of store.keys("draft:")) store.remove(key);

  for (const { drafts } of [one, other]) {
    drafts.end();
    drafts.save(true);
  }
  await later(5);

  assert.deepEqual(store.keys("draft:"), []);
});

test("signing out saves also what other windows have not", async () => {
  const { one, other } = windows();
  one.type("Dear Bo, I have");

  other.drafts.takeOver();
  other.hear();
  await other.drafts.saveAll();

  assert.deepEqual(other.saves(), ["Dear Bo, I have"]);
});
