import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionView, StartSession } from "../shared/protocol";
import type { TabNews } from "../widget/state/hooks";
import { openPanel } from "../widget/state/panel";
import { memoryStore, panelConfig, write } from "./support";

const TOKEN = "deskbell:icw_test:token";
const ANA = { user_id: "ana", user_hash: "proof of ana" };
const PROVEN: SessionView = { token: "dvt_new", visitor_id: "vis_2", is_verified: true, problem: null };
const FRESH: SessionView = { token: "dvt_1", visitor_id: "vis_1", is_verified: false, problem: null };

interface Asked {
  path: string;
  token: string | null;
  body: StartSession | null;
}

/** A panel whose server answers session requests as told, 401 to every other request with `dvt_old`, and else nothing. */
function world(answer: (asked: Asked) => SessionView | number | undefined, store = memoryStore()) {
  const asked: Asked[] = [];
  const told: string[] = [];
  const news: TabNews[] = [];
  const location = { origin: "https://desk.example", href: "https://desk.example/panel" };
  const fetch = (path: string, { headers, body }: { headers: Record<string, string>; body?: string }) => {
    const token = headers["Authorization"]?.replace("Bearer ", "") ?? null;
    const one: Asked = { path, token, body: body === undefined ? null : (JSON.parse(body) as StartSession) };
    if (path === "/api/widget/session") asked.push(one);
    const given = path === "/api/widget/session" ? answer(one) : token === "dvt_old" ? 401 : undefined;
    if (given === undefined) return new Promise(() => undefined);
    if (typeof given !== "number") return Promise.resolve(new Response(JSON.stringify(given)));
    const type = `/docs/problems/${given === 401 ? "signed-out" : "too-large"}`;
    return Promise.resolve(new Response(JSON.stringify({ type, detail: "Refused." }), { status: given }));
  };
  Object.assign(globalThis, { location, fetch, WebSocket: class { close() {} } });
  const open = () =>
    openPanel(panelConfig(), store, {
      emit: (name, detail) => void told.push(`${name} ${String(detail["code"] ?? "")}`.trim()),
      acted: () => undefined,
      identified: (_isIdentified, isVerified) => void told.push(`verified ${isVerified}`),
      tellTabs: (one) => void news.push(one),
    });
  return { open, store, asked, told, news };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 10));

function lapsed() {
  const store = memoryStore();
  store.set(TOKEN, "dvt_old");
  store.set("deskbell:icw_test:draft", "half a sentence");
  return world(({ token }) => (token === "dvt_old" ? 401 : { ...PROVEN, token: token === null ? PROVEN.token : null }), store);
}

test("a proof wins a new session where the old one has lapsed, whichever request hears of that first", async () => {
  for (const isProofFirst of [true, false]) {
    const { open, store, told, news } = lapsed();
    const panel = open();
    if (isProofFirst) panel.identify(ANA);
    void panel.resume();
    if (!isProofFirst) panel.identify(ANA);
    await settled();
    panel.line.stop();

    assert.equal(store.get(TOKEN), "dvt_new", `proof first: ${isProofFirst}`);
    assert.ok(told.includes("identified") && told.at(-1) !== "verified false", told.join(", "));
    assert.equal(panel.draft.text.value, "half a sentence");
    assert.ok(news.every((one) => one.type === "session" && !one.isAnother));
  }
});

test("a session that the server has ended takes nothing that was not sent, in no tab", async () => {
  const { open, store } = lapsed();
  const [one, other] = [open(), open()];
  write(one, "Not sent yet");
  one.draft.text.value = other.draft.text.value = "half a sentence";

  await one.resume();
  await other.resume();
  await settled();
  one.line.stop();
  other.line.stop();

  assert.equal(store.get(TOKEN), null);
  assert.equal(one.outbox.items.value[0]?.state, "failed");
  assert.equal(other.draft.text.value, "half a sentence");
  assert.equal(store.keys("deskbell:icw_test:out:").length, 1);
});

test("what was not sent is another customer's as soon as another tab says so", async () => {
  const { open, store } = lapsed();
  const panel = open();
  write(panel, "Not sent yet");
  store.set(TOKEN, "dvt_of_somebody_else");

  panel.hearTab({ type: "session", isAnother: true });
  panel.line.stop();

  assert.deepEqual([panel.outbox.items.value, panel.draft.text.value], [[], ""]);
});

test("claims that the server refuses do not refuse the first message", async () => {
  const { open, asked, told, store } = world(({ body }) => (body?.identity === undefined ? FRESH : 413));
  const panel = open();

  panel.identify({ name: "Ana", attributes: { plan: "gold" } });
  write(panel, "Hello");
  await settled();
  panel.line.stop();

  assert.equal(asked.length, 2);
  assert.equal(store.get(TOKEN), "dvt_1");
  assert.deepEqual(told, ["error too-large"]);
  assert.ok(panel.outbox.items.value[0]?.state !== "failed");
});
