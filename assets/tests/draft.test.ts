import assert from "node:assert/strict";
import { test } from "node:test";
import { openDraft } from "../widget/state/draft";
import { memoryStore } from "./support";

test("a text the page gives stands before what was typed, once, and replaces nothing", () => {
  const draft = openDraft(memoryStore(), "draft", () => true);

  draft.offer("About order 7:");
  assert.equal(draft.text.value, "About order 7:");

  draft.text.value = "My own words";
  for (const given of ["About order 7:", "About order 7:", ""]) draft.offer(given);

  assert.equal(draft.text.value, "About order 7:\nMy own words");
});
