import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeIdentity } from "../widget/state/identity";

const ANA = { user_id: "ana", user_hash: "proof of ana", name: "Ana", email: "ana@example.com", attributes: { plan: "gold" } };

test("what a page said of one customer is never said of the next", () => {
  assert.deepEqual(mergeIdentity(ANA, { user_id: "ben", user_hash: "proof of ben" }), { user_id: "ben", user_hash: "proof of ben" });
});

test("later words about the same customer are added to earlier ones", () => {
  const more = mergeIdentity(ANA, { user_id: "ana", user_hash: "newer proof", name: "Ana B.", attributes: { seats: 3 } });

  assert.deepEqual(more, { ...ANA, user_hash: "newer proof", name: "Ana B.", attributes: { plan: "gold", seats: 3 } });
});

test("what was said before there was an id belongs to the id that follows", () => {
  assert.deepEqual(mergeIdentity({ name: "Ana" }, { user_id: "ana" }), { name: "Ana", user_id: "ana" });
});

test("a proof is dropped when its id is named again without it", () => {
  assert.equal(mergeIdentity(ANA, { user_id: "ana" }).user_hash, undefined);
});
