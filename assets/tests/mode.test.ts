// In which box a conversation opens: where something is begun, and in Reply where both are or none is; the same in every
// browser, and never once its reader has chosen.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Draft } from "../shared/protocol";
import { inboxWorld, listAt, threadAt } from "./inbox_world";
import { agentMessage, memoryStore } from "./support";

const draft = (mode: Draft["mode"]): Draft => ({ conversation_id: "cnv_a", mode, body: "Begun", after_number: 3, updated_at: 1 });

/** A browser that keeps what `store` has, and a server that keeps those drafts. */
function browser(drafts: Draft[], store = memoryStore()) {
  const messages = [1, 2, 3].map((number) => agentMessage(number, "visitor"));
  const answers = { "/api/inbox/conversations": listAt(5, { cnv_a: 3 }), "/api/inbox/conversations/cnv_a": threadAt(5, messages, { drafts }), "/api/inbox/drafts": { drafts } };
  return inboxWorld(answers, { store });
}

test("a note begun elsewhere is opened as a note, in a fresh browser and after a reload alike", async () => {
  const store = memoryStore();
  for (const turn of ["fresh", "reloaded"]) {
    const { inbox, opens, end } = browser([draft("note")], store);
    await opens();
    assert.equal(inbox.writing.mode.value, "note", turn);
    end();
  }
});

test("where both are begun, or none is, it opens in Reply", async () => {
  for (const drafts of [[], [draft("reply")], [draft("reply"), draft("note")]]) {
    const { inbox, opens, end } = browser(drafts);
    await opens();
    assert.equal(inbox.writing.mode.value, "reply");
    end();
  }
});

test("the box does not change under whoever writes already, nor when the conversation is loaded anew", async () => {
  const { inbox, place, opens, answers, end } = browser([draft("note")]);
  const loaded = answers["/api/inbox/conversations/cnv_a"];
  place.open("cnv_a");
  inbox.writing.write("cnv_a", "reply", "Dear Bo");
  inbox.writing.write("cnv_a", "reply", "");
  await opens();
  assert.equal(inbox.writing.mode.value, "reply");
  end();

  const other = browser([]);
  await other.opens();
  other.answers["/api/inbox/conversations/cnv_a"] = loaded;
  await other.inbox.load("cnv_a");
  assert.equal(other.inbox.writing.mode.value, "reply");
  other.end();
});

test("the box does not change under whoever has gone into it, though what stood there turns out to be gone", async () => {
  for (const isTouched of [false, true]) {
    const store = memoryStore();
    const before = browser([draft("note")], store);
    await before.opens();
    before.end();

    const { inbox, place, opens, end } = browser([], store);
    place.open("cnv_a");
    assert.equal(inbox.writing.mode.value, "note", "what this browser kept");
    if (isTouched) inbox.writing.touched();
    await opens();

    assert.equal(inbox.writing.drafts.of("cnv_a", "note").text.value, "");
    assert.equal(inbox.writing.mode.value, isTouched ? "note" : "reply");
    end();
  }
});
