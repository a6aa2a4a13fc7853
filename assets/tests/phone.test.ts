// The inbox in one hand and without a network: fingers, what is kept, newer files, installing, signing out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { MeView } from "../shared/protocol";
import { unsentIn } from "../shared/device";
import { openDirectory } from "../inbox/state/directory";
import { openFacts } from "../inbox/state/facts";
import { openFreshness } from "../inbox/state/freshness";
import { openInstalling } from "../inbox/state/installing";
import { MESSAGES_KEPT, openKeeping, readKept, restore, ROWS_KEPT, type Kept, type KeptBox } from "../inbox/state/kept";
import { openLeaving, type Unsent } from "../inbox/state/leaving";
import { openListing } from "../inbox/state/listing";
import { openPlace } from "../inbox/state/place";
import { withListed } from "../inbox/state/rows";
import { withEarlier, withThread } from "../inbox/state/threads";
import { begun, ended, isFar, moved, type Swipe } from "../inbox/state/swiping";
import { agentMessage, conversation, opened } from "./support";

const attempt = async <T>(act: () => Promise<T>) => act().catch(() => undefined);
const me = { agent: { id: "agt_ana", name: "Ana", email: "ana@example.com", role: "agent" }, workspace_name: "Berg" } as MeView;

/** Draws a finger over these points, 16 ms each. */
function drawn(...points: [number, number][]): Swipe | null {
  const [first, ...rest] = points.map(([x, y], index) => ({ x, y, at: index * 16 }));
  return rest.reduce<Swipe | null>((swipe, to) => swipe && moved(swipe, to), begun(first!, 390));
}

/** What was meant by a finger drawn so, lifted where it was told last. */
const lifted = (...points: [number, number][]) => {
  const swipe = drawn(...points)!;
  return ended(swipe, swipe.last);
};

test("a finger that goes far enough means it, a short slow one does not, and a short fast one does", () => {
  assert.equal(lifted([300, 50], [250, 50], [200, 52]), "left");
  assert.equal(lifted([100, 50], [150, 50], [200, 50]), "right");
  assert.equal(lifted([300, 50], [285, 50], [275, 50], [270, 50], [268, 50]), null);
  assert.equal(lifted([300, 50], [285, 50], [262, 50]), "left");
  assert.equal(lifted([300, 50], [200, 50], [290, 50]), null, "drawn back is taken back");
});

test("a finger that came fast and then rests means nothing until it is far enough", () => {
  const near = drawn([300, 50], [285, 50], [240, 50])!;
  assert.equal(ended(near, { ...near.last, at: near.last.at + 8 }), "left");
  assert.equal(ended(near, { ...near.last, at: near.last.at + 150 }), null);
  const far = drawn([300, 50], [285, 50], [190, 50])!;
  assert.equal(ended(far, { ...far.last, at: far.last.at + 2_000 }), "left");
});

test("a finger that goes down scrolls for as long as it is down, and the edges are the browser's", () => {
  const down = drawn([200, 50], [202, 80], [60, 90])!;
  assert.equal(down.axis, "along");
  assert.deepEqual([down.by, ended(down, down.last)], [0, null]);
  assert.equal(begun({ x: 10, y: 5, at: 0 }, 390), null);
  assert.equal(begun({ x: 380, y: 5, at: 0 }, 390), null);
});

test("a row follows its finger and resists beyond the place where it counts", () => {
  const near = drawn([300, 50], [250, 50])!;
  assert.deepEqual([near.by, isFar(near)], [-50, false]);
  const far = drawn([300, 50], [100, 50])!;
  assert.ok(isFar(far) && far.by > -150 && far.by < -96);
});

function world(path = "/inbox/v/open") {
  let kept: Kept | null = null;
  let isCleared = false;
  const box: KeptBox = {
    read: async () => kept,
    write: async (one) => void (kept = isCleared ? null : one),
    clear: async () => void ([kept, isCleared] = [null, true]),
  };
  let moved = () => {};
  let address = path;
  const place = openPlace({ path: () => address, push: (to) => (address = to), replace: (to) => (address = to), moved: (act) => (moved = act) });
  const facts = openFacts(place);
  const key = () => ({ view: place.view.value, sort: place.sort.value, state: place.state.value });
  const listing = openListing({ facts, me_id: "agt_ana", key, savedSort: () => undefined, attempt, needed: () => [], first: () => null });
  const directory = openDirectory("agt_ana", attempt);
  const line = signal("live");
  const keeping = openKeeping({ box, build: "/assets/a.js", me: () => me, facts, place, listing, directory, isLive: () => line.value === "live" });
  return { box, place, facts, listing, directory, line, keeping, kept: () => kept, go: (to: string) => ((address = to), moved()) };
}

/** A list of so many conversations, and the first one's thread open. */
function filled(count: number, messages = 3) {
  const one = world();
  const all = Array.from({ length: count }, (_, index) => conversation(`c${String(index).padStart(4, "0")}`, 1_000 - index));
  one.facts.rows.value = withListed(new Map(), all.map((conversation) => ({ conversation, unread: 0 })), 5);
  const entries = all.map(({ id, last_activity_at }) => ({ id, key: -last_activity_at }));
  one.listing.restore({ key: { view: "open", sort: null, state: null }, order: { sort: "newest", entries, marks: [], next: "more" }, isStale: false });
  one.place.open("c0000");
  const said = Array.from({ length: messages }, (_, index) => agentMessage(index + 1, "visitor"));
  const contact = { id: "con_c0000", name: "Visitor" } as Parameters<typeof one.facts.threads.value.get>[0] & object;
  one.facts.threads.value = new Map([["c0000", { id: "c0000", messages: new Map(said.map((message) => [message.number, message])), entries: new Map(), next: null, visitor_read: 0, contact: contact as never, activity: { items: [], next: null } as never, totals: [], updated_at: null }]]);
  return one;
}

test("what is kept is bounded, shows the same again, and says when it was true", async () => {
  const before = filled(300, 200);
  before.keeping.write();
  const kept = (await readKept(before.box, "/assets/a.js"))!;
  assert.equal(kept.listed.order.entries.length, ROWS_KEPT);
  assert.equal(kept.listed.order.next, null, "what was not kept is not promised");
  assert.deepEqual([...kept.threads[0]!.messages.keys()], Array.from({ length: MESSAGES_KEPT }, (_, index) => 201 - MESSAGES_KEPT + index));

  const after = world("/inbox/v/open/c/c0000");
  restore(structuredClone(kept), after);
  assert.equal(after.listing.shown.value.length, ROWS_KEPT);
  assert.equal(after.listing.loading.value, "ready");
  assert.equal(after.facts.current.value?.messages.size, MESSAGES_KEPT);
  assert.equal(after.facts.isKept.value, true);
  assert.equal(after.facts.trueAt.value, kept.at);
  await Promise.all([before.keeping.forget(), after.keeping.forget()]);
});

test("a long thread that was kept in part has no hole once the server is there: what comes before is fetched from where it begins", async () => {
  const before = filled(3, 200);
  before.keeping.write();
  const after = world("/inbox/v/open/c/c0000");
  restore(structuredClone((await readKept(before.box, "/assets/a.js"))!), after);
  assert.equal(after.facts.hasEarlier.value, true);
  const numbers = () => after.facts.messages.value.map((message) => message.number);

  const loaded = Array.from({ length: 50 }, (_, index) => agentMessage(151 + index, "visitor"));
  after.facts.threads.value = withThread(after.facts.threads.value, opened("c0000", loaded, { next: "before-151" }));
  assert.deepEqual([numbers()[0], numbers().length, after.facts.current.value?.next], [151, 50, "before-151"]);

  const earlier = Array.from({ length: 50 }, (_, index) => agentMessage(101 + index, "visitor"));
  after.facts.threads.value = withEarlier(after.facts.threads.value, "c0000", "before-151", { messages: earlier, entries: [], next: "before-101" });
  assert.deepEqual([numbers()[0], numbers().length], [101, 100]);
  await Promise.all([before.keeping.forget(), after.keeping.forget()]);
});

test("a thread that was kept as a whole joins what is loaded", async () => {
  const before = filled(3, 60);
  before.keeping.write();
  const after = world("/inbox/v/open/c/c0000");
  restore(structuredClone((await readKept(before.box, "/assets/a.js"))!), after);

  const loaded = Array.from({ length: 20 }, (_, index) => agentMessage(41 + index, "visitor"));
  after.facts.threads.value = withThread(after.facts.threads.value, opened("c0000", loaded, { next: "before-41" }));

  assert.deepEqual([after.facts.messages.value.length, after.facts.current.value?.next], [60, null]);
  await Promise.all([before.keeping.forget(), after.keeping.forget()]);
});

test("another build's is left alone, and another list than the kept one does not pretend to be empty", async () => {
  const before = filled(3);
  before.keeping.write();
  assert.equal(await readKept(before.box, "/assets/b.js"), null);
  const kept = (await readKept(before.box, "/assets/a.js"))!;
  const after = world("/inbox/v/done");
  restore(kept, after);
  assert.equal(after.listing.loading.value, "failed");
  await Promise.all([before.keeping.forget(), after.keeping.forget()]);
});

test("nothing is kept while it is not certain, nor of an erased person, and nothing is left when the session is over", async () => {
  const one = filled(3);
  one.line.value = "waiting";
  one.keeping.write();
  assert.equal(one.kept(), null, "what was only restored is not written again");
  one.line.value = "live";
  one.facts.erased.value = new Set(["con_c0000"]);
  one.keeping.write();
  assert.deepEqual(one.kept()?.threads, []);
  one.facts.isSignedOut.value = true;
  await Promise.resolve();
  assert.equal(one.kept(), null);
  one.keeping.write();
  assert.equal(one.kept(), null, "and nothing is kept again");
});

test("a page of another build says so, and reloads only where nobody is at it", async () => {
  const again: (() => void)[] = [];
  let [page, isQuiet, reloads] = ['<script src="/assets/a.js">', false, 0];
  const fresh = openFreshness({ frame: async () => page, entry: "/assets/a.js", isQuiet: () => isQuiet, reload: () => (reloads += 1), every: (act) => (again.push(act), () => undefined) });
  assert.equal(await fresh.check(), false);
  page = '<script src="/assets/b.js">';
  assert.equal(await fresh.check(), true);
  again.at(-1)!();
  assert.deepEqual([fresh.isStale.value, reloads], [true, 0]);
  isQuiet = true;
  again.at(-1)!();
  assert.equal(reloads, 1);
  fresh.stop();
});

test("a server that cannot be asked makes no page stale", async () => {
  const fresh = openFreshness({ frame: () => Promise.reject(new Error("away")), entry: "/assets/a.js", isQuiet: () => true, reload: () => undefined });
  assert.deepEqual([await fresh.check(), fresh.isStale.value], [false, false]);
  fresh.stop();
});

test("installing is offered where the browser does, and explained where people do it by hand", async () => {
  const events = new EventTarget();
  const offer = openInstalling({ isApp: false, userAgent: "Chrome", touches: 5 }, events);
  assert.equal(offer.way.value, null);
  let asked = 0;
  const event = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt: async () => (asked += 1) });
  events.dispatchEvent(event);
  assert.deepEqual([offer.way.value, event.defaultPrevented], ["prompt", true], "no banner of the browser's");
  await offer.install();
  assert.deepEqual([offer.way.value, asked], [null, 1]);
  const apple = (isApp: boolean) => openInstalling({ isApp, userAgent: "Mozilla/5.0 (iPhone)", touches: 5 }, new EventTarget()).way.value;
  assert.deepEqual([apple(false), apple(true)], ["steps", null]);
});

function leaving(unsent: Unsent, isReachable = true) {
  const did: string[] = [];
  const one = openLeaving({ settle: async () => unsent, end: async () => (did.push("end"), isReachable), forget: async () => void did.push("forget"), away: () => did.push("away") });
  return { one, did };
}

test("signing out ends the session before anything is forgotten, and asks where something would be lost", async () => {
  const nothing = leaving({ messages: 0, drafts: 0 });
  await nothing.one.ask();
  assert.deepEqual(nothing.did, ["end", "forget", "away"]);

  const some = leaving({ messages: 1, drafts: 0 });
  await some.one.ask();
  assert.deepEqual([some.one.step.value?.step, some.did], ["asks", []]);
  some.one.stay();
  assert.equal(some.one.step.value, null);

  const away = leaving({ messages: 0, drafts: 0 }, false);
  await away.one.ask();
  assert.deepEqual([away.one.step.value?.step, away.did], ["unreachable", ["end"]], "nothing is forgotten while the session lives");
});

test("what would be lost is counted: messages that wait, and drafts that the server does not have", () => {
  const kept: Record<string, string> = {
    "deskbell:inbox:agt_1:out:a": "{}",
    "deskbell:inbox:agt_1:draft:cnv_1:reply": JSON.stringify({ body: "Hello", saved: "Hello" }),
    "deskbell:inbox:agt_1:draft:cnv_2:note": JSON.stringify({ body: "Hello again", saved: "Hello" }),
    "deskbell:inbox:agt_1:draft:cnv_3:reply": "not JSON",
    "deskbell:inbox:agt_1:draft:cnv_4:reply": JSON.stringify({ body: "Theirs", saved: "Theirs", newer: { body: "Mine", after_number: 3 } }),
    "deskbell:inbox:agt_1:draft:cnv_5:reply": JSON.stringify({ body: "Mine", saved: "Theirs", newer: { body: "Theirs", after_number: 3 } }),
    "deskbell:inbox:agt_1:draft:cnv_6:reply": JSON.stringify({ body: "Mine", saved: "Theirs", newer: { body: " ", after_number: 3 } }),
    "deskbell:inbox:agt_1:draft:cnv_7:reply": JSON.stringify({ body: "Theirs, and more", saved: "Theirs", newer: { body: "Mine", after_number: 3 } }),
    "deskbell:inbox:agt_1:draft:cnv_8:reply": JSON.stringify({ body: "Theirs", saved: "Theirs", newer: null }),
    "deskbell:icw_1:out:b": "{}",
  };
  const keys = Object.keys(kept);
  const store = { length: keys.length, key: (at: number) => keys[at] ?? null, getItem: (key: string) => kept[key] ?? null, removeItem: () => undefined };
  assert.deepEqual(unsentIn(store), { messages: 1, drafts: 6 }, "one's own also where another window's was taken");
});
