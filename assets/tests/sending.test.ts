// Sending: what can be taken back, what is stopped, what goes out as what, and what outlives a closed page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openDrafts } from "../inbox/state/drafts";
import { agentFrameOf, isNameless, mayGo, openSending } from "../inbox/state/sending";
import { openOutbox, type Outgoing } from "../shared/outbox";
import type { AgentMessage, Attachment } from "../shared/protocol";
import { agentMessage, memoryStore } from "./support";

const file: Attachment = { id: "fil_1", name: "a.pdf", size: 3, media_type: "application/pdf", width: null, height: null, url: "/f", small_url: null };

/** A clock that the test moves, and a wire that it cuts. */
function world({ store = memoryStore(), seconds = 5, from = 1_000 } = {}) {
  const time = { now: from };
  const timers: { at: number; act(): void }[] = [];
  const posted: Outgoing[] = [];
  const wire = { isUp: true };
  const picked: Attachment[] = [];
  const messages: AgentMessage[] = [agentMessage(1, "visitor"), agentMessage(2, "agent")];
  const stand = () => ({ after_number: messages.at(-1)!.number, forms: [] });
  const outbox = openOutbox({ store, prefix: "out:", post: (one) => wire.isUp && posted.push(one) > 0, mayGo: (one) => mayGo(outbox.items.value, one, time.now) });
  const drafts = openDrafts({ store, prefix: "draft:", save: () => Promise.resolve(true), bring: () => undefined, stand });
  const sending = openSending({
    outbox,
    drafts,
    filesOf: () => ({ take: () => picked.splice(0), put: (files) => void picked.push(...files) }),
    undoSeconds: () => seconds,
    mentions: (body) => (body.includes("@Bo") ? ["agt_bo"] : []),
    messages: () => messages,
    stand,
    me_id: "agt_ana",
    now: () => time.now,
    later: (act, delay_ms) => void timers.push({ at: time.now + delay_ms, act }),
  });
  const pass = (ms: number) => {
    time.now += ms;
    for (const timer of timers.splice(0)) timer.at <= time.now ? timer.act() : timers.push(timer);
  };
  const write = (text: string, mode: "reply" | "note" = "reply") => {
    drafts.of("cnv_a", mode).text.value = text;
    drafts.typed("cnv_a", mode);
  };
  return { store, time, outbox, drafts, sending, posted, wire, picked, messages, pass, write, bodies: () => posted.map((one) => one.body) };
}

test("a message leaves when its time is over, and not before", () => {
  const { sending, write, pass, bodies, drafts } = world();
  write("On its way");

  sending.send("cnv_a", "reply");
  assert.deepEqual([bodies(), drafts.of("cnv_a").text.value], [[], ""]);
  pass(4_999);
  assert.deepEqual(bodies(), []);
  pass(1);
  assert.deepEqual(bodies(), ["On its way"]);
});

test("without a delay it leaves at once", () => {
  const { sending, write, bodies } = world({ seconds: 0 });
  write("Now");

  sending.send("cnv_a", "reply");

  assert.deepEqual(bodies(), ["Now"]);
});

test("taking it back puts text, files and place back, before what was begun since", () => {
  const { sending, write, pass, bodies, drafts, picked, outbox } = world();
  picked.push(file);
  write("First");
  sending.send("cnv_a", "reply");
  write("Second");

  assert.equal(sending.undo(outbox.items.value[0]!.client_id), "reply");

  assert.deepEqual([drafts.of("cnv_a").text.value, picked, outbox.items.value], ["First\nSecond", [file], []]);
  pass(60_000);
  assert.deepEqual(bodies(), []);
  assert.equal(sending.undo("gone"), null, "what has left cannot be taken back");
});

test("a note that is taken back is a note again", () => {
  const { sending, write, drafts, outbox } = world();
  write("For us", "note");
  sending.send("cnv_a", "note");

  assert.equal(sending.undo(outbox.items.value[0]!.client_id), "note");

  assert.deepEqual([drafts.of("cnv_a", "note").text.value, drafts.of("cnv_a", "reply").text.value], ["For us", ""]);
});

test("a note goes out as a note and nothing else, with whom it names", () => {
  const { sending, write, posted } = world({ seconds: 0 });
  write("@Bo, look", "note");
  sending.send("cnv_a", "note");

  const frame = agentFrameOf(posted[0]!, []);

  assert.deepEqual([frame.type, "mentions" in frame && frame.mentions], ["note.post", ["agt_bo"]]);
  assert.equal("after_number" in frame, false);
});

test("a note written before anybody knew who there is waits for that, and names them then", () => {
  const { sending, write, outbox, posted } = world({ seconds: 0 });
  const cleo = { id: "agt_cleo", name: "Cleo" };
  write("@Cleo, look", "note");
  sending.send("cnv_a", "note");
  const [one] = [...posted, ...outbox.items.value];

  assert.deepEqual([isNameless(one!, null), isNameless(one!, [cleo]), isNameless({ ...one!, body: "Look" }, null)], [true, false, false]);
  assert.equal(isNameless({ ...one!, team: { ...one!.team!, mode: "reply" } }, null), false);
  const frame = agentFrameOf(one!, [cleo]);
  assert.deepEqual("mentions" in frame && frame.mentions, ["agt_cleo"]);
});

test("a page that is opened again sends what waited, once its time is over", () => {
  const before = world();
  before.write("Before the storm");
  before.sending.send("cnv_a", "reply");

  const soon = world({ store: before.store, from: 3_000 });
  soon.sending.resume();
  soon.outbox.pump();
  assert.deepEqual(soon.bodies(), [], "it can still be taken back");
  soon.pass(3_000);
  assert.deepEqual(soon.bodies(), ["Before the storm"]);

  const late = world({ store: before.store, from: 90_000 });
  late.sending.resume();
  late.outbox.pump();
  assert.deepEqual(late.bodies(), ["Before the storm"]);
  assert.equal(late.posted[0]!.client_id, soon.posted[0]!.client_id, "as the same message");
});

test("messages of one conversation keep their order, whatever their delays", () => {
  const { sending, write, pass, bodies, outbox, posted } = world();
  write("One");
  sending.send("cnv_a", "reply");
  pass(2_000);
  write("Two");
  sending.send("cnv_a", "reply");

  outbox.change(outbox.items.value[1]!.client_id, { team: { ...outbox.items.value[1]!.team!, due_at: 0 } });
  outbox.pump();
  assert.deepEqual(bodies(), [], "the second does not overtake");
  pass(3_000);
  assert.deepEqual(bodies(), ["One"]);
  outbox.settle(posted[0]!.client_id, "cnv_a");
  assert.deepEqual(bodies(), ["One", "Two"]);
});

test("what somebody else wrote since the first key is told, one's own and event lines are not", () => {
  const { sending, write, messages } = world();
  write("Dear");
  messages.push(agentMessage(3, "agent"), { ...agentMessage(4, "agent"), author: "system", author_id: null });
  assert.deepEqual(sending.news("cnv_a"), []);

  messages.push(agentMessage(5, "visitor"), { ...agentMessage(6, "agent"), author_id: "agt_bo" });
  assert.deepEqual(sending.news("cnv_a").map((message) => message.number), [5, 6]);

  sending.reviewed("cnv_a");
  assert.deepEqual(sending.news("cnv_a"), []);
});

test("a reply carries the number it was begun after, also when it was seen later", () => {
  const { sending, write, messages, posted } = world({ seconds: 0 });
  write("Dear");
  messages.push(agentMessage(3, "visitor"));
  sending.reviewed("cnv_a");

  sending.send("cnv_a", "reply");

  const frame = agentFrameOf(posted[0]!, []);
  assert.equal("after_number" in frame && frame.after_number, 3);
});

test("a refused reply says what came, and goes out with the new number when somebody wants it so", () => {
  const { sending, write, messages, posted, outbox } = world({ seconds: 0 });
  write("Dear");
  sending.send("cnv_a", "reply");
  const { client_id } = posted[0]!;
  messages.push(agentMessage(3, "visitor"));
  outbox.refuse({ client_id, code: "changed", detail: "Somebody wrote.", retry_after: null });

  const [stopped] = outbox.items.value;
  assert.deepEqual([stopped!.state, stopped!.refusal, sending.newsFor(stopped!).map((message) => message.number)], ["failed", "changed", [3]]);

  sending.sendAnyway(client_id);
  const frame = agentFrameOf(posted[1]!, []);
  assert.deepEqual([posted[1]!.client_id, "after_number" in frame && frame.after_number], [client_id, 3]);
});

test("what is put together in a dialog carries the number it was begun after", () => {
  const { sending, messages, posted } = world({ seconds: 0 });
  const begun = sending.begun("cnv_a");
  const before = messages.at(-1)!.number;
  messages.push(agentMessage(before + 1, "visitor"));

  sending.sendContent("cnv_a", "Which one?", { type: "buttons", buttons: [] }, begun);

  const frame = agentFrameOf(posted[0]!, []);
  assert.equal("after_number" in frame && frame.after_number, before);
});

test("what is done after sending waits until the message is stored", () => {
  const { sending, write, posted, outbox } = world({ seconds: 0 });
  write("Done then");
  sending.send("cnv_a", "reply", { type: "resolve" });

  assert.deepEqual(outbox.settle(posted[0]!.client_id, "cnv_a")?.team?.then, { type: "resolve" });
});

test("leaving the page lets go of what is held", () => {
  const { sending, write, outbox, time } = world();
  write("Leaving");
  sending.send("cnv_a", "reply");

  assert.deepEqual(sending.releaseAll().map((one) => one.body), ["Leaving"]);

  assert.equal(mayGo(outbox.items.value, outbox.items.value[0]!, time.now), true);
});
