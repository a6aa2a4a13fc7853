// When an answer was begun, as the browser keeps it: pages of earlier builds read what this one writes, and this one what
// they wrote.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readKept } from "../inbox/state/kept_draft";
import type { AgentMessage } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { ME, agentMessage, memoryStore } from "./support";

const FORM: AgentMessage = { ...agentMessage(2, "agent"), content: { type: "form", is_contact: false, fields: [] } };
const PREFIX = `deskbell:inbox:${ME.agent.id}:`;

async function world(store = memoryStore()) {
  const opened = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3 }), "/api/inbox/conversations/cnv_a": threadAt(5, [agentMessage(1, "visitor"), FORM, agentMessage(3, "visitor")]) }, { store });
  await opened.opens();
  const kept = (start: string) => store.keys(PREFIX + start).map((key) => JSON.parse(store.get(key)!) as Record<string, unknown>);
  return { ...opened, writing: opened.inbox.writing, store, kept };
}

test("a draft and a message are kept with the number and the forms beside their text", async () => {
  const { writing, kept, end } = await world();
  writing.write("cnv_a", "reply", "Please");
  const [draft] = kept("draft:cnv_a");
  assert.deepEqual([draft!["body"], draft!["after_number"], draft!["forms"], "begun" in draft!], ["Please", 3, [2], false]);

  writing.send("cnv_a", "reply");
  const [message] = kept("out:");
  const { due_at: _, ...team } = message!["team"] as Record<string, unknown>;
  assert.deepEqual(team, { mode: "reply", after_number: 3, forms: [2], mentions: [], then: null });
  end();
});

test("what an earlier page kept is what it was, also where it knew of no forms", async () => {
  const store = memoryStore();
  const texts = { body: "Mine", after_number: 1, forms: [2], saved: "Theirs", newer: { body: "Theirs", after_number: 3 }, at: 0, sent: [] };
  store.set(`${PREFIX}draft:cnv_a:reply`, JSON.stringify(texts));
  const team = { mode: "note", due_at: 9e15, after_number: null, mentions: ["agt_bo"], then: null };
  const message = { client_id: "one", conversation_id: "cnv_a", body: "@Bo", files: [], content: null, written_at: 1, state: "waiting", problem: null, team };
  store.set(`${PREFIX}out:one`, JSON.stringify(message));

  const { writing, end } = await world(store);

  const { text, begun, newer } = writing.drafts.of("cnv_a");
  assert.deepEqual([text.value, begun.value, newer.value], ["Mine", { after_number: 1, forms: [2] }, { body: "Theirs", begun: { after_number: 3, forms: [] } }]);
  const { after_number: __, ...rest } = team;
  assert.deepEqual(writing.outbox.items.value.map((one) => one.team), [{ ...rest, begun: null }]);

  writing.drafts.takeNewer("cnv_a", "reply");
  assert.deepEqual([text.value, begun.value], ["Theirs", { after_number: 3, forms: [2] }], "the forms that are open when it is taken over");
  assert.deepEqual(readKept(store.get(`${PREFIX}draft:cnv_a:reply`)).newer, { body: "Mine", begun: { after_number: 1, forms: [2] } });
  end();
});
