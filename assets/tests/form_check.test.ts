import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf, wrongByServer, wrongIn, wrongWith } from "../shared/form_check";
import type { FieldKind, FormField } from "../shared/protocol";

const field = (name: string, kind: FieldKind, is_required = false, options: string[] = []): FormField => ({ name, label: name, kind, is_required, options });

test("a field that is needed must be filled in, and a box that is needed ticked", () => {
  assert.ok(wrongWith(field("a", "text", true), "  ") !== null);
  assert.ok(wrongWith(field("a", "check", true), false) !== null);
  assert.equal(wrongWith(field("a", "text"), ""), null);
  assert.equal(wrongWith(field("a", "check", true), true), null);
});

test("each kind takes what people write, and says what it does not", () => {
  const right: [FieldKind, string][] = [["email", "ana@shop.example"], ["phone", "+41 (31) 555-00.11"], ["number", "1,5"], ["number", "-3"], ["date", "2026-05-03"], ["choice", "Large"]];
  const wrong: [FieldKind, string][] = [["email", "ana@shop"], ["email", "a b@c.de"], ["phone", "12"], ["phone", "call me"], ["number", "1e999"], ["number", "1.2.3"], ["date", "3.5.2026"], ["choice", "Huge"]];

  for (const [kind, text] of right) assert.equal(wrongWith(field("a", kind, true, ["Large"]), text), null, `${kind} ${text}`);
  for (const [kind, text] of wrong) assert.ok(wrongWith(field("a", kind, true, ["Large"]), text) !== null, `${kind} ${text}`);
});

test("all wrong fields are found at once", () => {
  const fields = [field("email", "email", true), field("name", "text"), field("ok", "check", true)];

  assert.deepEqual(Object.keys(wrongIn(fields, { email: "x" })), ["email", "ok"]);
});

test("values go in their types, and what was left empty stays out", () => {
  const fields = [field("size", "number"), field("ok", "check"), field("note", "long_text"), field("name", "text")];

  assert.deepEqual(valuesOf(fields, { size: "1,5", ok: true, note: " ", name: " Bo " }), { size: 1.5, ok: true, name: "Bo" });
});

test("what the server says of a field stands at that field", () => {
  const errors = [{ pointer: "/values/email", detail: "Use another one." }, { pointer: "/values/else", detail: "?" }, { pointer: "/body", detail: "?" }];

  assert.deepEqual(wrongByServer([field("email", "email")], errors), { email: "Use another one." });
});
