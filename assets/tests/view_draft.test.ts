// What is wrong with a saved view stands where it can be mended.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_TROUBLE, troubleAfter, troubleBefore } from "../inbox/state/view_draft";
import { learn } from "../shared/strings";
import savingWords from "../shared/strings/inbox_saving.json";

learn(savingWords);

test("a view without a name is asked for one at the name itself", () => {
  assert.deepEqual(troubleBefore("  "), { name: "Give the view a name.", rest: null });
  assert.deepEqual(troubleBefore("Late parcels"), NO_TROUBLE);
});

test("what the server refuses stands at its field, and the rest below all of them", () => {
  const name = { pointer: "/name", detail: "Use at most 60 characters." };
  const tag = { pointer: "/filters/tags/0", detail: "This tag is gone." };
  const message = "The view was not saved.";

  assert.deepEqual(troubleAfter({ message, fields: [name] }), { name: name.detail, rest: null });
  assert.deepEqual(troubleAfter({ message, fields: [tag, name] }), { name: name.detail, rest: tag.detail });
  assert.deepEqual(troubleAfter({ message, fields: [] }), { name: null, rest: message });
});
