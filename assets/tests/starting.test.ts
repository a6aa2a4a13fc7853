// The inbox begins, also where not everything answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inboxWorld, listAt, settled } from "./inbox_world";
import { ME, agentMessage, conversation } from "./support";

const LIST = "/api/inbox/conversations";

test("where the list cannot be had the inbox follows all the same, and asks for it again", async () => {
  const { inbox, answers, socket, hear, askedAt, end } = inboxWorld({ [LIST]: 503 });
  inbox.facts.isKept.value = true;
  inbox.facts.trueAt.value = 1;

  await inbox.start();
  assert.ok(socket().url.endsWith(`after=${ME.seq}`), socket().url);
  hear({ type: "ready", seq: 5 });
  assert.deepEqual([inbox.line.state.value, inbox.listing.loading.value], ["live", "failed"]);
  assert.deepEqual([inbox.facts.isKept.value, inbox.facts.trueAt.value], [true, 1], "what is shown is still what was kept");

  hear({ type: "message", seq: 6, conversation: conversation("cnv_a", 1), message: agentMessage(1, "visitor") });
  answers[LIST] = listAt(6, { cnv_a: 1, cnv_b: 1 });
  await settled(600);

  assert.deepEqual([inbox.listing.entries.value.length, inbox.listing.loading.value, inbox.facts.isKept.value], [2, "ready", false]);
  assert.equal(askedAt(LIST).length, 2);
  end();
});

test("a session that is over is not asked for again", async () => {
  const { inbox, sockets, askedAt, end } = inboxWorld({ [LIST]: 401 });

  await inbox.start();
  await settled(600);

  assert.deepEqual([inbox.facts.isSignedOut.value, sockets.length, askedAt(LIST).length], [true, 0, 1]);
  end();
});
