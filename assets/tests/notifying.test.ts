// What calls somebody and what does not, and how it reads.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { gathered, openCalling, titleOf } from "../inbox/state/notifications/calling";
import { gravestFirst, runChecks, type Check, type Surroundings } from "../inbox/state/notifications/checks";
import { isQuiet, newsIn } from "../inbox/state/notifications/deciding";
import { openMarks } from "../inbox/state/notifications/marks";
import { STAYS_MS, openToasts, type Toast } from "../inbox/state/notifications/toasts";
import { openTurns } from "../inbox/state/notifications/turns";
import { learn } from "../shared/strings";
import choosingWords from "../shared/strings/inbox_choosing.json";
import togetherWords from "../shared/strings/inbox_together.json";
import type { NotificationView, PreferencesView } from "../shared/protocol";
import { inboxWorld, listAt } from "./inbox_world";
import { conversation, USUAL } from "./support";

learn({ ...togetherWords, ...choosingWords });

function told(id: string, changes: Partial<NotificationView> = {}): NotificationView {
  const usual = { id, kind: "message" as const, conversation_id: `cnv_${id}`, contact_name: "Bo", from_name: null, preview: "Hello", number: 3, entry_id: null, count: 1, at: 1_000, is_read: false, is_waiting: true, taken_by_name: null };
  return { ...usual, ...changes };
}

/** Everything calls, unless a test says otherwise; what was called is written down. */
async function called(news: NotificationView[], { preferences = USUAL, state = "online" as "online" | "away" | "busy", isVisible = true, looking = null as string | null, at = new Date(2026, 10, 21, 12, 0) } = {}) {
  const toasts = openToasts();
  const shown: Toast[] = [];
  let sounds = 0;
  const turns = openTurns(undefined);
  turns.look(looking);
  await openCalling({
    preferences: () => preferences,
    availability: () => ({ state }),
    isVisible: () => isVisible,
    now: () => at,
    turns,
    toasts,
    sound: { play: () => (sounds += 1) },
    desktop: { show: (toast) => void shown.push(toast) },
  })(news);
  const titles = toasts.shown.value.map((toast) => toast.title);
  toasts.clear();
  return { toasts: titles, desktop: shown.map((toast) => toast.title), sounds };
}

test("news is a toast, one sound and, where nobody looks, a word on the desktop", async () => {
  assert.deepEqual(await called([told("a")]), { toasts: ["New message from Bo"], desktop: ["New message from Bo"], sounds: 1 });
  const away = await called([told("a"), told("b", { kind: "mention", from_name: "Cem" })], { isVisible: false });
  assert.deepEqual(away, { toasts: [], desktop: ["New message from Bo", "Cem mentioned you"], sounds: 1 });
  assert.deepEqual(await called([told("a")], { looking: "cnv_other" }), { toasts: ["New message from Bo"], desktop: [], sounds: 1 });
});

test("what title and badge count is what the bell counts, however many rows are loaded", async () => {
  const mine = (id: string) => ({ conversation: { ...conversation(id, 2), assignee_id: "agt_ana" }, unread: 1, has_draft: false });
  const page = { ...listAt(5, {}), conversations: ["cnv_a", "cnv_b"].map(mine) };
  const { inbox, end } = inboxWorld({ "/api/inbox/conversations": page, "/api/inbox/notifications": { seq: 5, unread: 61, notifications: [told("a")], next: "more" } });
  await inbox.start();
  await inbox.notifying.bell.renew();

  assert.equal(inbox.facts.rows.value.size, 2);
  assert.equal(inbox.notifying.attention.value, 61);
  end();
});

test("nothing calls for the conversation that is looked at, in quiet hours and on do not disturb", async () => {
  const nothing = { toasts: [], desktop: [], sounds: 0 };
  assert.deepEqual(await called([told("a")], { looking: "cnv_a" }), nothing);
  assert.deepEqual(await called([told("a")], { state: "busy" }), nothing);
  const preferences: PreferencesView = { ...USUAL, quiet: { from: 11 * 60, to: 13 * 60, days: [6] } };
  assert.deepEqual(await called([told("a")], { preferences }), nothing);
  assert.equal((await called([told("a")], { state: "away" })).sounds, 1, "whoever is away is still called");
});

test("only what is wanted calls, each place for itself", async () => {
  const preferences: PreferencesView = { ...USUAL, sound: false, toasts: { ...USUAL.toasts, mine: false }, desktop: { ...USUAL.desktop, unassigned: false } };
  const news = [told("a"), told("b", { kind: "new_conversation" })];
  assert.deepEqual(await called(news, { preferences }), { toasts: ["Bo waits for somebody"], desktop: ["New message from Bo"], sounds: 0 });
});

test("many at once are one, and lines say what they stand for", () => {
  const many = gathered([told("a"), told("b", { contact_name: "Cem" }), told("c")]);
  assert.deepEqual(many.map(({ title, text, conversation_id }) => [title, text, conversation_id]), [["3 notifications", "Bo, Cem", null]]);
  const titles = (["assigned", "team_assigned"] as const).map((kind) => titleOf(told("a", { kind, from_name: "Dana" })));
  assert.deepEqual(titles, ["Dana assigned you a conversation", "Dana assigned your team a conversation"]);
  assert.equal(titleOf(told("a", { count: 4 })), "4 messages from Bo");
  const waits = { kind: "new_conversation" as const };
  assert.equal(titleOf(told("a", waits)), "Bo waits for somebody");
  assert.equal(titleOf(told("a", { ...waits, is_waiting: false, taken_by_name: "Cem" })), "Bo waited, Cem has taken it");
  assert.equal(titleOf(told("a", { ...waits, is_waiting: false })), "Bo waited for somebody");
  assert.equal(titleOf(told("a", { kind: "mention", count: 2 })), "Somebody mentioned you in 2 notes");
});

test("quiet hours go over midnight and begin on their days only", () => {
  const night = { from: 22 * 60, to: 7 * 60, days: [5] };
  const at = (day: number, hour: number, minute = 0) => isQuiet(night, new Date(2026, 10, 15 + day, hour, minute));
  assert.deepEqual([at(5, 21, 59), at(5, 22), at(6, 6, 59), at(6, 7), at(6, 22), at(5, 3)], [false, true, true, false, false, false]);
  assert.equal(isQuiet(null, new Date()), false);
});

test("news is what is unread and came since", () => {
  const known = new Map([["a", 1_000], ["b", 1_000]]);
  const lines = [told("a"), told("b", { at: 2_000, count: 2 }), told("c"), told("d", { is_read: true })];
  assert.deepEqual(newsIn(known, lines).map((line) => line.id), ["b", "c"]);
});

test("toasts are three at most, go by themselves, and wait while somebody reads", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const toasts = openToasts();
    const ids = () => toasts.shown.value.map((toast) => toast.id);
    for (const id of ["a", "b", "c", "d"]) toasts.add({ id, title: id, text: "", conversation_id: `cnv_${id}`, number: 0, entry_id: null });
    assert.deepEqual(ids(), ["b", "c", "d"]);
    toasts.removeOf("cnv_c");
    toasts.pause();
    mock.timers.tick(STAYS_MS * 3);
    assert.deepEqual(ids(), ["b", "d"], "they wait");
    toasts.resume();
    mock.timers.tick(STAYS_MS - 1);
    assert.deepEqual(ids(), ["b", "d"]);
    mock.timers.tick(1);
    assert.deepEqual(ids(), []);
  } finally {
    mock.timers.reset();
  }
});

test("title, dot and badge follow the number, and are touched only when it changes", () => {
  const done: unknown[] = [];
  const mark = openMarks({ title: (text) => done.push(text), icon: (href) => done.push(href.slice(0, 18)), badge: (count) => done.push(count) }, "/icon.svg");
  for (const count of [0, 2, 2, 3, 0]) mark(count, "Inbox");
  assert.deepEqual(done, ["Inbox", "/icon.svg", 0, "(2) Inbox", "data:image/svg+xml", 2, "(3) Inbox", 3, "Inbox", "/icon.svg", 0]);
  done.length = 0;
  mark(0, "Bo · Inbox");
  assert.deepEqual(done, ["Bo · Inbox"], "another title alone has the browser fetch no drawing");
});

/** Everything is well, unless a test says otherwise. */
async function checked(changes: Partial<Surroundings>): Promise<Check[]> {
  const found: Check[] = [];
  const well: Surroundings = {
    isSecure: () => true,
    permission: () => "granted",
    ask: async () => "granted",
    reach: async () => ({ isReached: true, isLive: true }),
    preferences: () => USUAL,
    availability: () => ({ state: "online" }),
    now: () => new Date(2026, 10, 21, 12, 0),
    chime: async () => true,
    show: async () => true,
    isInFront: () => true,
  };
  await runChecks({ ...well, ...changes }, (check) => void found.push(check));
  return found;
}

test("the test says of each thing whether it is well, and how to mend what is not", async () => {
  const well = await checked({});
  assert.deepEqual(well.map((check) => check.id), ["secure", "permission", "service", "wishes", "busy", "quiet", "sound", "desktop", "front"]);
  assert.ok(well.every((check) => check.outcome === "ok"), JSON.stringify(well));

  const wrong: [Partial<Surroundings>, Check["id"], Check["outcome"]][] = [
    [{ isSecure: () => false }, "secure", "fail"],
    [{ permission: () => "denied" }, "permission", "fail"],
    [{ permission: () => "denied" }, "desktop", "fail"],
    [{ permission: () => "default", ask: async () => "denied" as const }, "permission", "fail"],
    [{ permission: () => "unsupported" }, "permission", "fail"],
    [{ reach: async () => ({ isReached: false, isLive: false }) }, "service", "fail"],
    [{ reach: async () => ({ isReached: true, isLive: false }) }, "service", "warn"],
    [{ preferences: () => ({ ...USUAL, desktop: { mine: false, unassigned: false, mentions: false, assigned: false } }) }, "wishes", "warn"],
    [{ availability: () => ({ state: "busy" }) }, "busy", "warn"],
    [{ preferences: () => ({ ...USUAL, quiet: { from: 0, to: 1_439, days: [6] } }) }, "quiet", "warn"],
    [{ preferences: () => ({ ...USUAL, sound: false }) }, "sound", "warn"],
    [{ chime: async () => false }, "sound", "fail"],
    [{ show: async () => false }, "desktop", "fail"],
  ];
  for (const [changes, id, outcome] of wrong) {
    const check = (await checked(changes)).find((one) => one.id === id);
    assert.equal(check?.outcome, outcome, id);
    for (const words of [check?.mend, check?.found]) assert.ok(/^[A-Z].*\.$/.test(words ?? ""), `${id}: ${words}`);
  }
  assert.equal((await checked({ permission: () => "default" })).find((one) => one.id === "permission")?.outcome, "ok", "it asks");
});

test("what is wrong stands above what is well, each in the order in which it was looked at", async () => {
  const checks = await checked({ permission: () => "denied", availability: () => ({ state: "busy" }) });

  assert.deepEqual(gravestFirst(checks).map((check) => check.id), ["permission", "desktop", "busy", "secure", "service", "wishes", "quiet", "sound", "front"]);
});
