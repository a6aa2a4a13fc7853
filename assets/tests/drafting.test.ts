// Writing in several conversations and windows: who is told of it, what is asked for, and which rows carry a pencil.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { openInbox } from "../inbox/state/inbox";
import { openPlace } from "../inbox/state/place";
import { withListed } from "../inbox/state/rows";
import type { AgentHears, AgentSays } from "../shared/protocol";
import { ME, conversation, memoryStore } from "./support";

/** An inbox over a connection that is up, whose server answers about drafts only. */
function world() {
  const said: AgentSays[] = [];
  const asked: string[] = [];
  let hear: (frame: AgentHears) => void = () => {};
  class Socket {
    static OPEN = 1;
    readyState = 1;
    onmessage?: (event: { data: string }) => void;
    constructor() {
      hear = (frame) => this.onmessage?.({ data: JSON.stringify(frame) });
    }
    send(text: string) {
      said.push(JSON.parse(text) as AgentSays);
    }
    close() {}
  }
  const begun = { ids: [] as string[], fails: 0 };
  const fetch = async (path: string) => {
    asked.push(path);
    if (path !== "/api/inbox/drafts") return new Promise(() => undefined);
    if (begun.fails > 0) return (begun.fails -= 1), new Response("{}", { status: 503 });
    return new Response(JSON.stringify({ drafts: begun.ids.map((conversation_id) => ({ conversation_id, mode: "reply", body: "Dear", after_number: 1, updated_at: 1 })) }));
  };
  Object.assign(globalThis, { location: { origin: "https://desk.example", href: "https://desk.example/inbox" }, fetch, WebSocket: Socket });
  const place = openPlace({ path: () => "/inbox/v/open", push: () => undefined, replace: () => undefined, moved: () => undefined });
  const inbox = openInbox(ME, memoryStore(), place);
  inbox.facts.rows.value = withListed(new Map(), ["cnv_a", "cnv_b"].map((id) => ({ conversation: conversation(id, 1), unread: 0 })), 1);
  inbox.line.start(5);
  hear({ type: "ready", seq: 5 });
  const typing = () => said.flatMap((frame) => (frame.type === "typing" ? [[frame.conversation_id, frame.is_typing]] : []));
  return { inbox, place, begun, asked, typing, hear: (frame: AgentHears) => hear(frame), end: () => inbox.line.stop() };
}

test("leaving a conversation ends the typing that was said there, and says nothing in the next", () => {
  const { inbox, place, typing, end } = world();
  place.open("cnv_a");
  inbox.writing.write("cnv_a", "reply", "Dear Bo");

  place.open("cnv_b");

  assert.deepEqual(typing(), [["cnv_a", true], ["cnv_a", false]]);
  end();
});

test("what another window begins is known also where the server could not be asked at first", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { inbox, begun, hear, end } = world();
  const passes = async (ms: number) => {
    mock.timers.tick(ms);
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
  };
  await passes(1_000);

  Object.assign(begun, { ids: ["cnv_b"], fails: 1 });
  hear({ type: "draft", seq: 6, conversation_id: "cnv_b" });
  await passes(1_000);
  assert.equal(inbox.writing.drafts.begun.value.has("cnv_b"), false);
  await passes(10_000);

  assert.equal(inbox.writing.drafts.begun.value.get("cnv_b"), true);
  mock.timers.reset();
  end();
});

test("what another window begins and ends moves the pencil, and each frame is one question", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { inbox, begun, asked, hear, end } = world();
  const settle = async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      mock.timers.tick(1_000);
      for (let step = 0; step < 20; step += 1) await Promise.resolve();
    }
  };
  const hasPencil = () => inbox.writing.drafts.begun.value.get("cnv_b") ?? inbox.facts.rows.value.get("cnv_b")?.has_draft;
  const drafts = () => asked.filter((path) => path === "/api/inbox/drafts").length;
  await settle();
  assert.equal(drafts(), 1, "a new connection asks once");

  begun.ids = ["cnv_b"];
  hear({ type: "draft", seq: 6, conversation_id: "cnv_b" });
  await settle();
  assert.deepEqual([hasPencil(), drafts()], [true, 2]);

  begun.ids = [];
  hear({ type: "draft", seq: 7, conversation_id: "cnv_b" });
  await settle();
  assert.deepEqual([hasPencil(), drafts()], [false, 3]);
  mock.timers.reset();
  end();
});
