// What is wrong with a saved view stands where it can be mended.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTERS } from "../inbox/state/saved_views";
import { isTrouble, NO_TROUBLE, troubleAfter, troubleBefore } from "../inbox/state/view_draft";
import { learn } from "../shared/strings";
import savingWords from "../shared/strings/inbox_saving.json";

learn(savingWords);

test("a view without a name is asked for one at the name itself", () => {
  assert.deepEqual(troubleBefore({ name: "  ", filters: NO_FILTERS }), { ...NO_TROUBLE, name: "Give the view a name." });
  assert.deepEqual(troubleBefore({ name: "Late parcels", filters: NO_FILTERS }), NO_TROUBLE);
});

test("a wait that is none is told at its field", () => {
  const wrong = (waiting_minutes: number | null) => troubleBefore({ name: "Late", filters: { ...NO_FILTERS, waiting_minutes } }).waiting;

  for (const minutes of [-5, 0, 1.5, NaN, 525_601]) assert.ok((wrong(minutes) ?? "").startsWith("Give whole minutes from 1 to 525"), String(minutes));
  for (const minutes of [null, 1, 525_600]) assert.equal(wrong(minutes), null);
});

test("a condition on an attribute that lacks its name or its value says so, and an empty one asks for nothing", () => {
  const filters = { ...NO_FILTERS, attributes: [{ name: "plan", op: "is" as const, value: " " }, { name: "", op: "is" as const, value: "gold" }, { name: " ", op: "set" as const }, { name: "plan", op: "not_set" as const }, { name: "", op: "is" as const, value: "" }] };
  const found = troubleBefore({ name: "Gold", filters });
  const [needsValue, needsName] = ["Give the value to compare with, or remove this condition.", "Name the attribute, or remove this condition."];

  assert.deepEqual(found.attributes.map(({ name, value }) => [name, value]), [[null, needsValue], [needsName, null], [needsName, null], [null, null], [null, null]]);
  assert.deepEqual([isTrouble(found), isTrouble(troubleBefore({ name: "Gold", filters: { ...filters, attributes: filters.attributes.slice(3) } }))], [true, false]);
});

test("what the server refuses stands at its field, and the rest below all of them", () => {
  const name = { pointer: "/name", detail: "Use at most 60 characters." };
  const tag = { pointer: "/filters/tags/0", detail: "This tag is gone." };
  const message = "The view was not saved.";

  assert.deepEqual(troubleAfter({ message, fields: [name] }), { ...NO_TROUBLE, name: name.detail });
  assert.deepEqual(troubleAfter({ message, fields: [tag, name] }), { ...NO_TROUBLE, name: name.detail, rest: tag.detail });
  assert.deepEqual(troubleAfter({ message, fields: [] }), { ...NO_TROUBLE, rest: message });
});
