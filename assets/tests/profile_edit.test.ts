import assert from "node:assert/strict";
import { test } from "node:test";
import { changesOf, editOf, pointerOf, typedOn, type ProfileEdit } from "../inbox/state/profile_edit";
import { openDeeds } from "../inbox/state/deeds";
import { localTime } from "../inbox/state/local_time";
import { openNoteDrafts } from "../inbox/state/note_drafts";
import { openPlace } from "../inbox/state/place";
import { openPeople } from "../inbox/state/people";
import { withContact, withListed } from "../inbox/state/rows";
import { contact, conversation, heed, memoryStore } from "./support";

const ana = () => ({
  ...contact("con_ana"),
  name: "Ana",
  email: "ana@fern.example",
  attributes: [
    { name: "plan", value: "Gold", kind: "text" as const },
    { name: "seats", value: "3", kind: "number" as const },
    { name: "vip", value: "true", kind: "boolean" as const },
  ],
});

function edited(change: (edit: ProfileEdit) => ProfileEdit) {
  const before = editOf(ana(), "Ana");
  return changesOf(before, change(before));
}

test("nothing is sent of what was not changed", () => {
  assert.equal(
    edited((edit) => edit),
    null,
  );
  assert.deepEqual(
    edited((edit) => ({ ...edit, fields: { ...edit.fields, phone: " +44 1 ", email: "" } })),
    { phone: "+44 1", email: null },
  );
});

test("a number stays a number as long as it is one, and true stays true", () => {
  const to = (values: Record<string, string>) => edited((edit) => ({ ...edit, attributes: edit.attributes.map((one) => ({ ...one, value: values[one.name] ?? one.value })) }));

  assert.deepEqual(to({ seats: "12", vip: "false", plan: "7" }), { attributes: { seats: 12, vip: false, plan: "7" } });
  assert.deepEqual(to({ seats: "12345678901234567890", vip: "maybe" }), { attributes: { seats: "12345678901234567890", vip: "maybe" } });
});

test("attributes are added under their name and taken away with null", () => {
  const sent = edited((edit) => ({ ...edit, attributes: [...edit.attributes.slice(1), { name: " dog ", value: "Rex", kind: "text", isNew: true }, { name: "", value: "", kind: "text", isNew: true }] }));

  assert.deepEqual(sent, { attributes: { plan: null, dog: "Rex" } });
  assert.equal(pointerOf("a/b~c"), "/attributes/a~1b~0c");
});

test("the time there is told with how far it is from here, in winter and in summer", () => {
  const [winter, summer] = [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12)];

  assert.deepEqual([localTime("Asia/Tokyo", winter, "en-GB", "Europe/Berlin")?.ahead, localTime("Asia/Tokyo", summer, "en-GB", "Europe/Berlin")?.ahead], [8, 7]);
  assert.equal(localTime("Asia/Kolkata", winter, "en-GB", "UTC")?.ahead, 5.5);
  assert.equal(localTime("America/New_York", winter, "en-GB", "UTC")?.ahead, -5);
  assert.equal(localTime("Nowhere/Land", winter, "en-GB", "UTC"), null);
});

test("a card does not mark a row as verified whose own browser has proved nothing", () => {
  const listed = ["cnv_one", "cnv_two"].map((id) => ({ conversation: { ...conversation(id, 1), contact: { id: "con_ana", name: "Ana", is_verified: id === "cnv_one", is_customer: true } }, unread: 0 }));
  const rows = withListed(new Map(), listed, 1);

  const told = withContact(rows, { ...ana(), external_id: "ana", is_verified: true, unproven_browsers: 1, name: "Ana Lee" });

  const seen = ["cnv_one", "cnv_two"].map((id) => [told.get(id)!.conversation.contact.name, told.get(id)!.conversation.contact.is_verified]);
  assert.deepEqual(seen, [
    ["Ana Lee", true],
    ["Ana Lee", false],
  ]);
});

test("a wish for a person opens its profile, and another person is another one", () => {
  const paths: string[] = [];
  const place = openPlace({ path: () => "/inbox", push: (path) => paths.push(path), replace: () => {}, moved: () => {} });
  const people = openPeople({ place, attempt: async () => undefined, heed, told: () => {}, notes: openNoteDrafts(memoryStore(), "note:"), deeds: openDeeds(heed) });

  people.ask("con_ana", "merge");

  assert.deepEqual([paths, people.wish.value, place.contact_id.value], [["/inbox/contacts/con_ana"], "merge", "con_ana"]);
});

test("what is typed while a profile is saved is changed against what was stored", () => {
  const before = editOf(ana(), "Ana");
  const sent = { fields: { ...before.fields, phone: "+44 1 " }, attributes: [...before.attributes, { name: " colour", value: "red", kind: "text" as const, isNew: true }, { name: "", value: "", kind: "text" as const, isNew: true }] };
  assert.equal(typedOn(sent, sent), null);
  assert.equal(typedOn(sent, { ...sent, fields: { ...sent.fields } }), null, "nothing was typed");

  const now = { fields: { ...sent.fields, phone: "+44 12" }, attributes: sent.attributes.map((one) => (one.value === "red" ? { ...one, value: "green" } : one)) };
  const on = typedOn(sent, now)!;

  assert.deepEqual(changesOf(on.before, on.draft), { phone: "+44 12", attributes: { colour: "green" } });
  const undone = typedOn(sent, { ...now, attributes: now.attributes.slice(0, 3) })!;
  assert.deepEqual(changesOf(undone.before, undone.draft), { phone: "+44 12", attributes: { colour: null } });
});
