// What is kept for a start without a network stays what the server has said last.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { openKeeping, restore, type Kept } from "../inbox/state/kept";
import { unreadOf } from "../inbox/state/rows";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, conversation } from "./support";

const LIST = "/api/inbox/conversations";

/** An inbox that keeps, at a time that the test moves; `later` goes past the pause before a writing. */
function keeping(answers: Record<string, unknown>) {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const world = inboxWorld(answers);
  const { me, facts, place, listing, directory, line } = world.inbox;
  let kept: Kept | null = null;
  const box = { read: async () => kept, write: async (one: Kept) => void (kept = one), clear: async () => void (kept = null) };
  const kept_by = openKeeping({ box, build: "/assets/a.js", me: () => me, facts, place, listing, directory, isLive: () => line.state.value === "live" });
  const later = () => mock.timers.tick(2_000);
  const end = async () => {
    await kept_by.forget();
    world.end();
    mock.timers.reset();
  };
  return { ...world, later, end, kept: () => kept, entries: () => kept?.listed.order.entries.map((entry) => entry.id) };
}

test("a list that cannot be had is not written over the one that is kept", async () => {
  const { inbox, answers, hear, place, later, kept, entries, end } = keeping({ [LIST]: listAt(5, { cnv_a: 3, cnv_b: 2 }) });
  await inbox.start();
  hear({ type: "ready", seq: 5 });
  later();
  assert.deepEqual(entries(), ["cnv_a", "cnv_b"]);

  answers[LIST] = 503;
  place.openView("done");
  await inbox.listing.show();
  later();
  assert.deepEqual([kept()?.listed.key.view, entries()], ["open", ["cnv_a", "cnv_b"]], "not that other one, which is empty here");

  answers[LIST] = listAt(6, {});
  await inbox.listing.show();
  later();
  assert.deepEqual([kept()?.listed.key.view, entries()], ["done", []], "it is empty at the server too");
  await end();
});

test("what was kept is not called true now before the server has said so", async () => {
  const first = keeping({ [LIST]: listAt(5, { cnv_a: 3 }) });
  await first.inbox.start();
  first.hear({ type: "ready", seq: 5 });
  first.later();
  const before = structuredClone(first.kept()!);
  await first.end();

  const { inbox, answers, hear, later, kept, entries, end } = keeping({ [LIST]: 503 });
  restore(before, inbox);
  await inbox.start();
  hear({ type: "ready", seq: 5 });
  hear({ type: "message", seq: 6, conversation: conversation("cnv_b", 1), message: agentMessage(1, "visitor") });
  later();
  assert.equal(kept(), null, "old rows with one that is news");

  answers[LIST] = listAt(6, { cnv_a: 3, cnv_b: 1 });
  await inbox.start();
  later();
  assert.deepEqual([entries()?.toSorted(), kept()?.at], [["cnv_a", "cnv_b"], Date.now()]);
  await end();
});

test("what was read before the page was left does not hide what was marked as unread elsewhere since", async () => {
  const first = keeping({ [LIST]: listAt(5, { cnv_a: 3 }), [`${LIST}/cnv_a`]: threadAt(5, [agentMessage(3, "visitor")]) });
  await first.opens();
  first.later();
  const before = structuredClone(first.kept()!);
  await first.end();

  const { inbox, end } = keeping({ [LIST]: listAt(9, { cnv_a: 3 }, 1) });
  restore(before, inbox);
  await inbox.start();

  assert.equal(unreadOf(inbox.facts.rows.value.get("cnv_a")!), 1);
  await end();
});
