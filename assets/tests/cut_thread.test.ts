// A thread of which only the newest part was kept says so: what comes before is asked for once it was loaded anew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withThread } from "../inbox/state/threads";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage } from "./support";

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => agentMessage(first + index, "visitor"));

test("who scrolls up before the thread is here waits for it", async () => {
  const { inbox, place, answers, asked, end } = inboxWorld({ "/api/inbox/conversations": listAt(5, { cnv_a: 9 }) });
  const cut = withThread(new Map(), threadAt(4, from(6, 3), { next: "before-3" })).get("cnv_a")!;
  inbox.facts.threads.value = new Map([["cnv_a", { ...cut, isCut: true }]]);
  place.open("cnv_a");
  answers["/api/inbox/conversations/cnv_a"] = threadAt(5, from(8, 2), { next: "before-8" });
  answers["/api/inbox/conversations/cnv_a/messages"] = { messages: from(6, 2), entries: [], next: "before-6" };

  inbox.loadEarlier();
  await settled();

  assert.deepEqual(asked.map((one) => one.path), ["/api/inbox/conversations/cnv_a", "/api/inbox/conversations/cnv_a/messages"]);
  assert.deepEqual(inbox.facts.messages.value.map((message) => message.number), [6, 7, 8, 9]);
  assert.equal(inbox.facts.current.value?.next, "before-6");
  end();
});
