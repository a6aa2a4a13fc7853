// A visitor's first act, while the server has not answered yet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../shared/storage";
import { panelWorld, settled } from "./panel_world";
import { memoryStore, panelConfig, write } from "./support";

const SESSION = "/api/widget/session";

test("who has written has acted, before there is a session, and the next page opens where they wrote", async () => {
  const [store, tab] = [memoryStore(), openStore([])];
  const first = panelWorld(panelConfig(), {}, { token: null, store, tab });
  first.panel.open({ place: "new" });
  assert.deepEqual([first.panel.hasActed(), first.acted], [false, []]);

  write(first.panel, "Do you have tandems?");
  await settled();

  assert.deepEqual([first.panel.hasActed(), first.acted], [true, [true]]);
  const second = panelWorld(panelConfig(), {}, { token: null, store, tab });
  assert.deepEqual([second.panel.hasActed(), second.panel.places.remembered()?.place], [true, "conversation"]);
  second.panel.open({ isQuiet: true });
  second.panel.outbox.pump();
  await settled();
  assert.deepEqual(
    [second.panel.waiting.value.map((one) => one.body), second.asked.map((one) => one.path).filter((path) => path === SESSION)],
    [["Do you have tandems?"], [SESSION]],
  );
  first.end();
  second.end();
});

test("a first message that is refused leaves nothing that loads the panel on every page", async () => {
  const { panel, acted, end } = panelWorld(panelConfig(), { [SESSION]: 403 }, { token: null });
  panel.open({ place: "new" });

  write(panel, "Do you have tandems?");
  await settled();

  assert.deepEqual([panel.hasActed(), acted], [false, [true, false]]);
  end();
});
