// What was done to a person is offered to be taken back, as everything else is.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { openCommands } from "../inbox/state/commands";
import { openDeeds } from "../inbox/state/deeds";
import { openSavedViews } from "../inbox/state/saved_views";
import { signal } from "@preact/signals";
import type { Directory } from "../inbox/state/directory";
import type { Acts } from "../inbox/state/acts";
import { shownLast } from "../inbox/state/undoing";
import type { SavedViewOf } from "../inbox/state/wire";
import { openPerson } from "../inbox/state/person";
import { editOf, wayBack } from "../inbox/state/profile_edit";
import { contact, heed } from "./support";

/** A profile over a server that takes everything; `refusal` is what it says to the next thing it is told to do. */
function world() {
  const asked: [string, unknown][] = [];
  const server = { refusal: null as string | null, errors: [] as object[], status: 409 };
  const fetch = async (path: string, { method, body }: { method: string; body?: string }) => {
    if (method === "GET") return new Response(path.endsWith("con_a") ? JSON.stringify({ contact: { ...contact("con_a"), name: "Ana", version: 7 } }) : "{}", { status: path.endsWith("con_a") ? 200 : 503 });
    asked.push([`${method} ${path.replace("/api/inbox/", "")}`, body === undefined ? null : (JSON.parse(body) as unknown)]);
    const detail = server.refusal;
    server.refusal = null;
    if (detail !== null) return new Response(JSON.stringify({ detail, errors: server.errors }), { status: server.status });
    return new Response(JSON.stringify({ merge_id: "mrg_1", name: "Visitor K7Q2", contact_id: "con_a", contact: { ...contact("con_a"), name: "Ana", version: 8 } }));
  };
  Object.assign(globalThis, { fetch });
  const deeds = openDeeds(heed);
  const person = openPerson({ id: "con_a", attempt: (act) => act().catch(() => undefined), heed, told: () => {}, deeds });
  return { deeds, person, asked, server };
}

test("a merge is offered to be taken back where it was made, and taken back once", async () => {
  const { deeds, person, asked } = world();
  await person.merge("con_b");
  assert.deepEqual([deeds.last.value?.words, deeds.last.value?.name], ["deed_merged", "Visitor K7Q2"]);

  await deeds.undo();
  await deeds.undo();
  assert.deepEqual(asked, [["POST contacts/con_a/merge", { other: "con_b" }], ["POST merges/mrg_1/undo", null]]);
  assert.equal(deeds.last.value, null);
  deeds.close();
});

test("blocking and unblocking are taken back by the other", async () => {
  const { deeds, person, asked } = world();
  await person.setBlocked(true);
  await deeds.undo();
  await person.setBlocked(false);
  assert.equal(deeds.last.value?.words, "deed_unblocked");
  await deeds.undo();
  const [block, unblock] = ["POST contacts/con_a/block", "POST contacts/con_a/unblock"];
  assert.deepEqual(asked.map(([what]) => what), [block, unblock, unblock, block]);
  deeds.close();
});

test("a changed profile is written back as it was, over what was saved and over nothing later", async () => {
  const { deeds, person, asked } = world();
  await person.refresh();
  await person.edit()({ phone: "+44 1" }, { phone: null });
  await deeds.undo();
  assert.deepEqual(asked, [["PATCH contacts/con_a", { phone: "+44 1", version: 7 }], ["PATCH contacts/con_a", { phone: null, version: 8 }]]);
  deeds.close();
});

test("the way back of an edit brings what was changed, added and removed, and nothing else", () => {
  const attribute = (name: string, value: string, isNew = false) => ({ name, value, kind: "text" as const, isNew });
  const before = { ...editOf(contact("con_a"), null), attributes: [attribute("plan", "Gold"), attribute("seats", "3"), attribute("dog", "Rex")] };
  const sent = { fields: { ...before.fields, name: " Ana " }, attributes: [attribute("plan", "Free"), attribute("seats", "3"), attribute(" city ", "Bern", true)] };
  assert.deepEqual(wayBack(before, sent), { name: null, attributes: { plan: "Gold", dog: "Rex", city: null } });
});

test("what cannot be taken back says why, and can be tried again", async () => {
  const { deeds, person, server } = world();
  await person.merge("con_b");
  server.refusal = "Who stayed here was merged again since.";
  await deeds.undo();
  assert.equal(deeds.last.value?.problem, "Who stayed here was merged again since.");
  await deeds.undo();
  assert.equal(deeds.last.value, null);
});

test("what was changed by somebody else since is not offered to be asked for again, which could never help", async () => {
  const { deeds, person, server } = world();
  await person.merge("con_b");
  server.refusal = "Who stayed here was merged again since.";
  await deeds.undo();
  assert.equal(deeds.last.value?.mayRetry, true, "once the later merge is taken back, this one can be");

  await person.refresh();
  await person.edit()({ phone: "+44 1" }, { phone: null });
  Object.assign(server, { refusal: "Somebody has changed this person meanwhile.", errors: [{ pointer: "/phone", detail: "It is +44 2 now." }] });
  await deeds.undo();
  assert.deepEqual([deeds.last.value?.problem, deeds.last.value?.mayRetry], ["Somebody has changed this person meanwhile.", false]);
  deeds.close();
});

test("what is not there any more, or may not be done, is not offered to be asked for again", async () => {
  for (const [status, mayRetry] of [[404, false], [403, false], [503, true]] as const) {
    const { deeds, person, server } = world();
    await person.merge("con_b");
    Object.assign(server, { refusal: "No.", status });
    await deeds.undo();
    assert.equal(deeds.last.value?.mayRetry, mayRetry, `${status}`);
    deeds.close();
  }
});

test("a merge is not offered to be taken back once either of the two is erased", async () => {
  for (const id of ["con_a", "con_b"]) {
    const { deeds, person } = world();
    await person.merge("con_b");
    deeds.drop(id);
    assert.equal(deeds.last.value, null);
  }
});

test("a merge taken back in its list is no longer offered, and what was done since still is", async () => {
  const { deeds, person } = world();
  await person.merge("con_b");
  await person.part("mrg_1");
  assert.equal(deeds.last.value, null);

  await person.merge("con_b");
  await person.setBlocked(true);
  await person.part("mrg_1");
  assert.equal(deeds.last.value?.words, "deed_blocked");
  deeds.close();
});

test("what was done to somebody who is erased is not offered any more, also not where taking it back fails for that", async () => {
  const { deeds, person, server } = world();
  await person.setBlocked(true);
  deeds.drop("con_b");
  assert.equal(deeds.last.value?.words, "deed_blocked", "somebody else was");
  server.refusal = "There is no such person.";
  const undone = deeds.undo();
  deeds.drop("con_a");
  await undone;
  assert.equal(deeds.last.value, null);
  await person.setBlocked(true);
  deeds.drop("con_a");
  assert.equal(deeds.last.value, null);
});

test("a deleted view can be called back though an act before it stays in sight", async () => {
  const { deeds, asked } = world();
  const view = { id: "viw_1", name: "Gold", filters: {}, sort: "newest", is_shared: false, version: 1 } as unknown as SavedViewOf;
  const directory = { savedViews: signal([view]), renew: async () => {}, changing: <T>(act: () => Promise<T>) => act() };
  const saved = openSavedViews(directory as unknown as Directory, deeds, heed);
  const acts = { done: signal({ at: Date.now() - 1, isLate: true }) } as unknown as Acts;
  await saved.remove(view);
  const shown = shownLast({ acts, deeds, commands: openCommands() });
  assert.deepEqual([shown?.what, deeds.last.value?.words, deeds.last.value?.name], ["deed", "view_removed", "Gold"]);

  await deeds.undo();
  const made = { name: "Gold", filters: {}, sort: "newest", is_shared: false };
  assert.deepEqual(asked, [["DELETE views/viw_1", null], ["POST views", made]]);
  assert.equal(directory.savedViews.value.length, 1);
});

test("a view that may have come back without a word is looked for, and not made twice", async () => {
  const { deeds, server } = world();
  const view = { id: "viw_1", name: "Gold", filters: {}, sort: "newest", is_shared: false, version: 1 } as unknown as SavedViewOf;
  let looks = 0;
  const directory = { savedViews: signal([view]), renew: async () => void (looks += 1), changing: <T>(act: () => Promise<T>) => act() };
  await openSavedViews(directory as unknown as Directory, deeds, heed).remove(view);
  Object.assign(server, { refusal: "The server cannot be reached.", status: 503 });
  await deeds.undo();
  assert.deepEqual([looks, deeds.last.value?.mayRetry], [1, false]);
  deeds.close();
});

test("a refusal that is put away takes its time with it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const commands = openCommands();
  commands.refuse("may_not_change");
  commands.dismiss();
  assert.equal(commands.refused.value, null);
  mock.timers.tick(5_000);
  commands.refuse("may_not_change");
  mock.timers.tick(5_000);
  assert.equal(commands.refused.value, "may_not_change", "the next one has its own time");
  mock.timers.reset();
});
