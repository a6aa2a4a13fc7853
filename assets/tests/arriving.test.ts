// Opening a conversation at an old message: what stands behind it is seen once somebody has it before them, and not before.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Place } from "../inbox/state/place";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage } from "./support";

const OPENED = "/api/inbox/conversations/cnv_a";
const THREE = [1, 2, 3].map((number) => agentMessage(number, "visitor"));
const FIRST = { number: 1, entry_id: null };

async function world(path = "/inbox/v/open", answer: unknown = threadAt(5, THREE)) {
  const opened = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3 }), [OPENED]: answer, [`${OPENED}/messages`]: 503 }, { path });
  await opened.inbox.start();
  opened.hear({ type: "ready", seq: 5 });
  opened.hear({ type: "position", seq: 5 });
  return opened;
}

test("a conversation that is opened at an old message is read once its end is in sight", async () => {
  const { inbox, place, reads, end } = await world();
  place.openAt("cnv_a", FIRST);
  await inbox.load("cnv_a");
  await inbox.beside.arrive("cnv_a");
  assert.deepEqual([reads(), inbox.beside.pointed.value?.number], [[], 1]);

  inbox.facts.isAtEnd.value = false;
  inbox.beside.shownAt();
  inbox.seen();
  assert.deepEqual(reads(), []);

  inbox.facts.isAtEnd.value = true;
  inbox.seen();
  assert.deepEqual(reads(), [3]);
  end();
});

test("a short conversation whose end is in sight at once is read at once", async () => {
  const { inbox, place, reads, end } = await world();
  place.openAt("cnv_a", FIRST);
  await inbox.load("cnv_a");
  await inbox.beside.arrive("cnv_a");

  inbox.beside.shownAt();

  assert.deepEqual(reads(), [3]);
  end();
});

test("where the message that it was opened at is not to be had, the end is what is seen", async () => {
  const { inbox, place, reads, end } = await world("/inbox/v/open", threadAt(5, THREE.slice(1), { next: "2" }));
  place.openAt("cnv_a", FIRST);
  await inbox.load("cnv_a");
  assert.deepEqual(reads(), []);

  await inbox.beside.arrive("cnv_a");

  assert.deepEqual([reads(), inbox.beside.pointed.value], [[3], null]);
  end();
});

test("an address that names a message counts as well, and so does the conversation behind another page", async () => {
  const { inbox, place, reads, end } = await world("/inbox/v/open/c/cnv_a?m=1");
  await inbox.load("cnv_a");
  assert.deepEqual(reads(), []);
  place.open("cnv_a");
  inbox.seen();
  assert.deepEqual(reads(), [3]);

  place.openPage("notifications");
  inbox.facts.rows.value = new Map([...inbox.facts.rows.value].map(([id, row]) => [id, { ...row, own_read: 1 }]));
  place.openAt("cnv_a", FIRST);
  inbox.seen();
  assert.deepEqual(reads(), [3]);
  end();
});

test("each wish to be shown a message is one of its own, and coming back from another page is none", async () => {
  const { inbox, place, end } = await world();
  place.openAt("cnv_a", FIRST);
  await inbox.load("cnv_a");
  const turns: number[] = [];
  const arrives = async () => {
    await inbox.beside.arrive("cnv_a");
    turns.push(inbox.beside.pointed.value?.turn ?? 0);
    inbox.beside.shownAt();
  };

  await arrives();
  place.openAt("cnv_a", FIRST);
  await arrives();
  assert.deepEqual(turns, [1, 2]);

  place.openContact("con_cnv_a");
  assert.equal(place.spot.value.message_number, 1);
  await arrives();
  assert.deepEqual(turns, [1, 2, 0]);
  end();
});

/** A conversation is opened at its first message, which is far back and takes its time. */
async function slow() {
  let answer = (_: Response): void => undefined;
  const opened = await world("/inbox/v/open", threadAt(5, [101, 102, 103].map((number) => agentMessage(number, "visitor")), { next: "101" }));
  opened.answers[`${OPENED}/messages`] = () => new Promise<Response>((resolve) => (answer = resolve));
  opened.place.openAt("cnv_a", FIRST);
  await opened.inbox.load("cnv_a");
  const arriving = opened.inbox.beside.arrive("cnv_a");
  await settled();
  const comes = () => {
    answer(new Response(JSON.stringify({ messages: Array.from({ length: 100 }, (_, index) => agentMessage(index + 1, "visitor")), entries: [], next: null })));
    return arriving;
  };
  return { ...opened, comes };
}

test("what comes late is not jumped to where something else was chosen since", async () => {
  const choices = [(place: Place) => place.open("cnv_a"), (place: Place) => place.openAt("cnv_a", { number: 102, entry_id: null })];
  for (const choose of choices) {
    const { inbox, place, comes, end } = await slow();
    choose(place);
    await inbox.beside.arrive("cnv_a");
    inbox.beside.shownAt();

    await comes();

    assert.equal(inbox.beside.pointed.value, null);
    end();
  }
});

test("what comes late is not jumped to where another message was asked for beside the conversation since", async () => {
  const { inbox, comes, end } = await slow();
  await inbox.beside.point("cnv_a", { number: 102, entry_id: null });
  const pointed = inbox.beside.pointed.value;

  await comes();

  assert.deepEqual([pointed?.number, inbox.beside.pointed.value], [102, pointed]);
  end();
});

test("what was to be shown and is not drawn yet is forgotten once something else is chosen", async () => {
  const { inbox, place, end } = await world();
  place.openAt("cnv_a", FIRST);
  await inbox.load("cnv_a");
  await inbox.beside.arrive("cnv_a");
  assert.equal(inbox.beside.pointed.value?.number, 1);

  place.openAt("cnv_a", { number: 2, entry_id: null });

  assert.deepEqual([inbox.beside.pointed.value, place.isArriving.value], [null, true]);
  end();
});
