import assert from "node:assert/strict";
import { test } from "node:test";
import { isOwnEvent } from "../inbox/state/event_name";

const ME = { id: "agt_mira", name: "Mira" };
const PRIYA = { id: "agt_priya", name: "Priya" };

test("what one did oneself is told as such, unless a colleague is called the same", () => {
  assert.equal(isOwnEvent("Mira", ME, [ME, PRIYA]), true);
  assert.equal(isOwnEvent("Priya", ME, [ME, PRIYA]), false);
  assert.equal(isOwnEvent("Mira", ME, [ME, { ...PRIYA, name: "Mira" }]), false);
  assert.equal(isOwnEvent(null, ME, [ME]), false);
});
