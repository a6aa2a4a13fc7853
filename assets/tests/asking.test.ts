// The list over the box: only typing opens it, and what was chosen closes it, so that Enter and Tab do what they always do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openAsking, wantedAt } from "../inbox/state/asking";

/** A note whose caret stands at its end, in a box that the test types in. */
function note() {
  const asking = openAsking();
  const found = (text: string) => wantedAt("note", text, text.length);
  return {
    asking,
    types: (text: string) => asking.typed(found(text)),
    walksTo: (text: string) => asking.moved(found(text)),
    query: () => asking.shown.value?.query ?? null,
  };
}

test("a colleague who was chosen is not offered again, whatever key is let go of and whatever is written on", () => {
  const { asking, types, walksTo, query } = note();
  types("Look @pri");
  assert.equal(query(), "pri");

  types("Look @Priya ");
  asking.took(5, "@Priya ");
  assert.equal(query(), null);
  walksTo("Look @Priya ");
  assert.equal(query(), null, "the key that chose is let go of");
  types("Look @Priya a");
  types("Look @Priya ");
  assert.equal(query(), null);

  types("Look @Pri");
  assert.equal(query(), "Pri", "it is another search once the name is taken apart");
});

test("a caret that comes into a saved draft opens nothing, typing does", () => {
  const { types, walksTo, query } = note();
  walksTo("Hello @p");
  assert.equal(query(), null);

  types("Hello @pr");
  assert.equal(query(), "pr");
  walksTo("Hello");
  assert.equal(query(), null, "an open one follows the caret");
});

test("Escape keeps it closed until another word is begun", () => {
  const { asking, types, walksTo, query } = note();
  types("Hello @p");
  asking.dismissed.value = asking.shown.value!.from;
  walksTo("Hello @p");
  types("Hello @pr");
  assert.equal(query(), null);

  types("Hello @pr, /d");
  assert.equal(query(), "d");
  asking.left();
  assert.equal(query(), null);
});

test("a bare sign that was put away stays so for every key that is let go of, and typing it anew opens it", () => {
  const { asking, types, walksTo, query } = note();
  types("/");
  asking.dismissed.value = asking.shown.value!.from;
  walksTo("/");
  assert.equal(query(), null, "Escape itself is let go of");

  types("");
  types("/");
  assert.equal(query(), "");
});
