// Who is here: asked for everybody in sight, the person whose profile is open among them, and when they were here last.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lastSeen } from "../inbox/state/last_seen";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage, contact } from "./support";

const LIST = "/api/inbox/conversations";

test("of a person whose profile is opened by its address it is asked whether they are here", async () => {
  const { inbox, socket, hear, end } = inboxWorld({ [LIST]: listAt(5, {}) }, { path: "/inbox/contacts/con_noor" });
  await inbox.start();
  hear({ type: "ready", seq: 5 });
  await settled();

  const asked = socket().said.flatMap((frame) => (frame.type === "watch" ? frame.contact_ids : []));
  assert.deepEqual([...new Set(asked)], ["con_noor"]);
  end();
});

test("presence that is no news changes nothing that is drawn from it", async () => {
  const { inbox, hear, opens, end } = inboxWorld({ [LIST]: listAt(5, { cnv_a: 2 }), [`${LIST}/cnv_a`]: threadAt(5, []) });
  await opens();
  hear({ type: "presence", contact_id: "con_cnv_a", is_online: true });
  const known = inbox.facts.online.value;
  hear({ type: "presence", contact_id: "con_cnv_a", is_online: true });
  assert.equal(inbox.facts.online.value, known);

  hear({ type: "presence", contact_id: "con_cnv_a", is_online: false });

  assert.equal(inbox.facts.online.value.get("con_cnv_a"), false);
  assert.equal(known.get("con_cnv_a"), true, "each is a map of its own");
  end();
});

test("who is here was seen now, who has left was when they left or wrote, and not when their page was opened", async () => {
  const opened_at = Date.now() - 600_000;
  const messages = [{ ...agentMessage(1, "visitor"), at: opened_at + 60_000 }, { ...agentMessage(2, "agent"), at: opened_at + 120_000 }];
  const about = { ...contact("con_cnv_a"), last_seen_at: opened_at };
  const { inbox, hear, opens, end } = inboxWorld({ [LIST]: listAt(5, { cnv_a: 2 }), [`${LIST}/cnv_a`]: threadAt(5, messages, { contact: about }) });
  await opens();
  const seen = () => lastSeen(inbox.facts.current.value!, inbox.facts);

  assert.equal(seen(), opened_at + 60_000, "the last that they wrote");
  hear({ type: "presence", contact_id: "con_cnv_a", is_online: false });
  assert.equal(seen(), opened_at + 60_000, "they were not here before");
  hear({ type: "presence", contact_id: "con_cnv_a", is_online: true });
  assert.equal(seen(), "now");
  const before = Date.now();
  hear({ type: "presence", contact_id: "con_cnv_a", is_online: false });
  assert.ok(Number(seen()) >= before, "just now");
  end();
});
