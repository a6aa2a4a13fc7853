// Tabs of one browser over one store, with a server that the test plays and that hands out tokens.

import type { SessionView, StartSession, VisitorHears } from "../shared/protocol";
import type { Store } from "../shared/storage";
import { plainBrowser, type PanelHooks, type TabNews } from "../widget/state/hooks";
import { openPanel } from "../widget/state/panel";
import { settled } from "./panel_world";
import { listed, memoryStore, panelConfig } from "./support";

export const TOKEN = "deskbell:icw_test:token";
export const VISITOR = "deskbell:icw_test:visitor";
export const ANA = { user_id: "ana", user_hash: "proof of ana" };

interface Asked {
  path: string;
  token: string | null;
  body: StartSession | null;
}

export type Answer = object | number | "lost" | undefined;

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

/**
 * Tabs of one browser, with one store, over a server that takes the tokens in `good` and answers sessions
 * with `answer`. `isKnown`: a visitor has been here before.
 */
export function browser(answer: (asked: Asked) => Answer, { good = ["dvt_1", "dvt_2"], store = memoryStore() as Store, isKnown = true } = {}) {
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
  if (isKnown) {
    store.set(TOKEN, "dvt_1");
    store.set(VISITOR, "vis_1");
  }
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(_: string, act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act, act);
    last = turn;
    return turn;
  };
  const open = ({ isDeaf = false } = {}) => {
    const hooks: PanelHooks = {
      emit: (name, detail) => void told.push(`${name} ${String(detail["code"] ?? "")}`.trim()),
      acted: () => undefined,
      identified: () => undefined,
      tellTabs: (news: TabNews) => tabs.forEach((tab) => tab !== panel && tab.hearTab(news)),
    };
    const panel = openPanel(panelConfig(), store, hooks, { ...plainBrowser(), alone });
    if (!isDeaf) tabs.push(panel);
    return panel;
  };
  const end = () => tabs.forEach((tab) => tab.line.stop());
  return { open, store, asked, told, sockets, end, good, live: (socket: Socket) => socket.hear({ type: "ready", seq: 5 } as VisitorHears) };
}

const NO_MESSAGES = { messages: [], has_more: false };
const LISTED = { seq: 5, contact: { name: null, has_email: false, has_phone: false, is_verified: true }, conversations: [listed("cnv_1", 3)] };
export const RENEWED: SessionView = { token: "dvt_2", visitor_id: "vis_1", is_verified: true, problem: null };
export const SAME: SessionView = { ...RENEWED, token: null };

/** The panel has its conversations and its line is live. */
export async function settledTab(world: ReturnType<typeof browser>, options = {}) {
  const panel = world.open(options);
  await panel.resume();
  const socket = world.sockets.at(-1)!;
  await settled(1);
  world.live(socket);
  return { panel, socket };
}
