// The server dies without a word while a visitor writes, and comes back. Nobody reloads anything,
// and every message is there once, in order, on both sides.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

const MESSAGES = 12;
/** The server dies right after these are sent; after the second it stays away for two more. */
const DIES_AFTER = [3, 7];
const COMES_BACK_BEFORE = [4, 10];
/** Clients come back with growing pauses, so this is longer than the longest of them. */
const CATCH_UP_MS = 90_000;

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

const body = (number) => `Parcel ${number} of ${MESSAGES}.`;

/** Leaves a mark that a reload would wipe out. */
const marks = (page) => page.evaluate(() => (window.notReloaded = true));
const isMarked = (page) => page.evaluate(() => window.notReloaded === true);

story("a server that is killed twice loses nothing that anybody wrote", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(body(1));
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(body(1));
  await marks(visitor.page);
  await marks(agent.page);

  for (let number = 2; number <= MESSAGES; number += 1) {
    if (COMES_BACK_BEFORE.includes(number)) await world.server.run();
    await visitor.says(body(number));
    if (DIES_AFTER.includes(number)) await world.server.isKilled();
  }

  const expected = Array.from({ length: MESSAGES }, (_, index) => body(index + 1));
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), expected), CATCH_UP_MS);
  await agent.visible(body(MESSAGES)).waitFor({ timeout: CATCH_UP_MS });
  for (const text of expected) {
    assert.equal(await visitor.panel().getByText(text, { exact: true }).count(), 1, `the visitor sees "${text}" once`);
  }

  await agent.says("All twelve are on their way.");
  await eventually(async () => {
    assert.equal(await visitor.panel().getByText("All twelve are on their way.").count(), 1);
  }, CATCH_UP_MS);
  assert.equal(await visitor.panel().getByRole("button", { name: "Retry" }).count(), 0, "nothing is left unsent");
  assert.ok(await isMarked(visitor.page), "the visitor's page was not reloaded");
  assert.ok(await isMarked(agent.page), "the inbox was not reloaded");
  assert.deepEqual(visitor.exceptions, []);
});

story("what an agent writes while the server is away arrives when it is back", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Is anybody there?");
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("Is anybody there?");

  await world.server.isKilled();
  await agent.says("Yes, always.");
  await world.server.run();

  await eventually(async () => {
    assert.deepEqual(await agent.storedBodies(), ["Is anybody there?", "Yes, always."]);
  }, CATCH_UP_MS);
  await eventually(async () => {
    assert.equal(await visitor.panel().getByText("Yes, always.", { exact: true }).count(), 1);
  }, CATCH_UP_MS);
});
