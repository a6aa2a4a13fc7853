import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { InboxState } from "../inbox/state/inbox";
import { ROWS_MAX, withListed } from "../inbox/state/rows";
import { lastUndoable } from "../inbox/state/undoing";
import { inboxWorld, listAt, settled } from "./inbox_world";
import { conversation } from "./support";

/** An act done at 5000, unless it is over; a message sent and a macro chosen where the test says so. */
function inbox(written_at: number | null, macro: object | null = null, done: object | null = { at: 5_000, isLate: false }, deed: object | null = null): InboxState {
  const sending = { lastHeld: () => (written_at === null ? null : { written_at }) };
  return { place: { conversation_id: signal("cnv_a"), shown_id: signal("cnv_a") }, writing: { sending }, beside: { macros: { run: signal(macro) } }, acts: { done: signal(done) }, deeds: { last: signal(deed) } } as unknown as InboxState;
}

test("the key for undoing takes back what was done last, a message, a macro or an act", () => {
  assert.equal(lastUndoable(inbox(4_000)), "act", "an older message waits for its turn");
  assert.equal(lastUndoable(inbox(6_000)), "send");
  assert.equal(lastUndoable(inbox(6_000, { state: "held", at: 7_000 })), "macro");
  assert.equal(lastUndoable(inbox(4_000, { state: "running", at: 7_000 })), "act", "what runs cannot be taken back");
  assert.equal(lastUndoable(inbox(4_000, null, { at: 5_000, isLate: false }, { at: 6_000, mayRetry: true })), "deed", "a merge, such as");
  assert.equal(lastUndoable(inbox(4_000, null, { at: 5_000, isLate: false }, { at: 6_000, mayRetry: false })), "act", "what could never be taken back is passed over");
  assert.deepEqual([lastUndoable(inbox(4_000, null, null)), lastUndoable(inbox(null, null, { at: 5_000, isLate: true }))], ["send", null]);
});

test("what was done can be taken back and tried again, though so many rows are held that others were let go", async () => {
  const ACTS = "/api/inbox/acts";
  const done = { ...conversation("cnv_done", 1), state: "done" as const };
  const results = [
    { conversation_id: "cnv_done", error: null, conversation: done, unread: 0 },
    { conversation_id: "cnv_busy", error: { code: "busy", detail: "Try again." }, conversation: null, unread: 0 },
  ];
  const { inbox, hear, askedAt, end } = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 3 }), [ACTS]: { seq: 6, results } });
  await inbox.start();
  hear({ type: "ready", seq: 5 });
  const listed = (ids: readonly string[]) => (inbox.facts.rows.value = withListed(inbox.facts.rows.value, ids.map((id) => ({ conversation: conversation(id, 1), unread: 0 })), 5));
  listed(["cnv_done", "cnv_busy"]);
  await inbox.acts.run(["cnv_done", "cnv_busy"], { type: "resolve" });
  listed(Array.from({ length: ROWS_MAX }, (_, index) => `cnv_${index}`));

  hear({ type: "conversation", seq: 7, conversation: conversation("cnv_a", 3) });
  assert.ok(inbox.facts.rows.value.size < ROWS_MAX, "rows were let go");
  inbox.acts.undo();
  inbox.acts.retry(["cnv_busy"]);
  await settled();

  const [, undone, again] = askedAt(ACTS);
  assert.deepEqual(undone, { changes: [{ conversation_id: "cnv_done", act: { type: "reopen" } }] });
  assert.deepEqual(again, { changes: [{ conversation_id: "cnv_busy", act: { type: "resolve" } }] });
  end();
});
