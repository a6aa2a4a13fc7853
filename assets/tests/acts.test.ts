// What an agent does is seen at once, said to the server in order, taken back where it fails, and undone on demand.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { openActs, UNDO_MS } from "../inbox/state/acts";
import { inverseOf, withAct } from "../inbox/state/effects";
import { openFacts } from "../inbox/state/facts";
import type { InboxState } from "../inbox/state/inbox";
import { listCommands } from "../inbox/state/list_commands";
import { openKeying, type Press } from "../inbox/state/keying";
import { openCommands } from "../inbox/state/commands";
import { openPlace } from "../inbox/state/place";
import { applyToRows, unreadOf, withListed } from "../inbox/state/rows";
import { openSelecting } from "../inbox/state/selecting";
import type { Act, ActResults, Change } from "../inbox/state/wire";
import { signal } from "@preact/signals";
import { agentMessage, conversation } from "./support";

const place = () => openPlace({ path: () => "/inbox", push: () => undefined, replace: () => undefined, moved: () => undefined });
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));
/** At that place of the log, behind all that was heard unless a test says otherwise. */
type Answer = (results: ActResults["results"] | number, seq?: number) => Promise<void>;

/** Conversations a, b and c, and a server whose answers the test decides about. */
function world() {
  const facts = openFacts(place());
  facts.rows.value = withListed(new Map(), ["cnv_a", "cnv_b", "cnv_c"].map((id) => ({ conversation: conversation(id, 3), unread: 1 })), 5);
  const asked: { changes: Change[]; answer: Answer }[] = [];
  const fetch = (_: string, { body }: { body: string }) =>
    new Promise<Response>((resolve) => {
      const answer: Answer = (given, seq = 100) => (resolve(typeof given === "number" ? new Response("{}", { status: given }) : new Response(JSON.stringify({ seq, results: given }))), settled());
      asked.push({ changes: (JSON.parse(body) as { changes: Change[] }).changes, answer });
    });
  Object.assign(globalThis, { fetch });
  const touched: string[] = [];
  const acts = openActs({ facts, settle: (id) => void touched.push(id) });
  const stateOf = (id: string) => facts.rows.value.get(id)?.conversation.state;
  return { facts, acts, asked, touched, stateOf };
}
const good = (id: string, act: Act) => ({ conversation_id: id, error: null, conversation: withAct(conversation(id, 3), act), unread: 1 });
const bad = (id: string) => ({ conversation_id: id, error: { code: "forbidden", detail: "You may not." }, conversation: null, unread: 0 });
/** An inbox in which no message and no macro waits, unless the test says so. */
const nothingSent = (written_at: number | null = null, macro: object | null = null) => ({
  writing: { sending: { lastHeld: () => (written_at === null ? null : { written_at }) } },
  beside: { macros: { run: signal(macro) } },
  deeds: { last: signal(null) },
});
const RESOLVE: Act = { type: "resolve" };

test("an act is seen before the server has answered, and stays when it agrees", async () => {
  const { acts, asked, stateOf, facts } = world();
  void acts.run(["cnv_a"], RESOLVE);
  assert.equal(stateOf("cnv_a"), "done");
  await settled();

  await asked[0]!.answer([good("cnv_a", RESOLVE)]);
  assert.equal(stateOf("cnv_a"), "done");
  assert.deepEqual(facts.rows.value.get("cnv_a")?.wishes, []);
});

test("an act that fails is taken back where it stands, with the reason, and can be tried again", async () => {
  const { acts, asked, stateOf } = world();
  void acts.run(["cnv_a", "cnv_b"], RESOLVE);
  await settled();
  await asked[0]!.answer([good("cnv_a", RESOLVE), bad("cnv_b")]);

  assert.deepEqual([stateOf("cnv_a"), stateOf("cnv_b")], ["done", "open"]);
  assert.equal(acts.failures.value.get("cnv_b")?.detail, "You may not.");
  assert.deepEqual([acts.done.value?.answered, acts.done.value?.failed], [2, ["cnv_b"]]);

  acts.retry(["cnv_b"]);
  await settled();
  assert.deepEqual(asked[1]!.changes.map((change) => change.conversation_id), ["cnv_b"]);
  assert.equal(acts.failures.value.size, 0);
});

test("a frame that comes while an act is under way neither hides the act nor is lost", async () => {
  const { acts, asked, facts, stateOf } = world();
  void acts.run(["cnv_a"], { type: "assign_agent", agent_id: "agt_bo" });
  await settled();
  facts.rows.value = applyToRows(facts.rows.value, { type: "conversation", seq: 9, conversation: { ...conversation("cnv_a", 3), priority: "high" } });
  assert.deepEqual([facts.rows.value.get("cnv_a")?.conversation.assignee_id, facts.rows.value.get("cnv_a")?.conversation.priority], ["agt_bo", "high"]);

  const answered = good("cnv_a", { type: "assign_agent", agent_id: "agt_bo" });
  await asked[0]!.answer([{ ...answered, conversation: { ...answered.conversation, priority: "high" } }]);
  const after = facts.rows.value.get("cnv_a")?.conversation;
  assert.deepEqual([after?.assignee_id, after?.priority, stateOf("cnv_a")], ["agt_bo", "high", "open"]);
});

test("what was heard behind the place at which an act was answered is newer than the answer", async () => {
  const { acts, asked, facts, stateOf } = world();
  void acts.run(["cnv_a"], RESOLVE);
  await settled();
  facts.rows.value = applyToRows(facts.rows.value, { type: "conversation", seq: 9, conversation: conversation("cnv_a", 3) });
  assert.equal(stateOf("cnv_a"), "done", "until it is answered");

  await asked[0]!.answer([good("cnv_a", RESOLVE)], 8);
  assert.equal(stateOf("cnv_a"), "open", "somebody has opened it again");
});

test("a message that comes while its conversation is marked as read stays unread", async () => {
  const { acts, asked, facts } = world();
  void acts.run(["cnv_a"], { type: "read" });
  await settled();
  facts.rows.value = applyToRows(facts.rows.value, { type: "message", seq: 9, conversation: conversation("cnv_a", 4), message: agentMessage(4, "visitor") });

  await asked[0]!.answer([{ ...good("cnv_a", { type: "read" }), unread: 0 }], 8);

  assert.equal(unreadOf(facts.rows.value.get("cnv_a")!), 1);
});

test("a hundred go in one request, the others in the next, and progress is told", async () => {
  const { acts, asked, facts } = world();
  const ids = Array.from({ length: 230 }, (_, index) => `cnv_${index}`);
  facts.rows.value = withListed(new Map(), ids.map((id) => ({ conversation: conversation(id, 1), unread: 0 })), 5);
  void acts.run(ids, RESOLVE);
  for (let part = 0; part < 3; part += 1) {
    await settled();
    const { changes, answer } = asked[part]!;
    await answer(changes.map((change) => good(change.conversation_id, RESOLVE)));
    assert.equal(acts.done.value?.answered, [100, 200, 230][part]);
  }
  assert.equal(asked.length, 3);
});

test("an undo waits for what it undoes, leaves out what failed, and leads back exactly", async () => {
  const { acts, asked, stateOf, facts } = world();
  facts.rows.value = withListed(facts.rows.value, [{ conversation: { ...conversation("cnv_c", 3), state: "snoozed", snoozed_until: null }, unread: 0 }], 6);
  void acts.run(["cnv_a", "cnv_c"], RESOLVE);
  await settled();
  acts.undo();
  assert.deepEqual([stateOf("cnv_a"), stateOf("cnv_c"), asked.length], ["open", "snoozed", 1]);

  await asked[0]!.answer([good("cnv_a", RESOLVE), good("cnv_c", RESOLVE)]);
  assert.deepEqual(asked[1]!.changes.map((change) => change.act), [{ type: "reopen" }, { type: "snooze", until: null }]);
  assert.equal(acts.done.value, null);
});

test("what changes nothing is not sent", async () => {
  const { acts, asked } = world();
  await acts.run(["cnv_a"], { type: "reopen" });
  await acts.run(["cnv_a"], { type: "priority", priority: "none" });

  assert.deepEqual([asked.length, acts.done.value], [0, null]);
});

test("reading and marking as unread is seen at once too", async () => {
  const { acts, asked, facts } = world();
  void acts.run(["cnv_a"], { type: "read" });
  assert.equal(unreadOf(facts.rows.value.get("cnv_a")!), 0);
  await settled();
  await asked[0]!.answer([{ ...good("cnv_a", { type: "read" }), unread: 0 }]);
  assert.equal(unreadOf(facts.rows.value.get("cnv_a")!), 0);

  void acts.run(["cnv_a"], { type: "unread" });
  assert.equal(unreadOf(facts.rows.value.get("cnv_a")!), 1);
});

test("every act has its way back", () => {
  const before = { ...conversation("cnv_a", 3), assignee_id: "agt_ana", team_id: "tem_1", priority: "low" as const, tag_ids: ["tag_1"] };
  const acts: Act[] = [{ type: "assign_agent", agent_id: null }, { type: "assign_team", team_id: null }, { type: "snooze", until: 99 }, RESOLVE, { type: "priority", priority: "urgent" }, { type: "tag", tag_id: "tag_2" }, { type: "untag", tag_id: "tag_1" }];
  for (const act of acts) assert.deepEqual(withAct(withAct(before, act), inverseOf(before, act, 1)), { ...before, waiting_since: null }, act.type);
  const asleep = { ...before, state: "snoozed" as const, snoozed_until: 50 };
  assert.deepEqual([inverseOf(asleep, RESOLVE, 10), inverseOf(asleep, RESOLVE, 60)], [{ type: "snooze", until: 50 }, { type: "reopen" }]);
});

test("a range is what lies between two rows, whichever is chosen first, and another list has its own", () => {
  const entries = signal(["a", "b", "c", "d"].map((id, key) => ({ id, key })));
  const selecting = openSelecting(entries);
  selecting.toggle("c");
  selecting.rangeTo("a");
  assert.deepEqual(selecting.ids.value, ["a", "b", "c"]);

  entries.value = entries.value.slice(1);
  assert.deepEqual(selecting.ids.value, ["b", "c"], "what left the list is not acted on");
  selecting.clear();
  assert.deepEqual([selecting.ids.value, selecting.isOn.value], [[], false]);
});

test("keys do what their commands say, in pairs too, and not while somebody types or has switched them off", () => {
  const commands = openCommands();
  const ran: string[] = [];
  const add = (id: string, key: string, isPossible = true) => commands.register({ id, words: id, icon: "check", key, isPossible: () => isPossible, run: () => void ran.push(id) });
  add("done", "e");
  add("mine", "g i");
  add("undo", "Mod+z");
  add("never", "n", false);
  const habits = signal({ has_shortcuts: true, shortcuts: {} as Record<string, string> });
  const keying = openKeying(commands, habits);
  const press = (key: string, more: Partial<Press> = {}) => {
    const found = keying.press({ key, isMod: false, isTyping: false, at: 0, ...more });
    return found === null || found === "waits" ? found : found.id;
  };

  assert.deepEqual([press("e"), press("g"), press("i"), press("i"), press("z", { isMod: true }), press("n")], ["done", "waits", "mine", null, "undo", null]);
  assert.deepEqual([press("e", { isTyping: true }), press("g"), press("i", { at: 5_000 })], [null, "waits", null]);
  habits.value = { has_shortcuts: true, shortcuts: { done: "q" } };
  assert.deepEqual([press("e"), press("q")], [null, "done"]);
  habits.value = { has_shortcuts: false, shortcuts: {} };
  assert.deepEqual([press("e"), press("z", { isMod: true })], [null, "undo"]);
});

test("one row's undo takes back that row alone, and the others can still be taken back", async () => {
  const { acts, asked, stateOf } = world();
  void acts.run(["cnv_a", "cnv_b", "cnv_c"], RESOLVE);
  await settled();

  acts.undo(["cnv_b"]);
  assert.deepEqual(["cnv_a", "cnv_b", "cnv_c"].map(stateOf), ["done", "open", "done"]);
  await asked[0]!.answer([good("cnv_a", RESOLVE), good("cnv_b", RESOLVE), bad("cnv_c")]);
  assert.deepEqual(asked[1]!.changes, [{ conversation_id: "cnv_b", act: { type: "reopen" } }]);
  await asked[1]!.answer([good("cnv_b", { type: "reopen" })]);
  assert.deepEqual([acts.done.value?.ids, acts.done.value?.answered, acts.done.value?.failed], [["cnv_a", "cnv_c"], 3, ["cnv_c"]]);

  acts.undo();
  assert.deepEqual([stateOf("cnv_a"), acts.done.value], ["open", null]);
});

test("a failure stays in sight, but no key undoes what was done long ago", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { acts } = world();
  Object.assign(globalThis, { fetch: async () => new Response(JSON.stringify({ results: [good("cnv_a", RESOLVE), bad("cnv_b")] })) });
  await acts.run(["cnv_a", "cnv_b"], RESOLVE);
  assert.equal(acts.done.value?.isLate, false);

  mock.timers.tick(UNDO_MS);
  assert.deepEqual([acts.done.value?.isLate, acts.done.value?.failed], [true, ["cnv_b"]]);
  const inbox = { acts, place: place(), selecting: {}, listing: {}, choosing: {}, ...nothingSent() } as unknown as InboxState;
  assert.equal(listCommands(inbox, () => {}).find(({ id }) => id === "undo")?.isPossible?.(), false);
  mock.timers.reset();
});
