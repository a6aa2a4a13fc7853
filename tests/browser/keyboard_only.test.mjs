// Nobody needs a mouse: neither a visitor on a shop's page nor whoever answers.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { hasFocus, tabsTo } from "./support/keyboard.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

story("a visitor opens, writes, closes and is back where they were, with keys alone", async () => {
  world.hostPage.show({ body: `<a href="#bells">Bells</a>${world.snippet}` });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.launcher().waitFor();
  const { keyboard } = visitor.page;

  await tabsTo(visitor.page, visitor.page.locator("deskbell-widget button"));
  await keyboard.press("Enter");
  await eventually(async () => assert.ok(await hasFocus(visitor.heading()), "Home is read from its heading"));
  await tabsTo(visitor.page, visitor.startButton());
  await keyboard.press("Enter");
  await eventually(async () => assert.ok(await hasFocus(visitor.composer()), "the composer has the focus"));
  await keyboard.type("Do you have a bell");
  await keyboard.press("Shift+Enter");
  await keyboard.type("in blue?");
  await keyboard.press("Enter");
  await visitor.sees("in blue?");
  await visitor.hasSent();

  await keyboard.press("Escape");
  await visitor.page.locator("iframe").waitFor({ state: "hidden" });
  await eventually(async () => assert.ok(await hasFocus(visitor.launcher()), "the launcher has the focus again"));

  await keyboard.press("Enter");
  await eventually(async () => assert.ok(await hasFocus(visitor.composer()), "and opens again"));
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
});

story("a panel that is opened while it loads gets the keys when it is there, and not before", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  const { page } = visitor;
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await page.route("**/panel-*.js", async (route) => {
    await arrived;
    await route.continue();
  });
  await visitor.visits();
  await visitor.launcher().click();
  await page.locator("iframe").contentFrame().locator("#deskbell-panel").waitFor({ state: "attached" });

  // Chromium loses where keys go, for good, when a frame gets the focus while its document changes hands.
  assert.ok(await hasFocus(page.locator("deskbell-widget button")), "the launcher keeps the focus");
  arrive();
  await eventually(async () => assert.ok(await hasFocus(visitor.heading()), "the panel has the focus"));
  await tabsTo(page, visitor.startButton());
  await page.keyboard.press("Enter");
  await eventually(async () => assert.ok(await hasFocus(visitor.composer()), "the composer has the focus"));
  await page.keyboard.type("Anybody there?");
  assert.equal(await visitor.composer().inputValue(), "Anybody there?");
  assert.deepEqual(visitor.exceptions, []);
  await page.context().close();
});

story("an agent walks the list, answers and goes back, with keys alone", async () => {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.sees("in blue?");
  const { keyboard } = agent.page;

  await keyboard.press("j");
  await keyboard.press("Enter");
  await agent.page.waitForURL("**/inbox/v/all/c/*");
  await agent.composer().waitFor();
  await keyboard.press("r");
  await eventually(async () => assert.ok(await hasFocus(agent.composer()), "r leads to the composer"));
  await keyboard.type("Yes, and in green.");
  await keyboard.press("Enter");
  await agent.sees("Yes, and in green.");
  await eventually(async () => assert.equal((await agent.storedBodies()).at(-1), "Yes, and in green."));

  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await agent.page.waitForURL("**/inbox/v/all");
  const row = agent.page.locator("[data-conversation]").first();
  await eventually(async () => assert.ok(await hasFocus(row), "the row that was open has the focus"));
  await agent.page.context().close();
});
