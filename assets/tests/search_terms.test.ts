import assert from "node:assert/strict";
import { test } from "node:test";
import { offersFor } from "../inbox/state/search/offers";
import { beingTyped, queryOf, takenApart, textOf } from "../inbox/state/search/terms";

const NAMES = {
  agents: [{ name: "Ana Maria", email: "ana@example.com", is_active: true }, { name: "Bo Lind", email: "bo@example.com", is_active: true }, { name: "Old Ana", email: "old@example.com", is_active: false }],
  tags: [{ name: "Refund" }, { name: "Late delivery" }],
  teams: [{ name: "Support" }],
  sites: [{ name: "Shop" }],
};
const NOW = new Date(2026, 4, 3, 12).getTime();

test("an operator becomes a chip when a blank or a closing quote ends it, and not before", () => {
  assert.deepEqual(takenApart("bell from:an"), { terms: [], rest: "bell from:an" });
  assert.deepEqual(takenApart("bell from:ana "), { terms: [{ operator: "from", value: "ana" }], rest: "bell " });
  assert.deepEqual(takenApart('from:"Ana Maria"'), { terms: [{ operator: "from", value: "Ana Maria" }], rest: "" });
  assert.deepEqual(takenApart('from:"Ana M'), { terms: [], rest: 'from:"Ana M' });
  assert.deepEqual(takenApart("is:open broken bell", 8, true), { terms: [{ operator: "is", value: "open" }], rest: "broken bell" });
  assert.deepEqual(takenApart("TAG:refund x", 8), { terms: [{ operator: "tag", value: "refund" }], rest: "x" });
});

test("what is no operator stays words", () => {
  for (const text of ["foo:bar baz ", "http://example.com ", "from: ", ":", '"', "::: from", '"quoted words" x']) {
    assert.deepEqual(takenApart(text, 8, true).terms, [], text);
    assert.equal(takenApart(text).rest, text);
  }
});

test("no more chips are made than the server reads, and none is cut", () => {
  const text = Array.from({ length: 10 }, (_, index) => `tag:t${index} `).join("");
  const { terms, rest } = takenApart(text);
  assert.equal(terms.length, 8);
  assert.equal(rest, "tag:t8 tag:t9 ");
});

test("the question has every chip in quotes where needed, and nothing that is still being typed", () => {
  const terms = [{ operator: "from", value: "Ana Maria" }, { operator: "is", value: "open" }] as const;
  assert.equal(queryOf(terms, "  broken   bell tag:re"), 'from:"Ana Maria" is:open broken bell');
  assert.equal(queryOf([], "tag:"), "");
  assert.equal(textOf({ operator: "tag", value: "a b" }), 'tag:"a b"');
  assert.deepEqual(takenApart(textOf(terms[0])).terms, [terms[0]]);
});

test("what is being typed is known with what stands before it", () => {
  assert.deepEqual(beingTyped("bell from:an"), { term: { operator: "from", value: "an" }, before: "bell " });
  assert.deepEqual(beingTyped('bell from:"Ana M'), { term: { operator: "from", value: "Ana M" }, before: "bell " });
  assert.deepEqual(beingTyped("tag:"), { term: { operator: "tag", value: "" }, before: "" });
  assert.equal(beingTyped("bell"), null);
  assert.equal(beingTyped("tag:x "), null);
});

test("values are offered by name, and operators by their beginning", () => {
  const values = (typed: string) => offersFor(typed, NAMES, NOW).map((offer) => offer.value);
  assert.deepEqual(values("from:"), ["me", "visitor", "Ana Maria", "Bo Lind"]);
  assert.deepEqual(values("from:ma"), ["Ana Maria"]);
  assert.deepEqual(values("tag:del"), ["Late delivery"]);
  assert.deepEqual(values("is:un"), ["unread", "unassigned"]);
  assert.deepEqual(values("before:"), ["2026-05-03", "2026-05-02", "2026-04-26", "2026-04-03", "2025-05-03"]);
  assert.deepEqual(offersFor("bell fr", NAMES, NOW), [{ operator: "from", value: null, name: "from" }]);
  assert.deepEqual(offersFor("bell f", NAMES, NOW), []);
  assert.deepEqual(offersFor("bell ", NAMES, NOW), []);
});
