import assert from "node:assert/strict";
import { test } from "node:test";
import { offered, type PaletteEntry } from "../inbox/state/palette/entry";

const entry = (id: string, group: PaletteEntry["group"], name: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({ id, group, name, icon: "list", isLocal: true, isCommand: group === "here", run: () => undefined, ...more });
const ALL = [
  entry("done", "here", "Done, or reopen"),
  entry("assign", "here", "Assign…"),
  entry("assign bo", "here", "Assign to Bo Lind", { isQuiet: true }),
  entry("view done", "go", "Done"),
  entry("view tag", "go", "Refund", { isQuiet: true }),
  entry("page audit", "settings", "Audit log", { words: "Settings" }),
  entry("person 1", "people", "Noor Haddad", { words: "noor@example.com", isFound: true }),
];
const shown = (typed: string, recent: readonly string[] = []) => offered(ALL, typed, recent).map(({ group, entries }) => [group, ...entries.map((one) => one.id)]);

test("before anything is typed what is open comes first, what was chosen lately next, and what is many not at all", () => {
  assert.deepEqual(shown("", ["view tag", "assign", "gone"]), [["here", "done", "assign"], ["recent", "view tag"], ["go", "view done"], ["people", "person 1"], ["settings", "page audit"]]);
});

test("what fits best stands first, with its group", () => {
  assert.equal(shown("bo")[0]?.[1], "assign bo");
  assert.equal(shown("refund")[0]?.[1], "view tag");
  assert.equal(shown("audit")[0]?.[1], "page audit");
  assert.ok(shown("settings").flat().includes("page audit"));
});

test("what the server found fits, whatever it is called", () => {
  assert.ok(shown("kundin 77").flat().includes("person 1"));
});

test("what nearly fits stands above the offer to search messages, which repeats whatever is typed", () => {
  const first = (typed: string) => offered([...ALL, entry("search for", "rest", `Search messages for “${typed}”`, { isFound: true, isEcho: true })], typed, [])[0]?.entries[0]?.id;

  assert.equal(first("asign"), "assign");
  assert.equal(first("assing"), "assign");
  assert.equal(first("refnd"), "view tag");
  assert.equal(first("parcel to lyon"), "person 1", "the server found somebody");
});

test("what is called what was typed stands before what only resembles it", () => {
  const shownOf = (typed: string) => offered([entry("initials", "here", "Assign to nobody"), entry("called", "go", "Atlas")], typed, []).map(({ group, entries }) => [group, ...entries.map((one) => one.id)]);

  assert.deepEqual(shownOf("at"), [["go", "called"], ["alike", "initials"]]);
});

test("> leaves only commands", () => {
  assert.deepEqual(shown(">"), [["here", "done", "assign"]]);
  assert.deepEqual(shown("> done"), [["here", "done"]]);
  assert.deepEqual(shown("> refund"), []);
});

test("no more is shown than can be looked through", () => {
  const many = Array.from({ length: 500 }, (_, index) => entry(`${index}`, "go", `List ${index}`));
  assert.equal(offered(many, "", []).flatMap((group) => group.entries).length, 60);
  assert.equal(offered(many, "list", []).flatMap((group) => group.entries).length, 60);
});
