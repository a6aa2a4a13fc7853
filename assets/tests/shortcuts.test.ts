import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { openCommands, type Command } from "../inbox/state/commands";
import { keyIn, keyOf, openKeying, type Press } from "../inbox/state/keying";
import { conflictOf, refusalOf, swapped, withKey, type Shortcuts } from "../inbox/state/shortcuts";

const command = (id: string, key?: string, more: Partial<Command> = {}): Command => ({ id, words: id, icon: "list", run: () => undefined, ...(key === undefined ? {} : { key }), ...more });
const COMMANDS = [command("done", "e"), command("snooze", "z"), command("go_mine", "g i"), command("undo", "Mod+z"), command("undo_send", "Mod+z"), command("palette", "Mod+k", { isAnywhere: true }), command("bell")];

function keys(shortcuts: Shortcuts = {}, has_shortcuts = true) {
  const commands = openCommands();
  commands.register(...COMMANDS);
  const keying = openKeying(commands, signal({ shortcuts, has_shortcuts }));
  let at = 0;
  return (key: string, more: Partial<Press> = {}) => {
    const found = keying.press({ key, isMod: false, isTyping: false, at: (at += 100), ...more });
    return found === null || found === "waits" ? found : found.id;
  };
}

test("a chosen key counts, also two in a row, and the own one does not any more", () => {
  const press = keys({ done: "d", go_mine: "h j", bell: "!" });

  assert.deepEqual([press("d"), press("e"), press("!")], ["done", null, "bell"]);
  assert.deepEqual([press("h"), press("j")], ["waits", "go_mine"]);
  assert.deepEqual([press("g"), press("i")], [null, null]);
});

test("two keys in a row count only when the second comes soon", () => {
  const press = keys();
  assert.equal(press("g", { at: 1_000 }), "waits");
  assert.equal(press("i", { at: 5_000 }), null);
});

test("while somebody types nothing counts but what may be anywhere, and switched off only keys with Ctrl do", () => {
  const press = keys();
  assert.deepEqual([press("e", { isTyping: true }), press("z", { isTyping: true, isMod: true }), press("k", { isTyping: true, isMod: true })], [null, null, "palette"]);
  const off = keys({}, false);
  assert.deepEqual([off("e"), off("g"), off("k", { isMod: true })], [null, null, "palette"]);
});

test("a key whose command the role forbids means that it is refused, where it would make sense", () => {
  const commands = openCommands();
  let isThere = true;
  commands.register(command("done", "e", { isPossible: () => false, refusal: () => (isThere ? "may_not_change" : null) }));
  const keying = openKeying(commands, signal({ shortcuts: {}, has_shortcuts: true }));
  const press = (isTyping = false) => keying.press({ key: "e", isMod: false, isTyping, at: 1 });

  const found = press();
  assert.equal(found === null || found === "waits" ? found : found.refusal?.(), "may_not_change");
  assert.equal(press(true), null);
  isThere = false;
  assert.equal(press(), null);
});

test("a command can be left without a key", () => {
  const shortcuts = withKey({}, COMMANDS[0]!, null);
  assert.equal(keyOf(COMMANDS[0]!, { shortcuts }), null);
  assert.equal(keys(shortcuts)("e"), null);
});

test("what is in the way of a key is named, and whether both could be swapped", () => {
  assert.equal(conflictOf(COMMANDS, {}, "done", "q"), null);
  assert.deepEqual(conflictOf(COMMANDS, {}, "done", "z"), { kind: "same", command: COMMANDS[1] });
  assert.deepEqual(conflictOf(COMMANDS, {}, "done", "g"), { kind: "begins", command: COMMANDS[2] });
  assert.deepEqual(conflictOf(COMMANDS, {}, "done", "z x"), { kind: "begins", command: COMMANDS[1] });
  assert.equal(conflictOf(COMMANDS, { snooze: "q" }, "done", "z"), null);
  assert.equal(conflictOf(COMMANDS, { undo: "Mod+u" }, "undo", "Mod+z"), null, "they share it by nature");
});

test("swapping gives each the other's key, and only what differs is kept", () => {
  const shortcuts = swapped({}, COMMANDS[0]!, COMMANDS[1]!, "z");
  assert.deepEqual(shortcuts, { done: "z", snooze: "e" });
  const press = keys(shortcuts);
  assert.deepEqual([press("z"), press("e")], ["done", "snooze"]);
  assert.deepEqual(swapped(shortcuts, COMMANDS[0]!, COMMANDS[1]!, "e"), {});
  assert.deepEqual(swapped({}, COMMANDS[6]!, COMMANDS[0]!, "e"), { bell: "e", done: "none" });
});

test("keys that move, write or belong to the browser cannot be chosen", () => {
  for (const key of ["Tab", "Enter", "Escape", " ", "ArrowDown", "F5", "Shift", "Dead"]) assert.equal(refusalOf(key, false), "key_named", key);
  assert.deepEqual(["c", "w", "1"].map((key) => refusalOf(key, true)), ["key_taken", "key_taken", "key_taken"]);
  assert.deepEqual([refusalOf("c", false), refusalOf("?", false), refusalOf("ö", false), refusalOf("j", true)], [null, null, null, null]);
});

test("on a layout without Latin letters the place of the key counts, and Caps Lock is no Shift", () => {
  const pressed = (key: string, code: string, shiftKey = false, isCaps = false) => keyIn({ key, code, shiftKey, getModifierState: (name) => name === "CapsLock" && isCaps });
  assert.deepEqual([pressed("о", "KeyJ"), pressed("О", "KeyJ", true), pressed("ψ", "KeyC")], ["j", "J", "c"]);
  assert.deepEqual([pressed("J", "KeyJ", false, true), pressed("j", "KeyJ", true, true), pressed("J", "KeyJ", true)], ["j", "J", "J"]);
  assert.deepEqual([pressed("z", "KeyY"), pressed("ö", "Semicolon"), pressed("?", "Minus", true)], ["z", "ö", "?"]);
});
