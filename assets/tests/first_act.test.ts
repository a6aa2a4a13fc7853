// A visitor's first act, while the server has not answered yet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../shared/storage";
import { panelWorld, settled } from "./panel_world";
import { memoryStore, panelConfig, write } from "./support";
import { RENEWED, browser } from "./tabs_world";

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

for (const [how, isDeaf] of [["hears of the other at once", false], ["hears of it late", true]] as const) {
  test(`two tabs that write at the same moment are one visitor, where the second ${how}`, async () => {
    const world = browser(() => RENEWED, { isKnown: false });
    const one = world.open();
    const other = world.open({ isDeaf });

    write(one, "Do you have tandems?");
    write(other, "And helmets?");
    await settled();

    const begun = world.asked.filter((asked) => asked.path === SESSION && asked.token === null);
    assert.deepEqual([begun.length, one.session.token.value, other.session.token.value], [1, "dvt_2", "dvt_2"]);
    assert.deepEqual(other.waiting.value.map((message) => message.body).includes("And helmets?"), true);
    assert.equal(world.sockets.length >= 2, true, "both follow what happens");
    world.end();
    other.line.stop();
  });
}

test("a second tab begins the session itself where the first could not", async () => {
  const answers = ["lost", RENEWED] as const;
  let asked = 0;
  const world = browser(() => answers[Math.min(asked++, 1)], { isKnown: false });
  const [one, other] = [world.open(), world.open()];

  write(one, "Do you have tandems?");
  write(other, "And helmets?");
  await settled();

  assert.deepEqual([one.session.token.value, other.session.token.value], ["dvt_2", "dvt_2"]);
  world.end();
});
