import assert from "node:assert/strict";
import { test } from "node:test";
import { openDrafts } from "../inbox/state/drafts";
import { openErasing } from "../inbox/state/erasing";
import { openFacts } from "../inbox/state/facts";
import { openMaking } from "../inbox/state/making";
import { openPlace } from "../inbox/state/place";
import { unreadOf, withListed } from "../inbox/state/rows";
import { withThread } from "../inbox/state/threads";
import { openOutbox, type Outgoing } from "../shared/outbox";
import { openPicking } from "../shared/picking";
import type { InboxThread } from "../shared/protocol";
import { contact, conversation, memoryStore } from "./support";

function threadOf(id: string): InboxThread {
  const summary = conversation(id, 3);
  return { seq: 1, conversation: summary, unread: 1, contact: contact(summary.contact.id), activity: { items: [], next: null }, totals: [], messages: [], entries: [], next: null, drafts: [], mentions: [] };
}

/** An inbox with the conversations of Ana and Bo, in which Bo's is open. */
function world() {
  const place = openPlace({ path: () => "/inbox/c/cnv_bo", push: () => {}, replace: () => {}, moved: () => {} });
  const facts = openFacts(place);
  const store = memoryStore();
  const drafts = openDrafts({ store, prefix: "draft:", save: () => Promise.resolve(true), bring: () => undefined, stand: () => ({ after_number: 3, forms: [] }) });
  const posted: Outgoing[] = [];
  const sent: string[] = [];
  const outbox = openOutbox({ store, prefix: "out:", post: (one) => posted.push(one) > 0 });
  const picking = openPicking({ rules: () => ({ endings: [], max_bytes: 1_000, max_files: 10 }), upload: () => new Promise(() => {}), prepare: async (file) => ({ file, preview: null }), send: () => void sent.push("files") });
  const listed = ["cnv_ana", "cnv_bo"].map((id) => ({ conversation: conversation(id, 3), unread: 1 }));
  const arrive = () => {
    facts.rows.value = withListed(facts.rows.value, listed, 1);
    facts.threads.value = withThread(facts.threads.value, threadOf("cnv_bo"));
  };
  arrive();
  const making = openMaking(() => ({ after_number: 3, forms: [] }));
  const erase = openErasing({ facts, place, drafts, making, outbox, pickings: new Map([["cnv_bo:reply", picking]]) });
  const shown = () => [...facts.rows.value.values()].filter((row) => !facts.erased.value.has(row.conversation.contact.id)).map((row) => row.conversation.id).sort();
  const unread = () => [...facts.rows.value.values()].filter((row) => unreadOf(row) > 0).length;
  return { facts, store, drafts, making, outbox, posted, sent, picking, erase, shown, unread, arrive };
}

test("who was erased leaves the list and the open thread at once, and nobody else does", () => {
  const { facts, erase, shown, unread } = world();
  assert.deepEqual([shown(), unread(), facts.current.value?.id], [["cnv_ana", "cnv_bo"], 2, "cnv_bo"]);

  erase("con_cnv_bo");

  assert.deepEqual([shown(), unread(), facts.current.value, facts.threadLoading.value], [["cnv_ana"], 1, undefined, "erased"]);
  assert.deepEqual([...facts.rows.value.keys(), ...facts.threads.value.keys()], ["cnv_ana"]);
});

test("an answer that was on its way brings nobody back", () => {
  const { facts, erase, shown, arrive } = world();

  erase("con_cnv_bo");
  arrive();

  assert.deepEqual([shown(), facts.current.value], [["cnv_ana"], undefined]);
});

test("nothing that was written or picked is sent into nothing", () => {
  const { store, drafts, outbox, posted, sent, picking, erase } = world();
  drafts.of("cnv_bo").text.value = "Dear Bo, abo";
  drafts.typed("cnv_bo", "reply");
  drafts.of("cnv_ana").text.value = "Dear Ana";
  picking.add([new File(["x"], "a.pdf")]);
  picking.isAwaited.value = true;
  outbox.add({ client_id: "one", conversation_id: "cnv_bo", body: "Sent, not acknowledged" }, 1);
  outbox.add({ client_id: "two", conversation_id: "cnv_bo", body: "Waiting" }, 2);
  outbox.add({ client_id: "three", conversation_id: "cnv_ana", body: "For Ana" }, 3);

  erase("con_cnv_bo");

  assert.deepEqual([drafts.of("cnv_bo").text.value, store.get("draft:cnv_bo:reply"), drafts.of("cnv_ana").text.value], ["", null, "Dear Ana"]);
  assert.deepEqual([picking.items.value, picking.isAwaited.value, sent], [[], false, []]);
  assert.deepEqual(posted.map((one) => one.body), ["Sent, not acknowledged", "For Ana"], "what waited behind it goes out");
  assert.deepEqual(store.keys("out:"), ["out:three"]);
});

test("nothing that was put together for them is kept, and what was for somebody else stays", () => {
  const { making, erase } = world();
  making.open("cnv_bo", "replies").field("lines", "").value = "Red";
  making.open("cnv_bo", "form").field("title", "").value = "Your size, Bo";

  erase("con_cnv_bo");
  assert.deepEqual([making.isBegun(), making.open("cnv_bo", "form").field("title", "").value], [false, ""]);

  making.open("cnv_ana", "replies").field("lines", "").value = "Blue";
  erase("con_cnv_bo");
  assert.equal(making.open("cnv_ana", "replies").field("lines", "").value, "Blue");
});

test("somebody else's erasure changes nothing here", () => {
  const { facts, erase, shown } = world();

  erase("con_somebody");

  assert.deepEqual([shown().length, facts.current.value?.id, facts.threadLoading.value], [2, "cnv_bo", "loading"]);
});
