import assert from "node:assert/strict";
import { test } from "node:test";
import { openFolding } from "../inbox/state/folding";
import { memoryStore } from "./support";

test("what an agent folded away stays so after a reload, and what was unfolded leaves nothing behind", () => {
  const store = memoryStore();
  const before = openFolding(store, "folded");
  before.toggle("page");
  before.toggle("claims");
  before.toggle("claims");

  const after = openFolding(store, "folded");
  assert.deepEqual(["page", "claims", "contact"].map(after.isFolded), [true, false, false]);

  after.toggle("page");
  assert.deepEqual(store.keys(""), []);
});

test("what something is to be seen in is unfolded, and what is not folded away stays so", () => {
  const folding = openFolding(memoryStore(), "folded");
  folding.toggle("views");
  folding.open("views");
  folding.open("teams");

  assert.deepEqual(["views", "teams"].map(folding.isFolded), [false, false]);
});
