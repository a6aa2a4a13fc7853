import assert from "node:assert/strict";
import { test } from "node:test";
import { isComposing } from "../shared/composing";

test("a key that an input method uses is told from one that was meant, also by browsers that say so only with 229", () => {
  assert.deepEqual([{ isComposing: true, keyCode: 13 }, { isComposing: false, keyCode: 229 }, { isComposing: false, keyCode: 13 }].map(isComposing), [true, true, false]);
});
