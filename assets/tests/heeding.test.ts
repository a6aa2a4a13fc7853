import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { heedIn } from "../inbox/state/heeding";
import { ApiError } from "../shared/api";

test("a lost session shows itself whoever asked, another failure does not, and a fault of ours goes on", () => {
  const facts = { isSignedOut: signal(false) };
  const heed = heedIn(facts);
  const [busy, lost, fault] = [new ApiError(503, "busy", "Busy."), new ApiError(401, "signed-out", "Sign in."), new TypeError("x is undefined")];

  assert.deepEqual([heed(busy), facts.isSignedOut.value], [busy, false]);
  assert.deepEqual([heed(lost), facts.isSignedOut.value], [lost, true]);
  let thrown: unknown;
  try {
    heed(fault);
  } catch (error) {
    thrown = error;
  }
  assert.equal(thrown, fault);
});
