// The server hands out another token for the same visitor: every tab goes on with it, and nothing is lost on the way.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionView, StartSession, VisitorHears } from "../shared/protocol";
import type { Store } from "../shared/storage";
import type { TabNews } from "../widget/state/hooks";
import { openPanel } from "../widget/state/panel";
import { settled } from "./panel_world";
import { listed, memoryStore, panelConfig, write } from "./support";

const TOKEN = "deskbell:icw_test:token";
const VISITOR = "deskbell:icw_test:visitor";
const ANA = { user_id: "ana", user_hash: "proof of ana" };

interface Asked {
  path: string;
  token: string | null;
  body: StartSession | null;
}

type Answer = object | number | "lost" | undefined;

class Socket {
  static OPEN = 1;
  readyState = 1;
  isClosed = false;
  hello: { token: string } | null = null;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  constructor(opened: Socket[]) {
    opened.push(this);
    queueMicrotask(() => this.onopen?.());
  }
  send(text: string) {
    const frame = JSON.parse(text) as { type: string; token: string };
    if (frame.type === "hello") this.hello = frame;
  }
  close() {
    this.isClosed = true;
  }
  hear(frame: VisitorHears) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

/** Tabs of one browser, with one store, over a server that takes the tokens in `good` and answers sessions with `answer`. */
function browser(answer: (asked: Asked) => Answer, { good = ["dvt_1", "dvt_2"], store = memoryStore() as Store } = {}) {
  const asked: Asked[] = [];
  const told: string[] = [];
  const sockets: Socket[] = [];
  const tabs: ReturnType<typeof openPanel>[] = [];
  const fetch = (address: string, { headers, body }: { headers: Record<string, string>; body?: string }) => {
    const path = address.split("?")[0]!;
    const token = headers["Authorization"]?.replace("Bearer ", "") ?? null;
    const one: Asked = { path, token, body: body === undefined ? null : (JSON.parse(body) as StartSession) };
    asked.push(one);
    const isRefused = token !== null && !good.includes(token);
    const given = isRefused ? 401 : path === "/api/widget/session" ? answer(one) : path === "/api/widget/conversations" ? LISTED : path.endsWith("/messages") ? NO_MESSAGES : undefined;
    if (given === "lost") return Promise.reject(new TypeError("network"));
    if (given === undefined) return new Promise(() => undefined);
    if (typeof given === "number") return Promise.resolve(new Response(JSON.stringify({ type: "/docs/problems/signed-out" }), { status: given }));
    return Promise.resolve(new Response(JSON.stringify(given)));
  };
  class OwnSocket extends Socket {
    constructor() {
      super(sockets);
    }
  }
  Object.assign(globalThis, { location: { origin: "https://desk.example", href: "https://desk.example/panel" }, fetch, WebSocket: OwnSocket });
  store.set(TOKEN, "dvt_1");
  store.set(VISITOR, "vis_1");
  const open = ({ isDeaf = false } = {}) => {
    const panel = openPanel(panelConfig(), store, {
      emit: (name, detail) => void told.push(`${name} ${String(detail["code"] ?? "")}`.trim()),
      acted: () => undefined,
      identified: () => undefined,
      tellTabs: (news: TabNews) => tabs.forEach((tab) => tab !== panel && tab.hearTab(news)),
    });
    if (!isDeaf) tabs.push(panel);
    return panel;
  };
  const end = () => tabs.forEach((tab) => tab.line.stop());
  return { open, store, asked, told, sockets, end, good, live: (socket: Socket) => socket.hear({ type: "ready", seq: 5 } as VisitorHears) };
}

const NO_MESSAGES = { messages: [], has_more: false };
const LISTED = { seq: 5, contact: { name: null, has_email: false, has_phone: false, is_verified: true }, conversations: [listed("cnv_1", 3)] };
const RENEWED: SessionView = { token: "dvt_2", visitor_id: "vis_1", is_verified: true, problem: null };
const SAME: SessionView = { ...RENEWED, token: null };

/** The panel has its conversations and its line is live. */
async function settledTab(world: ReturnType<typeof browser>, options = {}) {
  const panel = world.open(options);
  await panel.resume();
  const socket = world.sockets.at(-1)!;
  await settled(1);
  world.live(socket);
  return { panel, socket };
}

test("a renewed token takes the place of the old one in every tab, and no line breaks", async () => {
  const world = browser(() => RENEWED);
  const [one, other] = [await settledTab(world), await settledTab(world)];
  other.panel.draft.text.value = "Half a sentence";
  other.panel.typed();

  one.panel.identify(ANA);
  await settled();

  assert.deepEqual([world.store.get(TOKEN), world.store.get(VISITOR)], ["dvt_2", "vis_1"]);
  assert.deepEqual([one.panel.session.token.value, other.panel.session.token.value], ["dvt_2", "dvt_2"]);
  assert.deepEqual(world.sockets.map((socket) => socket.isClosed), [false, false]);
  assert.deepEqual([one.panel.facts.threads.value.size, other.panel.facts.threads.value.size], [1, 1]);
  assert.equal(other.panel.draft.text.value, "Half a sentence");
  assert.deepEqual(world.told, ["identified"]);
  world.end();
});

test("a tab that slept while another renewed the token goes on with the new one, and shows the old one to nobody", async () => {
  const world = browser(() => RENEWED);
  const asleep = await settledTab(world, { isDeaf: true });
  const awake = await settledTab(world);
  awake.panel.identify(ANA);
  await settled();
  world.good.splice(0, 1);
  world.asked.length = 0;

  write(asleep.panel, "Good morning");
  asleep.socket.onclose?.();
  asleep.panel.line.hurry();
  await settled();

  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  assert.deepEqual(world.asked.filter((one) => one.token === "dvt_1"), []);
  assert.deepEqual(asleep.panel.outbox.items.value.map(({ body, state }) => [body, state]), [["Good morning", "waiting"]]);
  asleep.panel.line.stop();
  world.end();
});

test("a request that was on its way with the old token is asked again with the new one", async () => {
  const world = browser(() => undefined);
  const { panel } = await settledTab(world);
  world.good.splice(0, 1);
  const { fetch } = globalThis;
  let isFirst = true;
  // While the first is on its way, another tab stores the new token.
  const renewing = (...given: Parameters<typeof fetch>) => {
    const answer = fetch(...given);
    if (isFirst) world.store.set(TOKEN, "dvt_2");
    isFirst = false;
    return answer;
  };
  Object.assign(globalThis, { fetch: renewing });
  world.asked.length = 0;

  await panel.resume();

  assert.deepEqual(world.asked.map(({ path, token }) => [path, token]).slice(0, 2), [
    ["/api/widget/conversations", "dvt_1"],
    ["/api/widget/conversations", "dvt_2"],
  ]);
  assert.equal(panel.facts.threads.value.size, 1);
  assert.equal(world.store.get(TOKEN), "dvt_2");
  world.end();
});

test("a line that is refused for its old token comes back with the new one", async () => {
  const world = browser(() => undefined);
  const { panel, socket } = await settledTab(world, { isDeaf: true });
  panel.draft.text.value = "Half a sentence";
  world.store.set(TOKEN, "dvt_2");
  world.good.splice(0, 1);

  socket.hear({ type: "error", code: "signed_out", detail: "" });
  await settled();

  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  assert.deepEqual([panel.facts.threads.value.size, panel.draft.text.value], [1, "Half a sentence"]);
  panel.line.stop();
});

test("a line that is refused after the news of the renewal does not end the visitor's session", async () => {
  const world = browser(() => undefined);
  const { panel, socket } = await settledTab(world);
  world.store.set(TOKEN, "dvt_2");
  panel.hearTab({ type: "session", isAnother: false });
  world.good.splice(0, 1);

  socket.hear({ type: "error", code: "signed_out", detail: "" });
  await settled();

  assert.equal(world.store.get(TOKEN), "dvt_2");
  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  world.end();
});

test("an answer that is lost leaves the old token, which still opens everything", async () => {
  const answers: Answer[] = ["lost", SAME];
  const world = browser(() => answers.shift());
  const { panel, socket } = await settledTab(world);

  panel.identify(ANA);
  await settled();
  assert.deepEqual([panel.session.token.value, panel.facts.threads.value.size, socket.isClosed], ["dvt_1", 1, false]);

  panel.identify(ANA);
  await settled();
  assert.deepEqual([panel.session.token.value, panel.facts.threads.value.size, socket.isClosed], ["dvt_1", 1, false]);
  world.end();
});

test("another customer's token is never taken for a renewed one", async () => {
  const world = browser(() => ({ ...RENEWED, visitor_id: "vis_2" }));
  const [one, other] = [await settledTab(world), await settledTab(world)];
  for (const { panel } of [one, other]) {
    panel.draft.text.value = "Only for Ana";
    panel.typed();
  }

  one.panel.identify({ user_id: "ben", user_hash: "proof of ben" });
  await settled();

  assert.equal(world.store.get(VISITOR), "vis_2");
  for (const { panel } of [one, other]) assert.equal(panel.draft.text.value, "");
  assert.deepEqual(world.store.keys("").sort(), [TOKEN, VISITOR]);
  world.end();
});

test("a browser that kept only a token learns whose it is", async () => {
  const store = memoryStore();
  const world = browser(() => SAME, { store });
  store.remove(VISITOR);
  const { panel } = await settledTab(world);

  panel.identify(ANA);
  await settled();

  assert.equal(store.get(VISITOR), "vis_1");
  assert.equal(panel.facts.threads.value.size, 1);
  world.end();
});
