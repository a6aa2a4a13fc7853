import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionView } from "../shared/protocol";
import { openOutbox, type Outgoing } from "../shared/outbox";
import { openSocket } from "../shared/socket";
import { call } from "../shared/api";
import { readIdentity } from "../widget/state/identity";
import { reportOf } from "../widget/state/page";
import { memoryStore } from "./support";

/** Half an emoji, as it is left when text is cut by UTF-16 units. No server can read it. */
const HALF = "\ud83d";

function sending(store = memoryStore()) {
  const wire: Outgoing[] = [];
  const outbox = openOutbox({ store, prefix: "out:", post: (outgoing) => wire.push(outgoing) > 0 });
  return { outbox, wire, store };
}

test("half a character in a message becomes a sign that every server can read, whole ones stay", () => {
  const { outbox, wire, store } = sending();

  outbox.add({ client_id: "one", conversation_id: null, body: `Hi ${HALF} 👋🏽 \udc4b` }, 1);

  assert.equal(wire[0]?.body, "Hi \ufffd 👋🏽 \ufffd");
  assert.equal(outbox.items.value[0]?.body, wire[0]?.body);
  assert.equal((JSON.parse(store.get("out:one") ?? "") as Outgoing).body, wire[0]?.body);
});

test("a message that was stored with half a character is mended before it goes again", () => {
  const store = memoryStore();
  store.set("out:one", JSON.stringify({ client_id: "one", conversation_id: null, body: `Hi ${HALF}`, written_at: 1, state: "sent", problem: null }));

  const { outbox, wire } = sending(store);
  outbox.pump();

  assert.equal(wire[0]?.body, "Hi \ufffd");
});

test("nothing with half a character leaves by socket or request, names included", async () => {
  const sent: string[] = [];
  class Socket {
    static OPEN = 1;
    readyState = 1;
    send = (text: string) => void sent.push(text);
    close() {}
  }
  const fetch = (_: string, { body }: { body: string }) => (sent.push(body), Promise.resolve(new Response("{}")));
  Object.assign(globalThis, { WebSocket: Socket, fetch, location: { href: "https://desk.example/panel" } });
  const said = { [`plan${HALF}`]: `gold${HALF}`, path: "C:\\ud83d", quote: '"\\"', emoji: "👋🏽" };

  openSocket<Record<string, string>, unknown>("/ws", null, { heard: () => undefined, alive: () => undefined, ended: () => undefined }).send(said);
  await call<SessionView>("/api", { method: "POST", body: said });

  for (const text of sent) assert.deepEqual(JSON.parse(text), { "plan\ufffd": "gold\ufffd", path: "C:\\ud83d", quote: '"\\"', emoji: "👋🏽" });
  assert.equal(sent.length, 2);
});

test("what is cut to a limit is not cut within a character", () => {
  const title = `${"x".repeat(255)}👋`;
  const url = `https://shop.example/?utm_source=${encodeURIComponent(title)}`;

  const page = reportOf({ origin: "", url, title, referrer: null }, "https://shop.example");
  const identity = readIdentity({ name: `${"x".repeat(999)}👋` }, () => undefined);

  assert.deepEqual([page.title, page.campaign], ["x".repeat(255), { utm_source: "x".repeat(255) }]);
  assert.equal(identity.name, "x".repeat(999));
});
