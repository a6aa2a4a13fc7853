// A row follows one finger; a second one anywhere ends that, and nothing is done.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { followFinger, type Followed } from "../inbox/views/phone/follow_finger";

/** A row on a page, and fingers that the test moves. */
function world() {
  Object.assign(globalThis, { innerWidth: 390 });
  const page = new EventTarget();
  const row = Object.assign(new EventTarget(), { ownerDocument: page, classList: { toggle: () => {} }, style: { setProperty: () => {}, removeProperty: () => {} }, setPointerCapture: () => {} });
  const done: string[] = [];
  const shown: Followed["shown"] = signal(null);
  followFinger(row as unknown as HTMLElement, { shown, may: () => true, act: (way) => void done.push(way) });
  let at = 0;
  const tell = (target: EventTarget, name: string, pointerId: number, clientX: number) => {
    const event = Object.assign(new Event(name), { pointerId, pointerType: "touch", isPrimary: pointerId === 1, clientX, clientY: 100 });
    Object.defineProperty(event, "timeStamp", { value: (at += 16) });
    // What happens to a row happens on its page first.
    if (target === row) page.dispatchEvent(event);
    target.dispatchEvent(event);
  };
  return { tell, row, page, done, shown };
}

test("a finger that draws a row far aside does what that means", () => {
  const { tell, row, done } = world();
  tell(row, "pointerdown", 1, 300);
  tell(row, "pointermove", 1, 250);
  tell(row, "pointermove", 1, 150);
  tell(row, "pointerup", 1, 150);
  assert.deepEqual(done, ["left"]);
});

test("two fingers on a row do nothing to it, whichever is lifted", () => {
  const { tell, row, done, shown } = world();
  tell(row, "pointerdown", 1, 200);
  tell(row, "pointermove", 1, 180);
  tell(row, "pointerdown", 2, 320);
  tell(row, "pointermove", 2, 20);
  assert.equal(shown.value, null);
  tell(row, "pointerup", 2, 20);
  tell(row, "pointermove", 1, 20);
  tell(row, "pointerup", 1, 20);
  assert.deepEqual(done, []);
});

test("a second finger elsewhere on the page ends it too, and the next finger begins anew", () => {
  const { tell, row, page, done, shown } = world();
  tell(row, "pointerdown", 1, 300);
  tell(row, "pointermove", 1, 150);
  assert.equal(shown.value?.way, "left");
  tell(page, "pointerdown", 2, 50);
  tell(row, "pointerup", 1, 150);
  assert.deepEqual([done, shown.value], [[], null]);

  tell(row, "pointerdown", 1, 100);
  tell(row, "pointermove", 1, 150);
  tell(row, "pointermove", 1, 250);
  tell(row, "pointerup", 1, 250);
  assert.deepEqual(done, ["right"]);
});
