// A form that the visitor answers while nothing is heard: a reply that was begun before does not go out over the answer,
// and one that cannot be checked goes all the same.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { AgentHears, AgentMessage } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { ME, agentMessage, memoryStore } from "./support";

const OPENED = "/api/inbox/conversations/cnv_a";
const FORM: AgentMessage = { ...agentMessage(2, "agent"), content: { type: "form", is_contact: false, fields: [{ name: "size", label: "Size", kind: "text", is_required: true, options: [] }] } };
const ANSWERED: AgentMessage = { ...FORM, answer: { values: [{ name: "size", label: "Size", value: "42" }] } };
const TEXT = "Please fill in the form";
const at = (form: AgentMessage, ...more: AgentMessage[]) => threadAt(5, [agentMessage(1, "visitor"), form, agentMessage(3, "visitor"), ...more]);
const changed: AgentHears = { type: "changed", seq: 6, conversation_id: "cnv_a", message: ANSWERED };

/** Lets so much time go by, and what was promised happen. */
async function passes(ms = 0) {
  for (let step = 0; step <= ms; step += 1_000) {
    mock.timers.tick(Math.min(1_000, ms));
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  }
}

function worldOf(store = memoryStore()) {
  const world = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3, cnv_b: 1 }), [OPENED]: at(FORM) }, { store });
  const { writing } = world.inbox;
  const posted = () => world.sockets.flatMap((one) => one.said.flatMap((frame) => (frame.type === "message.post" ? [frame.body] : [])));
  const waits = () => writing.outbox.items.value.map(({ state, refusal }) => refusal ?? state);
  const lose = () => world.inbox.line.restart();
  function comesBack() {
    world.inbox.line.hurry();
    world.hear({ type: "ready", seq: 5 });
  }
  return { ...world, writing, posted, waits, lose, comesBack, store };
}

/** A conversation is open in which a form waits, and time passes when the test says so. */
async function asked() {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const world = worldOf();
  await world.inbox.start();
  world.hear({ type: "ready", seq: 5 });
  world.hear({ type: "position", seq: 5 });
  world.place.open("cnv_a");
  await world.inbox.load("cnv_a");
  world.writing.write("cnv_a", "reply", TEXT);
  const end = () => (world.end(), mock.timers.reset());
  return { ...world, end };
}

/** A page that begins with that reply in its outbox, its time over. */
async function begun(thread: unknown, after_number = 3) {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const store = memoryStore();
  const team = { mode: "reply", due_at: 0, after_number, forms: [2], mentions: [], then: null };
  store.set(`deskbell:inbox:${ME.agent.id}:out:one`, JSON.stringify({ client_id: "one", conversation_id: "cnv_a", body: TEXT, files: [], content: null, written_at: 1, state: "waiting", problem: null, team }));
  const world = worldOf(store);
  world.answers[OPENED] = thread;
  world.writing.sending.resume();
  const starting = world.inbox.start();
  await passes();
  await starting;
  world.hear({ type: "ready", seq: 5 });
  const end = () => (world.end(), mock.timers.reset());
  return { ...world, end };
}

test("a reply that is due while the line is lost is stopped by an answer that came meanwhile", async () => {
  const { writing, answers, hear, posted, waits, lose, comesBack, end } = await asked();
  writing.send("cnv_a", "reply");
  lose();
  await passes(6_000);
  answers[OPENED] = at(ANSWERED);

  comesBack();
  hear(changed);
  hear({ type: "position", seq: 6 });
  await passes(1_000);

  assert.deepEqual([posted(), waits()], [[], ["changed"]]);
  end();
});

test("a reply that was due while the line was lost goes where nothing was answered", async () => {
  const { writing, posted, lose, comesBack, end } = await asked();
  writing.send("cnv_a", "reply");
  lose();
  await passes(6_000);

  comesBack();
  await passes(1_000);

  assert.deepEqual(posted(), [TEXT]);
  end();
});

test("a reply that is sent behind an own form is stopped by the answer to that as well", async () => {
  const { writing, answers, hear, posted, waits, lose, comesBack, end } = await asked();
  const [own, own_answered] = [FORM, ANSWERED].map((form) => ({ ...form, id: "msg_4", number: 4, client_id: "own" })) as [AgentMessage, AgentMessage];
  hear({ type: "changed", seq: 6, conversation_id: "cnv_a", message: agentMessage(2, "agent") });
  hear({ type: "message", seq: 7, conversation: at(FORM, own).conversation, message: own });
  writing.send("cnv_a", "reply");
  lose();
  await passes(6_000);
  answers[OPENED] = at(agentMessage(2, "agent"), own_answered);

  comesBack();
  await passes(1_000);

  assert.deepEqual([posted(), waits()], [[], ["changed"]]);
  end();
});

test("whoever leaves, or signs out, sends nothing over an answered form", async () => {
  const leave = ({ writing }: ReturnType<typeof worldOf>, said: unknown[]) => writing.leave((frame) => void said.push(frame));
  const signOut = ({ writing }: ReturnType<typeof worldOf>) => (writing.sending.releaseAll(), writing.outbox.pump());
  for (const go of [leave, signOut]) {
    const world = await asked();
    world.writing.send("cnv_a", "reply");
    world.hear(changed);

    const said: unknown[] = [];
    go(world, said);
    await passes(1_000);

    assert.deepEqual([said, world.posted(), world.waits()], [[], [], ["changed"]]);
    world.end();
  }
});

test("a reply that is still being checked goes when the page is left", async () => {
  const { writing, answers, posted, end } = await asked();
  answers[OPENED] = undefined;
  writing.send("cnv_a", "reply");
  await passes(6_000);
  assert.deepEqual(posted(), []);

  const said: string[] = [];
  writing.leave((frame) => void (frame.type === "message.post" && said.push(frame.body)));

  assert.deepEqual(said, [TEXT]);
  end();
});

test("a reply that can still be taken back goes once when the page is left while another is being checked", async () => {
  const { writing, answers, end } = await asked();
  answers[OPENED] = undefined;
  writing.send("cnv_a", "reply");
  await passes(6_000);
  writing.write("cnv_a", "reply", "And one more thing");
  writing.send("cnv_a", "reply");

  const said: string[] = [];
  writing.leave((frame) => void (frame.type === "message.post" && said.push(frame.body)));

  assert.deepEqual(said, [TEXT, "And one more thing"]);
  end();
});

test("a page that begins with a reply looks at the conversation first", async () => {
  for (const [form, result] of [[ANSWERED, [[], ["changed"]]], [FORM, [[TEXT], ["sent"]]]] as const) {
    const { posted, waits, end } = await begun(at(form));
    await passes(1_000);
    assert.deepEqual([posted(), waits()], result);
    end();
  }
});

test("a reply that is stored already is not stopped by what was answered behind it", async () => {
  const { posted, waits, end } = await begun(at(ANSWERED, { ...agentMessage(4, "agent"), client_id: "one" }));

  await passes(1_000);

  assert.deepEqual([posted(), waits()], [[TEXT], ["sent"]], "the server tells that it knows it");
  end();
});

test("a reply goes though the server cannot tell how the conversation stands, and keeps back no other meanwhile", async () => {
  for (const answer of [undefined, 503, 403]) {
    const { writing, posted, hear, end } = await begun(answer);
    writing.write("cnv_b", "reply", "Hello");
    writing.send("cnv_b", "reply");
    await passes(6_000);
    if (answer !== 403) assert.deepEqual(posted(), ["Hello"]);

    const [first] = writing.outbox.items.value.filter((one) => one.state === "sent");
    hear({ type: "ack", client_id: first!.client_id, conversation_id: first!.conversation_id!, message_id: "msg_9", number: 9, seq: 9 });
    await passes(6_000);
    assert.deepEqual(posted().toSorted(), ["Hello", TEXT], `after ${answer}`);
    end();
  }
});

test("a reply that is being checked when the line is lost is checked anew", async () => {
  const { answers, posted, waits, lose, comesBack, end } = await begun(undefined);
  await passes(2_000);
  lose();
  answers[OPENED] = at(ANSWERED);
  comesBack();

  await passes(2_000);

  assert.deepEqual([posted(), waits()], [[], ["changed"]]);
  end();
});
