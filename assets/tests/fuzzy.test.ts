import assert from "node:assert/strict";
import { test } from "node:test";
import { likeness } from "../inbox/state/palette/fuzzy";

const COMMANDS = ["Assign…", "Assign to me", "Go to Snoozed", "Go to Mine", "Go to Mentions", "Mark as unread", "Snooze…", "Show or hide details", "Select all that are loaded", "Open the next conversation", "Done, or reopen"];

/** Those that fit, best first. */
function ranked(typed: string, names: readonly string[] = COMMANDS): string[] {
  return names
    .map((name) => ({ name, score: likeness(name, typed) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ name }) => name);
}

test("the beginning of a word beats letters within one", () => {
  assert.equal(ranked("sno")[0], "Snooze…");
  assert.equal(ranked("sno")[1], "Go to Snoozed");
  assert.equal(ranked("me")[0], "Go to Mentions");
  assert.equal(ranked("reo")[0], "Done, or reopen");
});

test("initials find what they stand for", () => {
  assert.equal(ranked("gtm")[0], "Go to Mine");
  assert.equal(ranked("atm")[0], "Assign to me");
  assert.equal(ranked("mau")[0], "Mark as unread");
  assert.equal(ranked("shd")[0], "Show or hide details");
});

test("words are found in any order, without case, accents and signs", () => {
  assert.equal(ranked("me assign")[0], "Assign to me");
  assert.deepEqual(ranked("eloise", ["Éloïse Dupont", "Eli"]), ["Éloïse Dupont"]);
  assert.equal(ranked("DONE REOPEN")[0], "Done, or reopen");
});

test("two letters the other way round, or one too few, still find the name", () => {
  assert.equal(ranked("assing")[0], "Assign…");
  assert.equal(ranked("assing to me")[0], "Assign to me");
  assert.equal(ranked("snoze")[0], "Snooze…");
  assert.equal(ranked("delvery", ["Delivery", "Delete view"])[0], "Delivery");
  assert.ok(likeness("Assign…", "assing") < likeness("Assign…", "assign"));
  assert.deepEqual(ranked("tes", ["Set"]), [], "in short words it would be chance");
});

test("letters scattered by chance are no likeness, and missing ones none at all", () => {
  assert.deepEqual(ranked("zzz"), []);
  assert.deepEqual(ranked("xyz"), []);
  assert.equal(likeness("Open the conversation", "petra"), 0);
  assert.equal(likeness("Open the next conversation", "ehxvao"), 0);
  assert.ok(!ranked("ane").includes("Open the next conversation"));
});

test("letters that are picked out of several words name nothing, unless each piece begins one", () => {
  assert.equal(likeness("Snooze until they reply", "noor"), 0);
  assert.equal(likeness("Done, or reopen", "noor"), 0);
  assert.ok(likeness("Saved replies", "sr") > 0);
  assert.ok(likeness("Saved replies", "sarep") > 0);
  assert.ok(likeness("Anooz", "noo") > 0, "in one piece");
});

test("of two that fit as well the shorter one is first, and the name itself is the best there is", () => {
  assert.deepEqual(ranked("tag", ["Tags and colours", "Tag"]), ["Tag", "Tags and colours"]);
  assert.equal(likeness("Mine", "mine"), 1);
  assert.ok(likeness("Mine", "min") < 1);
  assert.equal(likeness("Whatever", ""), 1);
});

test("of a name of any length only so much is looked at, and of what is typed", () => {
  const long = "a ".repeat(5_000);
  assert.equal(likeness(`${"x".repeat(119)} zebra`, "zebra"), 0);
  assert.ok(likeness(`${"x".repeat(100)} zebra`, "zebra") > 0);
  assert.equal(likeness(long, "a".repeat(5_000)), likeness(long.slice(0, 121), "a".repeat(60)));
  assert.equal(likeness("a".repeat(60), `${"a".repeat(60)}zebra`), 1);
});
