// One's own choices: they hold at once, also in other tabs, and go back where they cannot be kept; and the bell's list.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { signal } from "@preact/signals";
import { openBell } from "../inbox/state/notifications/bell";
import { openColleagues, openIdling } from "../inbox/state/colleagues";
import { heedIn } from "../inbox/state/heeding";
import { openPreferences, type Tabs, type Told } from "../inbox/state/preferences";
import type { NotificationView } from "../shared/protocol";
import { heed, ME, USUAL } from "./support";

type Answer = { status: number; body: unknown };

/** A server that answers what the test says, and remembers what it was asked. */
function server(answers: Record<string, Answer>) {
  const asked: { path: string; body: unknown }[] = [];
  globalThis.fetch = (async (path: string, given?: { body?: string }) => {
    asked.push({ path, body: given?.body === undefined ? undefined : JSON.parse(given.body) });
    const { status, body } = answers[path] ?? { status: 500, body: {} };
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  }) as typeof fetch;
  return asked;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

function tabs(): Tabs & { said: Told[]; hear(told: Told): void } {
  let heard: (event: { data: Told }) => void = () => {};
  const said: Told[] = [];
  return { said, postMessage: (told) => void said.push(told), addEventListener: (_, act) => void (heard = act), hear: (data) => heard({ data }) };
}

test("a choice holds at once and is told to other tabs when it is kept", async () => {
  const others = tabs();
  const asked = server({ "/api/inbox/preferences": { status: 200, body: { ...USUAL, density: "compact" } } });
  const chosen = openPreferences(ME, others, heed);

  const saving = chosen.save({ density: "compact" });
  assert.equal(chosen.preferences.value.density, "compact");
  assert.equal(await saving, true);

  assert.deepEqual(asked, [{ path: "/api/inbox/preferences", body: { density: "compact" } }]);
  assert.equal(others.said[0]?.preferences?.density, "compact");
  others.hear({ preferences: { ...USUAL, sound: false } });
  assert.equal(chosen.preferences.value.sound, false);
});

test("what was chosen elsewhere is shown with the answer, and saying where one is does not hide it", async () => {
  const quiet = { from: 1_320, to: 420, days: [0] };
  server({ "/api/inbox/preferences": { status: 200, body: { ...USUAL, quiet, density: "compact" } }, "/api/inbox/availability": { status: 500, body: {} } });
  const chosen = openPreferences(ME, null, heed);

  await Promise.all([chosen.save({ density: "compact" }), chosen.say({ state: "busy", again_at: null })]);

  assert.deepEqual([chosen.preferences.value.quiet, chosen.preferences.value.density, chosen.availability.value.state], [quiet, "compact", "online"]);
});

/** A server that answers a choice when it is told to. */
function slowServer() {
  const open: { body: unknown; answer(body: unknown, status?: number): void }[] = [];
  globalThis.fetch = ((_: string, { body }: { body: string }) =>
    new Promise((resolve) => open.push({ body: JSON.parse(body), answer: (given, status = 200) => resolve(new Response(JSON.stringify(given), { status })) }))) as unknown as typeof fetch;
  return open;
}

test("of two choices in a row the server hears the later one last, and what shows in between is what was chosen", async () => {
  const open = slowServer();
  const others = tabs();
  const chosen = openPreferences(ME, others, heed);
  const first = chosen.save({ density: "compact" });
  const second = chosen.save({ sound: !USUAL.sound });
  await settled();
  assert.deepEqual(open.map((one) => one.body), [{ density: "compact" }]);

  open[0]!.answer({ ...USUAL, density: "compact" });
  await first;
  await settled();
  assert.deepEqual([chosen.preferences.value.density, chosen.preferences.value.sound, open.length, others.said], ["compact", !USUAL.sound, 2, []]);
  open[1]!.answer({ ...USUAL, density: "compact", sound: !USUAL.sound });
  await second;
  assert.deepEqual([others.said.length, others.said[0]?.preferences?.sound], [1, !USUAL.sound]);
});

test("of two choices that cannot be kept neither stays, and of one of them the other does", async () => {
  for (const [status, density] of [[500, USUAL.density], [200, "compact"]] as const) {
    const open = slowServer();
    const chosen = openPreferences(ME, null, heed);
    const both = [chosen.save({ density: "compact" }), chosen.save({ sound: !USUAL.sound })];
    await settled();
    open[0]!.answer({ ...USUAL, density: "compact" }, status);
    await both[0];
    await settled();
    open[1]!.answer({}, 500);
    await both[1];
    assert.deepEqual([chosen.preferences.value.density, chosen.preferences.value.sound], [density, USUAL.sound]);
  }
});

test("a choice that waits for its turn goes out when the page is left", async () => {
  const open = slowServer();
  const chosen = openPreferences(ME, null, heed);
  void chosen.save({ density: "compact" });
  void chosen.save({ sound: !USUAL.sound });
  await settled();
  chosen.leave();
  await settled();
  assert.equal(open.length, 2);
});

test("a page that began with what was kept goes on with what the server says, unless something was kept there", async () => {
  const fresh = { ...ME, preferences: { ...USUAL, density: "compact" as const }, availability: { state: "busy" as const } };
  const chosen = openPreferences(ME, null, heed);
  chosen.begin(fresh);
  assert.deepEqual([chosen.preferences.value.density, chosen.availability.value.state, chosen.kept().preferences.density], ["compact", "busy", "compact"]);

  server({ "/api/inbox/preferences": { status: 503, body: {} } });
  const failing = openPreferences(ME, null, heed);
  await failing.save({ sound: !USUAL.sound });
  failing.begin(fresh);
  assert.deepEqual([failing.preferences.value.density, failing.preferences.value.sound], ["compact", USUAL.sound], "nothing was kept of it");

  server({ "/api/inbox/preferences": { status: 200, body: { ...USUAL, sound: !USUAL.sound } } });
  const other = openPreferences(ME, null, heed);
  await other.save({ sound: !USUAL.sound });
  other.begin(fresh);
  assert.deepEqual([other.preferences.value.sound, other.preferences.value.density, other.availability.value.state], [!USUAL.sound, USUAL.density, "busy"]);
});

test("a choice that cannot be kept goes back, with the reason", async () => {
  const detail = "Choose a moment that lies ahead, within a year.";
  server({ "/api/inbox/availability": { status: 422, body: { type: "/docs/problems/validation", title: "x", status: 422, detail: "x", errors: [{ pointer: "/again_at", detail }] } } });
  const chosen = openPreferences(ME, null, heed);

  assert.equal(await chosen.say({ state: "away", again_at: 5 }), false);

  assert.equal(chosen.availability.value.state, "online");
  assert.equal(chosen.problem.value, detail);
});

test("a choice made after the session has ended says so to the whole inbox", async () => {
  server({ "/api/inbox/preferences": { status: 401, body: { detail: "Sign in again." } } });
  const facts = { isSignedOut: signal(false) };
  const chosen = openPreferences(ME, null, heedIn(facts));

  assert.equal(await chosen.save({ density: "compact" }), false);

  assert.deepEqual([facts.isSignedOut.value, chosen.preferences.value.density], [true, USUAL.density]);
});

test("whoever is away until a moment is online from then on", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  try {
    const chosen = openPreferences({ ...ME, availability: { state: "away", again_at: 60_000 } }, null, heed);
    mock.timers.tick(59_999);
    assert.equal(chosen.availability.value.state, "away");
    mock.timers.tick(1);
    assert.deepEqual(chosen.availability.value, { state: "online", again_at: null });
  } finally {
    mock.timers.reset();
  }
});

test("a window without a sign of life is idle after five minutes, and says so again on a new connection", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  try {
    const said: boolean[] = [];
    const idling = openIdling((isIdle) => (said.push(isIdle), true), () => Date.now());
    mock.timers.tick(4 * 60_000);
    idling.alive();
    mock.timers.tick(4 * 60_000);
    assert.deepEqual(said, []);
    mock.timers.tick(60_000);
    assert.deepEqual(said, [true]);
    idling.again();
    assert.deepEqual(said, [true, true]);
    idling.alive();
    assert.deepEqual(said, [true, true, false]);
    idling.again();
    assert.deepEqual(said, [true, true, false], "a new connection believes that somebody is there");
    idling.stop();
  } finally {
    mock.timers.reset();
  }
});

test("colleagues are offline until something is heard of them", () => {
  const colleagues = openColleagues();
  colleagues.hear([{ agent_id: "agt_bo", presence: "busy" }]);
  colleagues.hear([{ agent_id: "agt_cem", presence: "away" }]);
  assert.deepEqual(["agt_bo", "agt_cem", "agt_dana"].map(colleagues.of), ["busy", "away", "offline"]);
});

function told(id: string, at: number): NotificationView {
  return { id, kind: "message", conversation_id: `cnv_${id}`, contact_name: "Bo", from_name: null, preview: "", number: 1, entry_id: null, count: 1, at, is_read: false, is_waiting: true, taken_by_name: null };
}

test("what is there at first is no news, what comes later is, once", async () => {
  const answers: Record<string, Answer> = { "/api/inbox/notifications": { status: 200, body: { seq: 1, unread: 1, notifications: [told("a", 1)], next: null } } };
  server(answers);
  const news: string[] = [];
  const bell = openBell({ attempt: (act) => act(), news: (lines) => news.push(...lines.map((line) => line.id)) });

  await bell.renew();
  answers["/api/inbox/notifications"] = { status: 200, body: { seq: 2, unread: 2, notifications: [told("b", 2), told("a", 1)], next: null } };
  await bell.renew();
  await bell.renew();

  assert.deepEqual([news, bell.unread.value], [["b"], 2]);
});

test("what comes before the list is known is called for too, and nothing that had come before the page", async () => {
  const news: string[] = [];
  server({ "/api/inbox/notifications": { status: 200, body: { seq: 3, unread: 3, notifications: [told("c", 3), told("b", 2), told("a", 1)], next: null } } });
  const bell = openBell({ attempt: (act) => act(), news: (lines) => news.push(...lines.map((line) => line.id)) });

  bell.added("c");
  bell.added("c");
  bell.added("d");
  await bell.renew();
  assert.deepEqual(news, ["c"]);

  server({ "/api/inbox/notifications": { status: 200, body: { seq: 4, unread: 4, notifications: [told("d", 4), told("c", 3), told("b", 2), told("a", 1)], next: null } } });
  await bell.renew();
  assert.deepEqual(news, ["c", "d"], "each once");
});

test("reading shows at once and is told to the server; what cannot be told comes back", async () => {
  const list = { status: 200, body: { seq: 1, unread: 2, notifications: [told("b", 2), told("a", 1)], next: null } };
  const asked = server({ "/api/inbox/notifications": list, "/api/inbox/notifications/read": { status: 204, body: null } });
  const bell = openBell({ attempt: async (act) => act().catch(() => undefined), news: () => {} });
  await bell.renew();

  bell.readIn("cnv_a");
  bell.readIn("cnv_a");
  assert.equal(bell.unread.value, 1);
  bell.readAll();
  assert.deepEqual([bell.unread.value, bell.lines.value.every((line) => line.is_read)], [0, true]);

  await new Promise((settle) => setTimeout(settle, 0));
  assert.deepEqual(asked.slice(1).map(({ body }) => body), [{ conversation_id: "cnv_a" }, {}]);
});
