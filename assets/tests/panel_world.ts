// A panel over a server that the test plays: answers by path, and everything it was asked, in order.

import { openStore } from "../shared/storage";
import type { PanelConfig, VisitorHears } from "../shared/protocol";
import type { TabNews } from "../widget/state/hooks";
import { openPanel } from "../widget/state/panel";
import { memoryStore } from "./support";

export const TOKEN = "deskbell:icw_test:token";

export interface Asked {
  path: string;
  body: Record<string, unknown> | null;
}

class Socket {
  static OPEN = 1;
  readyState = 1;
  sent: Record<string, unknown>[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close() {}
}

/** `answers` by path without query: a body, a status, or nothing at all. */
export function panelWorld(config: PanelConfig, answers: Record<string, unknown> = {}, { token = "dvt_1" as string | null, store = memoryStore(), tab = openStore([]) } = {}) {
  const asked: Asked[] = [];
  const told: { name: string; detail: Record<string, unknown> }[] = [];
  const news: TabNews[] = [];
  /** Each time what the page remembers: whether this browser has acted. */
  const acted: boolean[] = [];
  if (token !== null) store.set(TOKEN, token);
  const location = { origin: "https://desk.example", href: "https://desk.example/panel" };
  const fetch = (address: string, { body }: { body?: string } = {}) => {
    const path = address.split("?")[0]!;
    asked.push({ path, body: body === undefined ? null : (JSON.parse(body) as Record<string, unknown>) });
    const given = answers[path];
    const answer = typeof given === "function" ? (given as () => unknown)() : given;
    if (answer === undefined) return new Promise(() => undefined);
    if (typeof answer === "number") return Promise.resolve(new Response(answer === 204 ? null : "{}", { status: answer }));
    const { status = 200, ...rest } = answer as { status?: number };
    return Promise.resolve(new Response(JSON.stringify(status === 200 ? answer : rest), { status }));
  };
  let socket: Socket | null = null;
  class OwnSocket extends Socket {
    constructor() {
      super();
      socket = this;
    }
  }
  const lastSocket = (): Socket | null => socket;
  Object.assign(globalThis, { location, fetch, WebSocket: OwnSocket });
  const hooks = {
    emit: (name: string, detail: Record<string, unknown>) => void told.push({ name, detail }),
    acted: (hasActed: boolean) => void acted.push(hasActed),
    identified: () => undefined,
    tellTabs: (one: TabNews) => void news.push(one),
  };
  const panel = openPanel(config, store, hooks, { tab, solve: () => Promise.resolve(7), alone: (_, act) => act() });
  return {
    panel,
    store,
    tab,
    asked,
    told,
    news,
    acted,
    answers,
    views: () => told.filter((one) => one.name === "navigate").map((one) => one.detail["view"]),
    hear: (frame: VisitorHears) => lastSocket()?.onmessage?.({ data: JSON.stringify(frame) }),
    said: () => lastSocket()?.sent ?? [],
    end() {
      panel.close();
      panel.line.stop();
    },
  };
}

/** What was promised has happened. */
export const settled = (ms = 5) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The answers of a visitor who has these conversations, all of whose last messages are known. */
export function visitorHas(conversations: { id: string }[], contact = { name: null as string | null, has_email: false, has_phone: false }): Record<string, unknown> {
  const answers: Record<string, unknown> = { "/api/widget/conversations": { seq: 5, contact, conversations } };
  for (const { id } of conversations) answers[`/api/widget/conversations/${id}/messages`] = { messages: [], has_more: false };
  return answers;
}
