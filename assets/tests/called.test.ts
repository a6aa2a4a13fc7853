import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { callFor, callOff, hasCome, isCalledFor, onceAllCame } from "../ui/called";
import { focusBox } from "../inbox/typed_ahead";

test("who waits for what was called for is told once, when the last of it is here or not wanted any more", () => {
  const told: string[] = [];
  const [palette, search] = [callFor(() => {}), callFor(() => {})];
  onceAllCame(() => told.push(`come: ${hasCome()}`));
  palette(false);
  assert.deepEqual(told, [], "the search is still on its way");
  search(true);
  search(true);
  assert.deepEqual(told, ["come: true"]);

  callFor(() => {});
  onceAllCame(() => told.push(`come: ${hasCome()}`));
  callOff();
  assert.deepEqual(told, ["come: true", "come: false"]);
  onceAllCame(() => told.push("at once"));
  assert.equal(told.at(-1), "at once", "nothing is on its way");
});

/** A page whose frames the test draws; the box is there once the test says so. */
function page() {
  const frames: (() => void)[] = [];
  const seen = { hasBox: false, focused: 0, asked: 0 };
  const box = { focus: () => (seen.focused += 1) };
  Object.assign(globalThis, {
    document: { getElementById: () => (seen.hasBox ? box : null) },
    requestAnimationFrame: (draw: () => void) => frames.push(draw),
  });
  return { seen, frames, draw: () => frames.splice(0).forEach((one) => one()) };
}

test("the keyboard goes into the box once its conversation is here and drawn, and no frame is asked for meanwhile", () => {
  const { seen, frames, draw } = page();
  const standing = signal<"here" | "coming" | "gone">("coming");
  focusBox(() => standing.value);
  assert.deepEqual([frames.length, isCalledFor()], [0, true], "the server is slow");

  standing.value = "here";
  assert.equal(seen.focused, 0, "it is not drawn yet");
  seen.hasBox = true;
  draw();
  assert.deepEqual([seen.focused, isCalledFor(), hasCome()], [1, false, true]);
  standing.value = "coming";
  standing.value = "here";
  assert.equal(frames.length, 0, "it is over");
});

test("the box of another conversation is not what was called for, nor what is not wanted any more", () => {
  const { seen, frames, draw } = page();
  const standing = signal<"here" | "coming" | "gone">("coming");
  focusBox(() => standing.value);
  standing.value = "gone";
  seen.hasBox = true;
  draw();
  assert.deepEqual([seen.focused, isCalledFor(), hasCome()], [0, false, false]);

  seen.hasBox = false;
  standing.value = "coming";
  focusBox(() => standing.value);
  callOff();
  seen.hasBox = true;
  standing.value = "here";
  draw();
  assert.deepEqual([seen.focused, frames.length], [0, 0]);
});
