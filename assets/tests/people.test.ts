// The profile of a person: what was begun there is kept, and what was asked about one is never asked about the next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { goOut } from "../inbox/state/list_commands";
import { openNoteDrafts } from "../inbox/state/note_drafts";
import { openPerson } from "../inbox/state/person";
import { openPeople } from "../inbox/state/people";
import { openPlace } from "../inbox/state/place";
import { isWriting } from "../inbox/state/unsaved";
import type { InboxState } from "../inbox/state/inbox";
import type { ApiError } from "../shared/api";
import { unsentIn } from "../shared/device";
import type { ContactCard } from "../shared/protocol";
import { contact, memoryStore } from "./support";

/** A browser at an address, whose way back the test goes. */
function world(store = memoryStore()) {
  const paths = ["/inbox/v/mine/c/cnv_a"];
  let moved = () => {};
  const place = openPlace({ path: () => paths.at(-1)!, push: (path) => paths.push(path), replace: (path) => paths.splice(-1, 1, path), moved: (act) => (moved = act) });
  const back = () => (paths.pop(), moved());
  const notes = openNoteDrafts(store, "deskbell:inbox:agt_ana:person:draft:");
  const people = openPeople({ place, attempt: async () => undefined, told: () => {}, notes });
  return { place, people, notes, back, store };
}

/** An inbox in which nothing was begun, but for what the test begins. */
function quiet({ place, people }: ReturnType<typeof world>) {
  const items = signal<readonly object[]>([]);
  const text = signal("");
  const writing = { drafts: { of: () => ({ text }) }, pickings: new Map([["cnv_b:reply", { items }]]), outbox: { items: signal([]) } };
  return { inbox: { place, people, writing } as unknown as InboxState, items };
}

test("a question about one person neither opens over another nor comes again later", () => {
  const { place, people, back } = world();
  people.ask("con_a", "block");
  assert.equal(people.wish.value, "block");

  back();
  place.openContact("con_b");
  assert.equal(people.wish.value, null, "not over the next one");
  back();
  place.openContact("con_a");
  assert.equal(people.wish.value, null, "nor when the first is looked at again");

  people.ask("con_a", "merge");
  place.openContact("con_b");
  assert.equal(people.wish.value, null, "nor where one profile leads to the other");
});

test("a note about a person is kept by person over a reload, and what was typed while it was saved stays", () => {
  const { notes, store } = world();
  notes.write("con_a", "Likes tea");

  const again = world(store).notes;
  assert.deepEqual([again.of("con_a").value, again.of("con_b").value], ["Likes tea", ""]);

  again.write("con_a", "Likes tea, and biscuits");
  again.saved("con_a", "Likes tea");
  assert.equal(again.of("con_a").value, "Likes tea, and biscuits");
  again.saved("con_a", "Likes tea, and biscuits");
  assert.deepEqual([again.of("con_a").value, store.keys("deskbell:")], ["", []]);
});

test("a note about somebody who became another goes with them, and signing out asks about it", () => {
  const { notes, store } = world();
  notes.write("con_a", "Likes tea");
  notes.write("con_b", "Pays late");
  notes.moved("con_a", "con_b");

  assert.deepEqual([notes.of("con_a").value, notes.of("con_b").value], ["", "Pays late\nLikes tea"]);
  const keys = store.keys("deskbell:");
  const storage = { length: keys.length, key: (at: number) => keys[at] ?? null, getItem: store.get, removeItem: store.remove };
  assert.deepEqual(unsentIn(storage), { messages: 0, drafts: 1 });
});

test("a page does not reload over a profile being edited, a note or picked files", () => {
  const here = world();
  const { inbox, items } = quiet(here);
  assert.equal(isWriting(inbox), false);

  const over = here.people.edit();
  assert.equal(isWriting(inbox), true);
  over();
  assert.equal(isWriting(inbox), false);

  items.value = [{}];
  assert.equal(isWriting(inbox), true, "also of a conversation that is not open");
  items.value = [];
  here.place.openContact("con_a");
  here.notes.write("con_a", "Likes tea");
  assert.equal(isWriting(inbox), true);
});

test("Escape leads from a page back to where one came from, and closes a conversation only in the list", () => {
  const { place, back } = world();
  const inbox = { place, selecting: { cursor: signal<string | null>(null) } } as unknown as InboxState;
  place.openContact("con_a");

  goOut(inbox, () => {}, back);
  assert.deepEqual([place.page.value, place.conversation_id.value], ["list", "cnv_a"]);

  goOut(inbox, () => {}, back);
  assert.deepEqual([place.conversation_id.value, inbox.selecting.cursor.value], [null, "cnv_a"]);
});

test("a profile is saved over what stood there when its form was opened, and over newer only once that was told", async () => {
  let version = 1;
  const sent: unknown[] = [];
  const cardNow = () => ({ contact: { ...contact("con_a"), version } }) as unknown as ContactCard;
  const fetch = async (path: string, { method, body }: { method: string; body?: string }) => {
    if (method === "GET") return new Response(path.endsWith("con_a") ? JSON.stringify(cardNow()) : "{}", { status: path.endsWith("con_a") ? 200 : 503 });
    const asked = JSON.parse(body!) as { version: number };
    sent.push(asked);
    if (asked.version !== version) return new Response(JSON.stringify({ detail: "Somebody has changed this." }), { status: 409 });
    version += 1;
    return new Response(JSON.stringify(cardNow()));
  };
  Object.assign(globalThis, { fetch });
  const person = openPerson({ id: "con_a", attempt: (act) => act().catch(() => undefined), told: () => {} });
  await person.refresh();

  const save = person.edit();
  version = 2;
  await person.refresh();
  assert.equal(await save({ phone: "+44 1" }).catch((error: ApiError) => error.status), 409);
  await save({ phone: "+44 1" });

  assert.deepEqual(sent, [{ phone: "+44 1", version: 1 }, { phone: "+44 1", version: 2 }]);
});
