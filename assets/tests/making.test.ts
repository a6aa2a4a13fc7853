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

test("a dialog that was left as it was begins the next time with what there is then", () => {
  const making = openMaking(() => ({ after_number: 3, forms: [] }));
  const saved = (text: string) => making.open("cnv_a", "saved").field("body", text);
  assert.equal(saved("As it stood in the box").value, "As it stood in the box");

  const body = saved("As it stands there now");
  assert.equal(body.value, "As it stands there now");

  body.value = "In better words";
  assert.equal(saved("Something else again").value, "In better words");
});
