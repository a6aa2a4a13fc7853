// Conversations were joined: everything is fetched anew, nothing is empty meanwhile, and a failure is made good later.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openInbox } from "../inbox/state/inbox";
import { openPlace } from "../inbox/state/place";
import type { AgentHears, InboxPage, VisitorConversations, VisitorHears } from "../shared/protocol";
import { openPanel } from "../widget/state/panel";
import { ME, agentMessage, contact, conversation, memoryStore, panelConfig, visitorMessage } from "./support";

class Socket {
  static OPEN = 1;
  static opened: Socket[] = [];
  readyState = 1;
  sent: string[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  constructor(readonly url: string) {
    Socket.opened.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {}
  hear(frame: AgentHears | VisitorHears) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

/** A server whose answers the test decides about, one by one. */
function server() {
  const asked: { path: string; answer(body: unknown, status?: number): Promise<void> }[] = [];
  const fetch = (path: string) =>
    new Promise<Response>((resolve) => {
      // What stands beside the list is not these tests' matter.
      if (/\/(directory|counts|drafts|notifications)$/.test(path)) return;
      const answer = (body: unknown, status = 200) => (resolve(new Response(JSON.stringify(body), { status })), settled());
      asked.push({ path, answer });
    });
  Socket.opened = [];
  const location = { origin: "https://desk.example", href: "https://desk.example/panel" };
  Object.assign(globalThis, { location, fetch, WebSocket: Socket });
  return { next: () => asked.shift()!, socket: () => Socket.opened.at(-1)!, asked };
}

/** What was promised has happened. */
const settled = (ms = 5) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const listed = (seq: number, ids: string[]): InboxPage => ({
  seq,
  conversations: ids.map((id) => ({ conversation: conversation(id, 1), unread: 1, has_draft: false })),
  next: null,
});

async function inboxWorld() {
  const { next, socket, asked } = server();
  const place = openPlace({ path: () => "/inbox/v/open", push: () => undefined, replace: () => undefined, moved: () => undefined });
  const inbox = openInbox(ME, memoryStore(), place);
  void inbox.start();
  await next().answer(listed(5, ["cnv_a", "cnv_b"]));
  socket().hear({ type: "ready", seq: 5 });
  const shown = () => inbox.listing.entries.value.map((entry) => entry.id).sort();
  socket().hear({ type: "joined", seq: 9, from_contact_id: "con_cnv_a", to_contact_id: "con_x" });
  return { inbox, next, socket, asked, shown };
}

test("the inbox shows its list until it has the new one, and keeps what was heard meanwhile", async () => {
  const { inbox, next, socket, shown } = await inboxWorld();
  assert.deepEqual(shown(), ["cnv_a", "cnv_b"]);

  socket().hear({ type: "message", seq: 10, conversation: conversation("cnv_new", 1), message: agentMessage(1, "visitor") });
  await next().answer(listed(9, ["cnv_b", "cnv_c"]));

  assert.deepEqual(shown(), ["cnv_b", "cnv_c", "cnv_new"]);
  inbox.line.stop();
});

test("when the new list cannot be had the inbox keeps the old one and hears of the joining again", async () => {
  const { inbox, next, socket, shown } = await inboxWorld();
  socket().hear({ type: "position", seq: 12 });

  await next().answer({}, 503);
  assert.deepEqual(shown(), ["cnv_a", "cnv_b"]);
  await settled(600);

  assert.ok(socket().url.endsWith("after=8"), socket().url);
  inbox.line.stop();
});

test("what changed beside a conversation while it was being opened is asked for again", async () => {
  const { inbox, next, socket, asked } = await inboxWorld();
  await next().answer(listed(9, ["cnv_a"]));
  const card = { contact: contact("con_cnv_a"), activity: { items: [], next: null }, totals: [] };
  void inbox.load("cnv_a");
  const opening = next();
  socket().hear({ type: "contact", seq: 11, contact_id: "con_cnv_a" });

  await opening.answer({ ...card, seq: 10, conversation: conversation("cnv_a", 1), unread: 0, messages: [], entries: [], next: null, drafts: [], mentions: [] });
  assert.deepEqual(asked.map(({ path }) => path), ["/api/inbox/contacts/con_cnv_a"]);
  await next().answer({ ...card, contact: { ...card.contact, name: "Bo Berg" } });

  assert.equal(inbox.facts.threads.value.get("cnv_a")?.contact.name, "Bo Berg");
  inbox.line.stop();
});

test("a message that came while its conversation was being opened is not missed", async () => {
  const { inbox, next, socket } = await inboxWorld();
  await next().answer(listed(9, ["cnv_a"]));
  const thread = (seq: number, last: number, numbers: number[]) => ({ seq, conversation: conversation("cnv_a", last), unread: 0, contact: contact("con_cnv_a"), activity: { items: [], next: null }, totals: [], messages: numbers.map((number) => agentMessage(number, "visitor")), entries: [], next: null, drafts: [], mentions: [] });
  void inbox.load("cnv_a");
  const opening = next();
  socket().hear({ type: "message", seq: 11, conversation: conversation("cnv_a", 9), message: agentMessage(9, "visitor") });

  await opening.answer(thread(10, 8, [7, 8]));
  await next().answer(thread(11, 9, [7, 8, 9]));

  assert.deepEqual([...(inbox.facts.threads.value.get("cnv_a")?.messages.keys() ?? [])], [7, 8, 9]);
  inbox.line.stop();
});

test("an address that cannot be read opens no conversation", () => {
  const place = openPlace({ path: () => "/inbox/c/%ff", push: () => undefined, replace: () => undefined, moved: () => undefined });

  assert.equal(place.conversation_id.value, null);
});

async function panelWorld() {
  const { next, socket } = server();
  const store = memoryStore();
  store.set("deskbell:icw_test:token", "dvt_1");
  const panel = openPanel(panelConfig(), store, {
    emit: () => undefined,
    acted: () => undefined,
    identified: () => undefined,
    tellTabs: () => undefined,
  });
  const conversations = (seq: number, last_number: number): VisitorConversations => ({
    seq,
    wants_renewal: false,
    contact: { name: null, has_email: false, has_phone: false, is_verified: false },
    conversations: [{ id: "cnv_a", last_number, unread: 0, team_read_number: 0, last_message: null, status: "open", rating: null, agent: null, last_activity_at: last_number }],
  });
  void panel.resume();
  await next().answer(conversations(5, 1));
  await next().answer({ messages: [visitorMessage(1)], has_more: false });
  socket().onopen?.();
  socket().hear({ type: "ready", seq: 5 });
  socket().hear({ type: "joined", seq: 9 });
  const shown = () => panel.facts.messages.value.map((message) => message.number);
  return { panel, next, socket, conversations, shown };
}

test("the panel shows its thread until it has the new one", async () => {
  const { panel, next, socket, conversations, shown } = await panelWorld();
  assert.deepEqual(shown(), [1]);

  await next().answer(conversations(9, 2));
  socket().hear({ type: "message", seq: 10, conversation_id: "cnv_a", message: visitorMessage(3) });
  await next().answer({ messages: [visitorMessage(1), visitorMessage(2)], has_more: false });

  assert.deepEqual(shown(), [1, 2, 3]);
  panel.line.stop();
});

test("when the new thread cannot be had the panel keeps the old one and hears of the joining again", async () => {
  const { panel, next, socket, shown } = await panelWorld();

  await next().answer({}, 503);
  assert.deepEqual(shown(), [1]);
  await settled(600);

  socket().onopen?.();
  assert.equal((JSON.parse(socket().sent[0] ?? "{}") as { after: number }).after, 8);
  panel.line.stop();
});
