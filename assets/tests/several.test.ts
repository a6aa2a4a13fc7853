import assert from "node:assert/strict";
import { test } from "node:test";
import { panelWorld, visitorHas } from "./panel_world";
import { listed, panelConfig, write } from "./support";

test("what waits while offline stands in its own conversation and leaves for no other", async () => {
  const { panel, hear, said, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1), listed("cnv_b", 2)]));
  await panel.resume();
  panel.open({ place: "conversation", id: "cnv_a" });
  write(panel, "To A");
  panel.places.startNew();
  write(panel, "To a new one");
  panel.places.openConversation("cnv_b");
  write(panel, "To B");
  const waiting = () => panel.waiting.value.map((one) => one.body);
  assert.deepEqual(waiting(), ["To B"]);
  panel.places.openConversation("cnv_a");
  assert.deepEqual(waiting(), ["To A"]);

  await panel.resume();
  hear({ type: "ready", seq: 5 });
  const posted = () => said().filter((frame) => frame["type"] === "message.post").at(-1)!;
  const goes = [];
  for (let number = 10; number < 13; number += 1) {
    const { client_id, conversation_id, body } = posted();
    goes.push([body, conversation_id]);
    hear({ type: "ack", client_id: String(client_id), conversation_id: (conversation_id as string | null) ?? "cnv_new", message_id: `msg_${number}`, number, seq: number });
  }

  assert.deepEqual(goes, [["To A", "cnv_a"], ["To a new one", null], ["To B", "cnv_b"]]);
  end();
});

test("what was read in several conversations while the line was away is said when it is back", async () => {
  const { panel, hear, said, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1, 1), listed("cnv_b", 2, 2)]));
  await panel.resume();
  panel.look(true);
  panel.open({ place: "conversation", id: "cnv_a" });
  panel.places.openConversation("cnv_b");

  hear({ type: "ready", seq: 5 });

  const reads = said().filter((frame) => frame["type"] === "read");
  assert.deepEqual(reads.map((frame) => [frame["conversation_id"], frame["number"]]), [["cnv_a", 1], ["cnv_b", 2]]);
  end();
});
