// What is put together in a dialog is there until it is sent or given up, and knows what there was when it was begun.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openMaking } from "../inbox/state/making";

test("a dialog that is closed and opened again holds what was put together, in its own conversation alone", () => {
  let newest = 3;
  const making = openMaking(() => ({ after_number: newest, forms: [] }));
  making.open("cnv_a", "replies").field("lines", "").value = "Red\nBlue";
  assert.equal(making.isBegun(), true);

  newest = 4;
  const again = making.open("cnv_a", "replies");
  assert.deepEqual([again.field("lines", "").value, again.begun.after_number], ["Red\nBlue", 4], "whoever opens it has seen what came");
  assert.deepEqual([making.open("cnv_b", "replies").field("lines", "").value, making.open("cnv_a", "form").field("title", "").value], ["", ""]);

  making.clear("cnv_a", "replies");
  assert.deepEqual([making.open("cnv_a", "replies").field("lines", "").value, making.isBegun()], ["", false]);
});
