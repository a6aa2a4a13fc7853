// What was begun: kept here at once, at the server a second later, and never lost to another window.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { DraftToSave as Saved } from "../inbox/state/draft_saving";
import { openDrafts } from "../inbox/state/drafts";
import type { Draft } from "../shared/protocol";
import { memoryStore } from "./support";

const kept = (body: string, mode: Draft["mode"] = "reply"): Draft => ({ conversation_id: "cnv_a", mode, body, after_number: 2, updated_at: 1 });

function world(store = memoryStore()) {
  const saved: Saved[] = [];
  const answer = { isGood: true };
  const drafts = openDrafts({ store, prefix: "draft:", save: (one) => (saved.push(one), Promise.resolve(answer.isGood)), bring: () => undefined, stand: () => ({ after_number: 3, forms: [] }) });
  const type = (text: string, mode: "reply" | "note" = "reply") => {
    drafts.of("cnv_a", mode).text.value = text;
    drafts.typed("cnv_a", mode);
  };
  const hear = (...listed: Draft[]) => drafts.heard("cnv_a", listed, drafts.turn());
  const { text, newer, begun } = drafts.of("cnv_a");
  return { drafts, saved, answer, type, hear, text, newer, begun, store };
}

/** Promises that are kept already have been heard of. */
const settled = () => Promise.resolve().then(() => undefined).then(() => undefined);

test("a draft is saved a second after the last key, with the message it was begun after", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { type, saved, begun, drafts } = world();

  type("Dear");
  mock.timers.tick(900);
  type("Dear Bo");
  mock.timers.tick(900);
  assert.deepEqual(saved, []);
  mock.timers.tick(100);
  await settled();

  assert.deepEqual(saved, [{ conversation_id: "cnv_a", mode: "reply", body: "Dear Bo", after_number: 3 }]);
  assert.equal(drafts.begun.value.get("cnv_a"), true);
  type("");
  assert.deepEqual([begun.value, drafts.begun.value.get("cnv_a")], [null, false], "an empty box is no beginning");
  mock.timers.reset();
});

test("what was not saved is there after a reload, and goes out when it can", async () => {
  const { type, answer, drafts, store } = world();
  answer.isGood = false;
  type("Dear Bo");
  drafts.save(true);
  await settled();

  const again = world(store);

  assert.deepEqual([again.text.value, again.begun.value], ["Dear Bo", { after_number: 3, forms: [] }]);
  again.hear();
  again.drafts.save();
  await settled();
  assert.equal(again.saved[0]?.body, "Dear Bo");
});

test("an untouched box takes another window's draft, and what was sent there leaves here", async () => {
  const { hear, text, begun, newer } = world();

  hear(kept("From the phone"));
  assert.deepEqual([text.value, begun.value, newer.value], ["From the phone", { after_number: 2, forms: [] }, null]);
  hear(kept("From the phone, longer"));
  assert.equal(text.value, "From the phone, longer");
  hear();
  assert.equal(text.value, "");
});

test("a box that was touched keeps its text, offers the other, and taking that offers the own one", async () => {
  const { drafts, type, hear, text, newer, saved } = world();
  type("Mine");

  hear(kept("Theirs"));
  assert.deepEqual([text.value, newer.value?.body], ["Mine", "Theirs"]);
  drafts.save();
  await settled();
  assert.deepEqual(saved, [], "nothing goes over the other before somebody has chosen");

  drafts.takeNewer("cnv_a", "reply");
  assert.deepEqual([text.value, newer.value?.body], ["Theirs", "Mine"]);
  drafts.takeNewer("cnv_a", "reply");
  drafts.keepOwn("cnv_a", "reply");
  await settled();
  assert.deepEqual([text.value, newer.value, saved.at(-1)?.body], ["Mine", null, "Mine"]);
});

test("one's own draft that comes back late does not undo what was typed since", async () => {
  const { drafts, type, hear, text } = world();
  type("ab");
  drafts.save();
  await settled();
  const asked = drafts.turn();
  type("abc");
  hear(kept("ab"));
  assert.equal(text.value, "abc");
  drafts.save();
  await settled();

  drafts.heard("cnv_a", [kept("ab")], asked);

  assert.equal(text.value, "abc", "an answer asked for before the last save says nothing");
});

test("of two answers the one that was asked for first, and comes last, says nothing", () => {
  const { drafts, hear, text } = world();
  hear(kept("Dear"));
  const asked = drafts.turn();
  hear(kept("Dear Bo, thank you"));

  assert.equal(drafts.heard("cnv_a", [kept("Dear Bo")], asked), false);
  assert.equal(drafts.listed([kept("Dear Bo")], asked), false);

  assert.equal(text.value, "Dear Bo, thank you");
});

test("a draft that a list was too short for is not taken for one that was sent", () => {
  const { drafts, hear, text } = world();
  hear(kept("Dear Bo"));
  const other = { ...kept("Elsewhere"), conversation_id: "cnv_b" };

  drafts.listed([other], drafts.turn(), true);
  assert.deepEqual([text.value, [...drafts.begun.value]], ["Dear Bo", [["cnv_a", true], ["cnv_b", true]]]);
  drafts.listed([other], drafts.turn(), false);
  assert.deepEqual([text.value, [...drafts.begun.value]], ["", [["cnv_a", false], ["cnv_b", true]]]);
});

test("replies and notes are begun apart, and erasing a person empties both", async () => {
  const { drafts, type, store } = world();
  type("To Bo");
  type("About Bo", "note");
  assert.deepEqual([drafts.of("cnv_a", "reply").text.value, drafts.of("cnv_a", "note").text.value], ["To Bo", "About Bo"]);

  drafts.forget("cnv_a");

  assert.deepEqual([drafts.of("cnv_a", "reply").text.value, drafts.of("cnv_a", "note").text.value, store.keys("draft:")], ["", "", []]);
});

test("drafts of conversations that are not open here are marked only", () => {
  const { drafts } = world();

  drafts.listed([{ ...kept("Elsewhere"), conversation_id: "cnv_b" }], drafts.turn());

  assert.deepEqual([...drafts.begun.value], [["cnv_a", false], ["cnv_b", true]]);
  drafts.listed([], drafts.turn());
  assert.deepEqual([...drafts.begun.value], [["cnv_a", false]], "and no more once they were sent or thrown away there");
});

test("what another window wrote is still offered after a reload, and nothing goes over it meanwhile", async () => {
  const { type, hear, store } = world();
  type("Mine");
  hear(kept("Theirs"));

  const again = world(store);
  again.hear(kept("Theirs"));
  again.drafts.save();
  await settled();

  assert.deepEqual([again.text.value, again.newer.value, again.saved], ["Mine", { body: "Theirs", begun: { after_number: 2, forms: [] } }, []]);
  again.drafts.keepOwn("cnv_a", "reply");
  await settled();
  assert.deepEqual([world(store).newer.value, again.saved.at(-1)?.body], [null, "Mine"], "what was decided is not asked again");
});
