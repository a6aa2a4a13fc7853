import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { InboxState } from "../inbox/state/inbox";
import { lastUndoable } from "../inbox/state/undoing";

/** An act done at 5000, unless it is over; a message sent and a macro chosen where the test says so. */
function inbox(written_at: number | null, macro: object | null = null, done: object | null = { at: 5_000, isLate: false }): InboxState {
  const sending = { lastHeld: () => (written_at === null ? null : { written_at }) };
  return { place: { conversation_id: signal("cnv_a"), shown_id: signal("cnv_a") }, writing: { sending }, beside: { macros: { run: signal(macro) } }, acts: { done: signal(done) } } as unknown as InboxState;
}

test("the key for undoing takes back what was done last, a message, a macro or an act", () => {
  assert.equal(lastUndoable(inbox(4_000)), "act", "an older message waits for its turn");
  assert.equal(lastUndoable(inbox(6_000)), "send");
  assert.equal(lastUndoable(inbox(6_000, { state: "held", at: 7_000 })), "macro");
  assert.equal(lastUndoable(inbox(4_000, { state: "running", at: 7_000 })), "act", "what runs cannot be taken back");
  assert.deepEqual([lastUndoable(inbox(4_000, null, null)), lastUndoable(inbox(null, null, { at: 5_000, isLate: true }))], ["send", null]);
});
