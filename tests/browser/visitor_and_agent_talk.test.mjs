// The story Deskbell exists for, in two real browsers: a visitor writes on a shop's page, an agent
// answers in the inbox. The shop's Content-Security-Policy is as strict as one can be.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** Nothing but what the contract asks a page to allow. */
function strictPolicy() {
  const host = world.server.origin;
  return (
    `default-src 'none'; script-src ${host}; frame-src ${host}; connect-src ${host}; ` +
    "require-trusted-types-for 'script'"
  );
}

const NOTHING_STORED = { cookie: "", local: [], session: [], databases: [], caches: [], workers: 0 };

story("before anybody acts the page has one new global and nothing is stored or recorded", async () => {
  const rowsBefore = world.server.countRows();
  const visitor = await world.visitor();
  world.hostPage.show({});
  await visitor.visits();
  const globalsWithout = new Set(await visitor.page.evaluate(() => Object.getOwnPropertyNames(window)));

  world.hostPage.show({ body: world.snippet, policy: strictPolicy() });
  await visitor.visits();
  await visitor.launcher().waitFor();
  const globalsWith = await visitor.page.evaluate(() => Object.getOwnPropertyNames(window));
  assert.deepEqual(globalsWith.filter((name) => !globalsWithout.has(name)), ["SoftbetChat"]);
  assert.equal(await visitor.page.locator("iframe").count(), 0, "no panel before the first intent");

  await visitor.launcher().hover();
  await visitor.opensPanel();
  await visitor.composer().fill("Shall I ask?");

  assert.deepEqual(await visitor.stored(), NOTHING_STORED);
  assert.deepEqual(await visitor.storedByPanel(), NOTHING_STORED);
  assert.deepEqual(await visitor.page.context().cookies(), []);
  assert.deepEqual(world.server.countRows(), rowsBefore, "no row is written about somebody who only looks");
  assert.deepEqual(world.hostPage.reports, [], "the page's policy has nothing to report");
  assert.deepEqual(visitor.ownLines(), [], "nothing is written to the page's console");
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
});

story("a visitor writes, an agent answers, both see it at once, and a reload keeps it", async () => {
  world.hostPage.show({ body: world.snippet, policy: strictPolicy() });
  const agent = await world.agent();
  await agent.signsIn();
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();

  await visitor.says("Where is my parcel?");
  await agent.sees("Where is my parcel?");
  await agent.opensConversation("Where is my parcel?");
  await agent.says("It left Bern this morning.");
  await visitor.sees("It left Bern this morning.");

  await visitor.says("Thank you, Ana!");
  await agent.sees("Thank you, Ana!");

  await visitor.sees("You are now talking with Ana Berg");

  await visitor.reloads();
  await visitor.sees("It left Bern this morning.");
  await visitor.sees("Thank you, Ana!");
  await agent.page.reload();
  await agent.sees("Thank you, Ana!");
  assert.deepEqual(await agent.storedBodies(), [
    "Where is my parcel?",
    "It left Bern this morning.",
    "Thank you, Ana!",
  ]);

  assert.deepEqual(world.hostPage.reports, [], "the page's policy has nothing to report");
  assert.deepEqual(visitor.ownLines(), []);
  assert.deepEqual(visitor.exceptions, []);
  const stored = await visitor.stored();
  assert.equal(stored.local.length, 1, "one flag remembers that this browser has acted");
  assert.match(stored.local[0], /^deskbell:icw_/);
  await visitor.page.context().close();
  await agent.page.context().close();
});

story("who is typing stands in sight below a long conversation, on both sides", async () => {
  world.hostPage.show({ body: world.snippet });
  const [agent, visitor] = [await world.agent(), await world.visitor()];
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(`A long story.${"\nAnd then?".repeat(80)}`);
  await agent.signsIn();
  await agent.sees("A long story.");
  await agent.opensConversation("A long story.");

  await visitor.composer().pressSequentially("So");
  await standsInSight(agent.page, visitor.composer());
  const row = agent.page.locator(".row--current .row__preview");
  await eventually(async () => {
    await visitor.composer().press(".");
    assert.equal(await row.textContent(), "is typing…", "the row says so too");
  });
  await agent.says(`A long answer.${"\nIndeed.".repeat(80)}`);
  await visitor.sees("A long answer.");
  await eventually(async () => assert.match(await row.textContent(), /^You: A long answer/, "nobody types any more"));
  await agent.composer().pressSequentially("Also");
  await standsInSight(visitor.panel(), agent.composer());
  await agent.page.context().close();
  await visitor.page.context().close();
});

/** While somebody types, the three dots are inside the part of the thread that can be seen. */
async function standsInSight(where, composer) {
  await eventually(async () => {
    // It is believed for some seconds after the last key.
    await composer.press(".");
    const room = await where.locator(".thread").evaluate((thread) => thread.getBoundingClientRect().bottom - thread.querySelector(".typing").getBoundingClientRect().bottom);
    assert.ok(room >= -1, "the dots are cut off");
  });
}

story("what is typed but not sent survives a reload", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Do you repair brakes?");
  await visitor.hasSent();

  await visitor.composer().pressSequentially("On Saturdays, I me");
  await visitor.reloads();

  await eventually(async () => assert.equal(await visitor.composer().inputValue(), "On Saturdays, I me"));
  await visitor.page.context().close();
});

story("a first message of which the page is left before the server knew of anybody goes out on the next page", async () => {
  world.hostPage.show({ body: world.snippet });
  const [agent, visitor] = [await world.agent(), await world.visitor()];
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.page.route("**/api/widget/session", () => undefined);
  await Promise.all([visitor.page.waitForRequest("**/api/widget/session"), visitor.says("Do you have tandems?")]);
  await eventually(async () => assert.equal((await visitor.stored()).local.length, 1));
  await visitor.page.unroute("**/api/widget/session");

  await visitor.visits();

  await visitor.sees("Do you have tandems?");
  await visitor.hasSent();
  await agent.signsIn();
  await agent.opensConversation("Do you have tandems?");
  assert.deepEqual(await agent.storedBodies(), ["Do you have tandems?"]);
  await visitor.page.context().close();
  await agent.page.context().close();
});

story("a second visitor sees nothing of the first", async () => {
  world.hostPage.show({ body: world.snippet });
  const first = await world.visitor();
  await first.visits();
  await first.opensPanel();
  await first.says("My order is BK-1042.");
  await first.sees("My order is BK-1042.");

  const second = await world.visitor();
  await second.visits();
  await second.opensPanel();
  await second.says("Are you open today?");
  await second.sees("Are you open today?");

  assert.equal(await second.panel().getByText("BK-1042").count(), 0);
  await first.page.context().close();
  await second.page.context().close();
});
