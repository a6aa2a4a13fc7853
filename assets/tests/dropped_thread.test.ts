// What leaves in a conversation that this page holds no more: its row still says what there was.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attachment } from "../shared/protocol";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage } from "./support";

const FILE: Attachment = { id: "fil_1", name: "a.pdf", size: 3, media_type: "application/pdf", width: null, height: null, url: "/f", small_url: null };

test("files without a text that are uploaded once another conversation is open go out behind what was there", async () => {
  const OPENED = "/api/inbox/conversations";
  const messages = [1, 2, 3].map((number) => agentMessage(number, "visitor"));
  const world = inboxWorld({ [OPENED]: listAt(5, { cnv_a: 3, cnv_b: 3 }), [`${OPENED}/cnv_a`]: threadAt(5, messages) }, { undo_send_seconds: 0 });
  const { inbox, place, hear, end } = world;
  await world.opens();
  place.open("cnv_b");
  hear({ type: "joined", seq: 6, from_contact_id: "con_x", to_contact_id: "con_y" });
  await settled();
  assert.equal(inbox.facts.threads.value.has("cnv_a"), false);

  inbox.writing.pickingOf("cnv_a").put([FILE]);
  inbox.writing.send("cnv_a", "reply");

  const posts = world.sockets.flatMap((one) => one.said.filter((frame) => frame.type === "message.post"));
  assert.deepEqual(posts.map(({ file_ids, after_number }) => [file_ids, after_number]), [[["fil_1"], 3]]);
  end();
});
