// Colleagues who answer in the same conversation: "just now" is said only while they type.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { openViewing } from "../inbox/state/viewing";

test("whoever has stopped typing has a reply open and is not replying just now", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const viewing = openViewing("agt_ana", () => ({ conversation_id: "cnv_a", is_replying: false }), () => true);
  viewing.hear("cnv_a", [
    { agent_id: "agt_ana", is_replying: true },
    { agent_id: "agt_bo", is_replying: true },
    { agent_id: "agt_cleo", is_replying: false },
  ]);
  viewing.heardTyping("cnv_a", "agt_bo", true);
  assert.deepEqual(viewing.answering("cnv_a"), { now: ["agt_bo"], begun: [] });

  mock.timers.tick(6_000);
  assert.deepEqual(viewing.answering("cnv_a"), { now: [], begun: ["agt_bo"] });

  viewing.heardTyping("cnv_a", "agt_cleo", true);
  assert.deepEqual(viewing.answering("cnv_a"), { now: ["agt_cleo"], begun: ["agt_bo"] }, "typing is heard before it is told what is shown");
  viewing.hear("cnv_a", []);
  viewing.heardTyping("cnv_a", "agt_cleo", false);
  assert.deepEqual(viewing.answering("cnv_a"), { now: [], begun: [] });
  mock.timers.reset();
});
