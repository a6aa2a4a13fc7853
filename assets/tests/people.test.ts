// The profile of a person: what was begun there is kept, and what was asked about one is never asked about the next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { openDeeds } from "../inbox/state/deeds";
import { goOut } from "../inbox/state/list_commands";
import { openNoteDrafts } from "../inbox/state/note_drafts";
import { openPerson } from "../inbox/state/person";
import { openMaking } from "../inbox/state/making";
import { openPeople } from "../inbox/state/people";
import { openPlace } from "../inbox/state/place";
import { isWriting } from "../inbox/state/unsaved";
import type { InboxState } from "../inbox/state/inbox";
import type { ApiError } from "../shared/api";
import { unsentIn } from "../shared/device";
import type { ContactCard } from "../shared/protocol";
import { contact, heed, memoryStore } from "./support";

/** A browser at an address, whose way back the test goes. */
function world(store = memoryStore()) {
  const paths = ["/inbox/v/mine/c/cnv_a"];
  let moved = () => {};
  const place = openPlace({ path: () => paths.at(-1)!, push: (path) => paths.push(path), replace: (path) => paths.splice(-1, 1, path), moved: (act) => (moved = act) });
  const back = () => (paths.pop(), moved());
  const notes = openNoteDrafts(store, "deskbell:inbox:agt_ana:person:draft:");
  const people = openPeople({ place, attempt: async () => undefined, heed, told: () => {}, notes, deeds: openDeeds(heed) });
  return { place, people, notes, back, store };
}

/** An inbox in which nothing was begun, but for what the test begins. */
function quiet({ place, people }: ReturnType<typeof world>) {
  const items = signal<readonly object[]>([]);
  const text = signal("");
  const writing = { drafts: { of: () => ({ text }) }, pickings: new Map([["cnv_b:reply", { items }]]), outbox: { items: signal([]) }, sending: { making: openMaking(() => ({ after_number: 0, forms: [] })) } };
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

/** A server at which those people are gone; each answer to somebody's card is asked for anew. */
function serverWithout(gone: (id: string) => boolean | undefined) {
  const asked: string[] = [];
  const fetch = async (path: string) => {
    const id = path.split("/").at(-1)!;
    asked.push(id);
    const isGone = gone(id);
    return new Response(isGone === false ? JSON.stringify({ contact: contact(id) }) : "{}", { status: isGone === undefined ? 503 : isGone ? 404 : 200 });
  };
  Object.assign(globalThis, { fetch });
  return asked;
}

test("a note begun about somebody goes with them, whatever profile is open when they become another", async () => {
  serverWithout((id) => id === "con_b");
  for (const opened of [null, "con_a", "con_c"]) {
    const { people, notes } = world();
    if (opened !== null) people.show(opened);
    notes.write("con_b", "Likes tea");
    notes.write("con_a", "Pays late");

    await people.joined("con_b", "con_a");

    assert.deepEqual([notes.of("con_b").value, notes.of("con_a").value], ["", "Pays late\nLikes tea"], `${opened} is open`);
  }
});

test("a merge that is taken back moves no note, and who has begun none asks nothing", async () => {
  const asked = serverWithout(() => false);
  const { people, notes } = world();
  notes.write("con_a", "Likes tea");

  await people.joined("con_a", "con_b");
  await people.joined("con_c", "con_d");

  assert.deepEqual([notes.of("con_a").value, notes.of("con_b").value, asked], ["Likes tea", "", ["con_a"]]);
});

test("a note follows from one merge to the next, also where the server is busy meanwhile", async () => {
  let busy = 1;
  serverWithout((id) => (busy-- > 0 ? undefined : id !== "con_c"));
  const { people, notes, store } = world();
  notes.write("con_a", "Likes tea");

  await Promise.all([people.joined("con_a", "con_b"), people.joined("con_b", "con_c")]);

  assert.deepEqual([notes.of("con_c").value, store.keys("deskbell:").length], ["Likes tea", 1]);
});

test("a note that another window has moved already is not written twice", async () => {
  serverWithout((id) => id === "con_b");
  const store = memoryStore();
  const [one, other] = [world(store), world(store)];
  one.notes.write("con_b", "Likes tea");
  assert.equal(other.notes.of("con_b").value, "Likes tea");

  await one.people.joined("con_b", "con_a");
  await other.people.joined("con_b", "con_a");

  assert.deepEqual([other.notes.of("con_b").value, other.notes.of("con_a").value], ["", "Likes tea"]);
});

test("a note that another window has moved is gone on with in every window, not written over", async () => {
  serverWithout((id) => id === "con_b");
  for (const isKnown of [true, false]) {
    const store = memoryStore();
    const [one, other] = [world(store), world(store)];
    // The other window has the profile open to which the note goes.
    assert.equal(other.notes.of("con_a").value, "");
    if (isKnown) assert.equal(other.notes.of("con_b").value, "", "it was looked at before anything was begun");
    one.notes.write("con_b", "Likes tea");

    await one.people.joined("con_b", "con_a");
    await other.people.joined("con_b", "con_a");

    assert.equal(other.notes.of("con_a").value, "Likes tea");
  }
});

test("a note that is begun in one window is gone on with in another that has the same profile open", () => {
  const store = memoryStore();
  const [one, other] = [world(store).notes, world(store).notes];
  assert.equal(other.of("con_a").value, "");
  one.write("con_a", "Likes tea");

  for (const key of store.keys("deskbell:")) other.keptElsewhere(key);
  assert.equal(other.of("con_a").value, "Likes tea");

  one.saved("con_a", "Likes tea");
  other.keptElsewhere("deskbell:inbox:agt_ana:person:draft:con_a");
  assert.equal(other.of("con_a").value, "", "it is stored now");
});

test("a page does not reload over a profile being edited, a note or picked files", () => {
  const here = world();
  const { inbox, items } = quiet(here);
  assert.equal(isWriting(inbox), false);

  const over = here.people.edit({ isChanged: () => false, close: () => {} });
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

test("Escape closes the forms in which nothing was changed, and never throws away what was", () => {
  const { people } = world();
  const closed: string[] = [];
  const over = ["profile", "note"].map((name) => people.edit({ isChanged: () => name === "note", close: () => void closed.push(name) }));

  assert.deepEqual([people.stepOut(), closed], [true, ["profile"]]);
  over[0]!();
  assert.deepEqual([people.stepOut(), closed], [true, ["profile"]], "the page stays with what is being written");
  over[1]!();
  assert.equal(people.stepOut(), false, "there is nothing to step out of");
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
  const person = openPerson({ id: "con_a", attempt: (act) => act().catch(() => undefined), heed, told: () => {}, deeds: { offer: () => {}, drop: () => {} } });
  await person.refresh();

  const save = person.edit();
  version = 2;
  await person.refresh();
  assert.equal(await save({ phone: "+44 1" }, null).catch((error: ApiError) => error.status), 409);
  await save({ phone: "+44 1" }, null);

  assert.deepEqual(sent, [{ phone: "+44 1", version: 1 }, { phone: "+44 1", version: 2 }]);
  await save({ phone: "+44 12" }, null);
  assert.deepEqual(sent.at(-1), { phone: "+44 12", version: 3 }, "what was typed meanwhile is saved over what was just stored");
});
