// The field of a picker: what it leaves to choose from, and what becomes of what was typed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { openPickList, type Pickable } from "../inbox/state/pick_list";

const TIMES: readonly Pickable[] = [
  { id: "tomorrow", name: "Tomorrow" },
  { id: "monday", name: "Monday" },
  { id: "date", name: "Date and time…", isAlways: true },
];

function tagPicker(came: Promise<boolean> | undefined) {
  return openPickList<Pickable>({ options: signal([{ id: "tag_a", name: "Delivery" }]), isMultiple: true, choose: () => came, make: (name) => ({ id: `new:${name}`, name }) });
}

test("a name that was refused stands in the field again, to be mended", async () => {
  const picker = tagPicker(Promise.resolve(false));
  picker.write("A tag of more characters than a tag may have");

  await picker.pick(picker.shown.value.at(-1), false);

  assert.equal(picker.typed.value, "A tag of more characters than a tag may have");
  assert.equal(picker.shown.value[picker.at.value]?.id, "new:A tag of more characters than a tag may have");
});

test("a name that was taken, and a tag that was switched, leave the field free for the next", async () => {
  for (const came of [Promise.resolve(true), undefined]) {
    const picker = tagPicker(came);
    picker.write("Del");
    await picker.pick(picker.shown.value[0], false);
    assert.equal(picker.typed.value, "");
  }
});

test("what is typed while the server thinks is not written over", async () => {
  let refuse: (came: boolean) => void = () => {};
  const picker = tagPicker(new Promise((resolve) => (refuse = resolve)));
  picker.write("Too long");
  const picking = picker.pick(picker.shown.value.at(-1), false);
  picker.write("Short");

  refuse(false);
  await picking;

  assert.equal(picker.typed.value, "Short");
});

test("what is always offered stays, whatever is typed", () => {
  const picker = openPickList<Pickable>({ options: signal(TIMES), isMultiple: false, choose: () => undefined, make: () => null });
  const ids = () => picker.shown.value.map((one) => one.id);

  picker.write("mon");
  assert.deepEqual(ids(), ["monday", "date"]);
  picker.write("friday 3pm");
  assert.deepEqual(ids(), ["date"]);
  picker.write("date");
  assert.deepEqual(ids(), ["date"], "but once");
});
