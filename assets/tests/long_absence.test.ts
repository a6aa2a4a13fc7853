// The line comes back after so long that everything is fetched anew: what was missed is not told, only how it stands.

import assert from "node:assert/strict";
import { test } from "node:test";
import { unreadOf } from "../inbox/state/rows";
import type { AgentHears } from "../shared/protocol";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage, conversation } from "./support";

const LIST = "/api/inbox/conversations";
const OPENED = `${LIST}/cnv_a`;
const messages = (last: number) => Array.from({ length: last }, (_, index) => agentMessage(index + 1, "visitor"));
const message = (number: number, seq: number): AgentHears => ({ type: "message", seq, conversation: conversation("cnv_a", number), message: agentMessage(number, "visitor") });
const readHere: AgentHears = { type: "read", seq: 6, conversation_id: "cnv_a", reader: "me", number: 3, unread: 0 };

/** A conversation was opened and read, and the server has heard of it. */
async function hasRead() {
  const world = inboxWorld({ [LIST]: listAt(5, { cnv_a: 3 }), [OPENED]: threadAt(5, messages(3)) });
  await world.opens();
  world.hear(readHere);
  const unread = () => unreadOf(world.inbox.facts.rows.value.get("cnv_a")!);
  assert.deepEqual([world.reads(), unread()], [[3], 0]);

  /** With so many messages, of which the server counts so many as unread. */
  async function comesBack(last: number, count: number, listed = listAt(2_000, { cnv_a: last }, count)): Promise<void> {
    Object.assign(world.answers, { [LIST]: listed, [OPENED]: threadAt(2_000, messages(last), { unread: count }) });
    world.inbox.line.restart();
    world.inbox.line.hurry();
    world.hear({ type: "ready", seq: 2_000 });
    world.hear({ type: "reload" });
    await settled();
    world.hear({ type: "ready", seq: 2_000 });
    world.hear({ type: "position", seq: 2_000 });
  }
  return { ...world, unread, comesBack };
}

test("what was marked as unread elsewhere stays so before somebody who has it open, until more comes", async () => {
  const { inbox, hear, reads, unread, comesBack, end } = await hasRead();

  await comesBack(3, 1);
  inbox.seen();
  assert.deepEqual([reads(), unread()], [[3], 1]);

  hear(message(4, 2_001));
  assert.deepEqual(reads(), [3, 4]);
  end();
});

test("a mark that reaches behind what came meanwhile stays as well", async () => {
  const { inbox, reads, unread, comesBack, end } = await hasRead();

  await comesBack(5, 3);
  inbox.seen();

  assert.deepEqual([reads(), unread()], [[3], 3]);
  end();
});

test("what came meanwhile is read by whoever has it before them", async () => {
  const { reads, unread, comesBack, end } = await hasRead();

  await comesBack(5, 2);

  assert.deepEqual([reads().at(-1), unread()], [5, 0]);
  end();
});

test("the list shows what the server counts, also of what is listed only later", async () => {
  for (const listed of [listAt(2_000, { cnv_a: 3 }, 2), listAt(2_000, { cnv_b: 1 })]) {
    const { inbox, place, answers, unread, comesBack, end } = await hasRead();
    place.open(null);

    await comesBack(3, 2, listed);
    answers[LIST] = listAt(2_001, { cnv_a: 3 }, 2);
    await inbox.listing.show();

    assert.equal(unread(), 2);
    end();
  }
});
