// What counts as seen: only what somebody has before them, at this moment.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { actEntries } from "../inbox/state/palette/act_entries";
import { unreadOf } from "../inbox/state/rows";
import type { AgentHears } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, conversation } from "./support";

const THREE = [1, 2, 3].map((number) => agentMessage(number, "visitor"));
const ANSWERS = () => ({ "/api/inbox/conversations": listAt(5, { cnv_a: 3, cnv_b: 1 }), "/api/inbox/conversations/cnv_a": threadAt(5, THREE) });
const message = (number: number, seq: number): AgentHears => ({ type: "message", seq, conversation: conversation("cnv_a", number), message: agentMessage(number, "visitor") });

test("a conversation behind another page is not looked at: it is read when it is in sight again", async () => {
  const { inbox, place, hear, reads, opens, socket, end } = inboxWorld(ANSWERS());
  await opens();
  assert.deepEqual(reads(), [3]);

  for (const leave of [() => place.openContact("con_cnv_a"), () => place.openPage("notifications"), () => place.openPage("me")]) {
    place.open("cnv_a");
    leave();
    assert.deepEqual([place.conversation_id.value, place.shown_id.value, inbox.facts.isLooking.value], ["cnv_a", null, false]);
  }
  hear(message(4, 6));
  assert.deepEqual([reads(), inbox.beside.opening.new_from.value], [[3], 4]);
  assert.deepEqual(socket().said.findLast((frame) => frame.type === "viewing"), { type: "viewing", is_replying: false });

  place.open("cnv_a");
  assert.deepEqual(reads(), [3, 4]);
  end();
});

test("on another page nothing is offered for the conversation behind it", async () => {
  const { inbox, place, opens, end } = inboxWorld(ANSWERS());
  await opens();
  assert.ok(actEntries(inbox).length > 0);

  place.openContact("con_cnv_a");
  inbox.selecting.cursor.value = "cnv_b";

  assert.deepEqual([actEntries(inbox), inbox.targets()], [[], []]);
  end();
});

const leftUnread = (seq: number): AgentHears => ({ type: "unread", seq, conversation_id: "cnv_a", unread: 1 });

test("what another window has marked as unread stays so before somebody who has it open, until more comes", async () => {
  const { inbox, hear, reads, opens, end } = inboxWorld(ANSWERS());
  await opens();

  hear(leftUnread(6));
  inbox.seen();
  inbox.look(false);
  inbox.look(true);
  assert.deepEqual([reads(), unreadOf(inbox.facts.rows.value.get("cnv_a")!)], [[3], 1]);

  hear(message(4, 7));
  assert.deepEqual(reads(), [3, 4]);
  end();
});

test("what was marked as unread is read by whoever opens it again", async () => {
  const { inbox, place, hear, reads, opens, end } = inboxWorld(ANSWERS());
  await opens();
  hear(leftUnread(6));

  place.open(null);
  place.open("cnv_a");
  inbox.seen();
  assert.deepEqual(reads(), [3, 3]);

  hear(leftUnread(7));
  place.openContact("con_cnv_a");
  place.open("cnv_a");
  assert.deepEqual(reads(), [3, 3, 3]);
  end();
});

/** Somebody has this window in front of them, and time passes when the test says so. */
function before() {
  let now = 0;
  mock.timers.enable({ apis: ["setTimeout"] });
  const real = performance.now;
  performance.now = () => now;
  const page = { visibilityState: "visible", hasFocus: () => true, addEventListener: () => undefined };
  Object.assign(globalThis, { document: page, addEventListener: () => undefined });
  /** The server gives a sign of life all the while. */
  const minutesPass = (minutes: number, sign: () => void) => {
    for (let part = 0; part < minutes * 2; part += 1) {
      now += 30_000;
      mock.timers.tick(30_000);
      sign();
    }
  };
  return { minutesPass, end: () => ((performance.now = real), mock.timers.reset()) };
}

test("a window that nobody sits before reads nothing: what came meanwhile is marked as new, calls, and is read by whoever comes back", async () => {
  const time = before();
  const { inbox, hear, reads, opens, answers, askedAt, end } = inboxWorld(ANSWERS());
  const told = { id: "ntf_1", kind: "message", conversation_id: "cnv_a", contact_name: "Bo", from_name: null, preview: "Hello", number: 4, entry_id: null, count: 1, at: 2, is_read: false, is_waiting: true, taken_by_name: null };
  answers["/api/inbox/notifications"] = { seq: 5, unread: 0, notifications: [], next: null };
  await opens();
  inbox.notifying.watch();
  await inbox.notifying.bell.renew();

  time.minutesPass(5, () => hear({ type: "position", seq: 5 }));
  hear(message(4, 6));
  answers["/api/inbox/notifications"] = { seq: 6, unread: 1, notifications: [told], next: null };
  await inbox.notifying.bell.renew();
  assert.deepEqual([reads(), inbox.beside.opening.new_from.value, inbox.notifying.bell.unread.value], [[3], 4, 1]);

  inbox.idling.alive();
  assert.deepEqual([reads(), inbox.notifying.bell.unread.value], [[3, 4], 0]);
  assert.deepEqual(askedAt("/api/inbox/notifications/read"), [{ conversation_id: "cnv_a" }]);
  end();
  time.end();
});

test("a read mark that was sent into a dead connection is said again on the next one", async () => {
  const { inbox, hear, reads, opens, socket, end } = inboxWorld(ANSWERS());
  await opens();
  socket().isDead = true;
  hear(message(4, 6));
  assert.deepEqual(reads(), [3]);

  inbox.line.restart();
  inbox.line.hurry();
  inbox.look(false);
  hear({ type: "ready", seq: 6 });
  hear({ type: "position", seq: 6 });

  assert.deepEqual(reads(), [3, 4]);
  end();
});

/** The line is lost and comes back; then the server tells what was missed, and that this was all. */
function comesBack({ inbox, hear }: ReturnType<typeof inboxWorld>, ...missed: AgentHears[]): void {
  inbox.line.restart();
  inbox.line.hurry();
  hear({ type: "ready", seq: 9 });
  for (const frame of missed) hear(frame);
  hear({ type: "position", seq: 9 });
}

test("what was marked as unread elsewhere while the line was lost stays so", async () => {
  const world = inboxWorld(ANSWERS());
  await world.opens();

  comesBack(world, leftUnread(6));
  assert.deepEqual([world.reads(), unreadOf(world.inbox.facts.rows.value.get("cnv_a")!)], [[3], 1]);

  comesBack(world);
  assert.deepEqual(world.reads(), [3], "nor does the next connection read it");
  world.end();
});

test("what came, was read and was marked as unread elsewhere while the line was lost stays so", async () => {
  const world = inboxWorld(ANSWERS());
  await world.opens();

  comesBack(world, message(4, 6), { type: "read", seq: 7, conversation_id: "cnv_a", reader: "me", number: 4, unread: 0 }, leftUnread(8));

  assert.deepEqual([world.reads(), unreadOf(world.inbox.facts.rows.value.get("cnv_a")!)], [[3], 1]);
  world.end();
});

test("what came while the line was lost is read once all of it is here", async () => {
  const world = inboxWorld(ANSWERS());
  await world.opens();

  comesBack(world, message(4, 6), message(5, 7));

  assert.deepEqual(world.reads(), [3, 3, 5], "behind what may have been said to nobody");
  world.end();
});

test("a newer message that was read is said to be read again, though older ones had been marked as unread", async () => {
  const world = inboxWorld(ANSWERS());
  await world.opens();
  world.hear(leftUnread(6));
  world.socket().isDead = true;
  world.hear(message(4, 7));
  assert.deepEqual(world.reads(), [3]);

  comesBack(world);

  assert.deepEqual(world.reads(), [3, 4]);
  world.end();
});
