// Somebody with the shop open in two tabs is one person: what is read, closed or ended in one is so in the other.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { Visitor } from "./support/visitor.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** Another tab of the same browser on the same shop. */
async function anotherTab(visitor) {
  const tab = new Visitor(world, await visitor.page.context().newPage());
  await tab.visits();
  await tab.launcher().waitFor();
  return tab;
}

async function agentAt(words) {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(words);
  return agent;
}

const unread = (tab) => tab.page.getByRole("button", { name: /^Open chat, \d+ unread/ });
const bubble = (tab) => tab.page.locator("deskbell-widget").getByRole("status");

async function writes(words) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(words);
  await visitor.hasSent();
  return visitor;
}

story("what waits to be read shows in both, and is read for both", async () => {
  const one = await writes("Do you open on Sunday?");
  await one.call("close");
  const other = await anotherTab(one);
  const agent = await agentAt("Do you open on Sunday?");
  await agent.says("From ten on.");
  await unread(one).waitFor();
  await unread(other).waitFor();

  await other.launcher().click();
  await other.panel().locator(".card .row").click();
  await other.log().getByText("From ten on.").waitFor();
  await unread(one).waitFor({ state: "detached" });
  await agent.log().getByText(/Seen/).first().waitFor();

  await other.says("Then I come at eleven.");
  await one.launcher().click();
  await one.panel().getByText("Then I come at eleven.").first().waitFor();
  assert.deepEqual([...one.exceptions, ...other.exceptions], []);
  await agent.page.context().close();
  await one.page.context().close();
});

story("a preview that is closed in one is closed in the other, and stays closed", async () => {
  const one = await writes("Is the blue one there?");
  await one.call("close");
  const other = await anotherTab(one);
  const agent = await agentAt("Is the blue one there?");
  await agent.says("It came in today.");
  await bubble(one).getByText("It came in today.").waitFor();
  await bubble(other).getByText("It came in today.").waitFor();

  await bubble(one).getByRole("button", { name: "Close" }).click();
  await bubble(other).waitFor({ state: "detached" });
  await unread(other).waitFor();
  await other.page.reload();
  await unread(other).waitFor();
  assert.equal(await bubble(other).count(), 0);
  await agent.says("And the green one.");
  await bubble(other).getByText("And the green one.").waitFor();
  await bubble(one).getByText("And the green one.").waitFor();
  await agent.page.context().close();
  await one.page.context().close();
});

story("a session begun in one goes on in the other, and a logout in one ends both", async () => {
  world.hostPage.show({ body: world.snippet });
  const one = await world.visitor();
  await one.visits();
  await one.opensPanel();
  const other = await anotherTab(one);
  await other.opensPanel();
  // The other asks for its conversations as soon as it knows of the session; without it, it would begin one of its own.
  const follows = other.page.waitForRequest(/\/api\/widget\/conversations/);
  await one.says("Who am I?");
  await one.hasSent();
  await follows;
  await other.says("The same person.");
  await other.hasSent();

  const agent = await agentAt("The same person.");
  const people = await agent.page.evaluate(async () => {
    const { conversations } = await (await fetch("/api/inbox/conversations")).json();
    return conversations.map(({ conversation }) => conversation.contact.id);
  });
  assert.equal(new Set(people).size, 3, "both tabs wrote as one visitor, beside those of the other stories");

  await one.call("logout");
  for (const tab of [one, other]) {
    await eventually(async () => {
      assert.equal(await tab.panel().getByText("The same person.").count(), 0);
      assert.equal(await tab.panel().getByText("Who am I?").count(), 0);
    });
    const { local, session } = await tab.storedByPanel();
    assert.deepEqual([local, session, (await tab.stored()).local], [[], [], []]);
  }
  assert.deepEqual([...one.exceptions, ...other.exceptions], []);
  await agent.page.context().close();
  await one.page.context().close();
});

/** Time passes for the server's tokens while it is away: one column of them is that much older afterwards. */
async function ages(column, ms) {
  await world.server.isKilled();
  execFileSync("sqlite3", [world.server.databaseFile(), `UPDATE visitor_tokens SET ${column} = ${column} - ${ms}`]);
  await world.server.run();
}

const tokenIn = (tab) => tab.frame().evaluate(() => localStorage.getItem(Object.keys(localStorage).find((name) => name.endsWith(":token"))));
const opens = (tab, token) => tab.frame().evaluate(async (bearer) => (await fetch("/api/widget/conversations", { headers: { authorization: `Bearer ${bearer}` } })).status, token);

story("a token of days ago is renewed in one, the other goes on with it, and a copy of the old one opens nothing", async () => {
  const one = await writes("I have been here before.");
  const other = await anotherTab(one);
  await other.opensLatest();
  const old = await tokenIn(one);
  await ages("created_at", 2 * 86_400_000);
  for (const tab of [one, other]) await eventually(async () => assert.equal(await tab.panel().getByText("Reconnecting…").count(), 0));

  await one.page.evaluate(() => history.pushState(null, "", "/bells"));
  await eventually(async () => assert.notEqual(await tokenIn(one), old));
  const fresh = await tokenIn(one);
  await one.says("Still the same.");
  await one.hasSent();
  await other.says("So am I.");
  await other.hasSent();
  await one.log().getByText("So am I.").waitFor();
  assert.equal(await opens(one, fresh), 200);

  await ages("ends_at", 120_000);
  await eventually(async () => assert.equal(await opens(one, old), 401));
  await eventually(async () => assert.equal(await opens(one, fresh), 200));
  await one.says("And on it goes.");
  await one.hasSent();
  await other.log().getByText("And on it goes.").waitFor();
  assert.equal(await tokenIn(other), fresh);
  assert.deepEqual([...one.exceptions, ...other.exceptions], []);
  await one.page.context().close();
});

story("who writes in both at the same moment is one visitor all the same", async () => {
  world.hostPage.show({ body: world.snippet });
  const one = await world.visitor();
  await one.visits();
  await one.opensPanel();
  const other = await anotherTab(one);
  await other.opensPanel();
  const visitors = () => Number(world.server.ask("SELECT count(*) FROM visitors"));
  const before = visitors();
  // Both have sent before the server hears of either.
  let asked = 0;
  let open = () => undefined;
  const opened = new Promise((resolve) => (open = resolve));
  await one.page.context().route("**/api/widget/session", async (route) => {
    asked += 1;
    await opened;
    await route.continue();
  });

  await other.says("From the second tab.");
  await one.says("From the first tab.");
  // The other waits for the one that asked.
  const locks = () => other.frame().evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    return [held, pending].map((all) => all.filter((lock) => lock.name.endsWith(":begin")).length);
  });
  await eventually(async () => assert.deepEqual([...(await locks()), asked], [1, 1, 1]));
  open();
  await one.hasSent();
  await other.hasSent();

  assert.equal(visitors(), before + 1);
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("From the first tab.");
  assert.deepEqual([...one.exceptions, ...other.exceptions], []);
  await agent.page.context().close();
  await one.page.context().close();
});
