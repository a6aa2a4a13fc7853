import assert from "node:assert/strict";
import { test } from "node:test";
import { hasProof, mergeIdentity, proofOf, readIdentity, withoutId } from "../widget/state/identity";

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

const refuse = (sentence: string) => assert.equal(sentence, "no complaint");

test("a token and a prepared session are proofs that say themselves whose they are", () => {
  const given = { user_token: "a.b.c", session: "ses_1", name: "Ana" };

  assert.deepEqual(readIdentity(given, refuse), given);
  assert.deepEqual([{ user_token: "a.b.c" }, { session: "ses_1" }, { user_id: "ana" }, { user_hash: "lost" }].map(hasProof), [true, true, false, false]);
  assert.deepEqual([proofOf(given), withoutId(given)], [{ user_token: "a.b.c", session: "ses_1" }, { name: "Ana" }]);
});

test("a proof is never cut: one that is too long is refused", () => {
  const said: string[] = [];
  const long = "t".repeat(2_000);

  assert.equal(readIdentity({ user_token: long }, refuse).user_token, long);
  assert.deepEqual(readIdentity({ user_token: "t".repeat(8_001) }, (sentence) => said.push(sentence)), {});
  assert.equal(said.length, 1);
});

test("a token that may be another customer's takes nothing over from the one before", () => {
  assert.deepEqual(mergeIdentity(ANA, { user_token: "of ben" }), { user_token: "of ben" });
  assert.deepEqual(mergeIdentity({ user_token: "of ana", name: "Ana" }, { user_token: "of ben" }), { user_token: "of ben" });
  assert.deepEqual(mergeIdentity({ user_token: "of ana", name: "Ana" }, { user_token: "of ana" }), { user_token: "of ana", name: "Ana" });
  assert.deepEqual(mergeIdentity({ name: "Ana" }, { user_token: "of ana" }), { user_token: "of ana", name: "Ana" });
});

test("another kind of proof of the same customer takes the place of the first", () => {
  const { user_hash: _hash, ...rest } = ANA;

  assert.deepEqual(mergeIdentity(ANA, { user_id: "ana", user_token: "of ana" }), { ...rest, user_token: "of ana" });
});

test("an attribute whose name the server would refuse is left out, and the others stay", () => {
  const said: string[] = [];

  const { attributes } = readIdentity({ attributes: { plan: "Pro", "a\tb": 1, "": 2, ["n".repeat(65)]: 3 } }, (sentence) => said.push(sentence));

  assert.deepEqual(attributes, { plan: "Pro" });
  assert.equal(said.length, 3);
});
