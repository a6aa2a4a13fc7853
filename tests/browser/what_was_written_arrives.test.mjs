// Whatever an agent has written arrives: what can still be taken back, what is only begun, on this machine or another, and
// also when the server dies meanwhile.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

/** Clients come back with growing pauses. */
const CATCH_UP_MS = 90_000;

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

async function asks(question) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(question);
  await visitor.hasSent();
  return visitor;
}

async function opens(question, options) {
  const agent = await world.agent();
  await agent.signsIn(undefined, options);
  await agent.opensConversation(question);
  return agent;
}

/** What the server keeps of what was begun. */
const drafts = (agent) => agent.page.evaluate(async () => (await (await fetch("/api/inbox/drafts")).json()).drafts.map(({ mode, body }) => [mode, body]));

story("a server that dies with a draft open and a message unsent loses neither", async () => {
  const visitor = await asks("Is anybody there?");
  const agent = await opens("Is anybody there?", { undo_seconds: 10 });
  await agent.says("Yes, always.");
  await agent.page.getByRole("button", { name: "Undo" }).first().waitFor();
  await agent.composer().pressSequentially("And by the way, ");

  await world.server.isKilled();
  await agent.composer().pressSequentially("we open at nine");
  await world.server.run();

  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["Is anybody there?", "Yes, always."]), CATCH_UP_MS);
  await eventually(async () => assert.deepEqual(await drafts(agent), [["reply", "And by the way, we open at nine"]]), CATCH_UP_MS);
  await visitor.sees("Yes, always.");

  const elsewhere = await opens("Yes, always.", { undo_seconds: null });
  await eventually(async () => assert.equal(await elsewhere.composer().inputValue(), "And by the way, we open at nine"));
  for (const one of [visitor, agent, elsewhere]) await one.page.context().close();
});

story("a page that is closed in the delay lets the message go, once", async () => {
  const visitor = await asks("Closing time?");
  const agent = await opens("Closing time?", { undo_seconds: 10 });
  await agent.says("At six.");
  await agent.page.getByRole("button", { name: "Undo" }).first().waitFor();

  await agent.page.reload();

  await visitor.sees("At six.");
  await agent.sees("At six.");
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["Closing time?", "At six."]));
  await eventually(async () => assert.equal(await agent.log().getByText("At six.", { exact: true }).count(), 1));
  for (const one of [visitor, agent]) await one.page.context().close();
});

story("what was done right before the page was closed is done, however slow the server", async () => {
  const visitor = await asks("Anything else?");
  const agent = await opens("Anything else?");
  const { page } = agent;
  const id = new URL(page.url()).pathname.split("/").pop();

  await world.server.isSlowDuring(async () => {
    await page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();
    await page.getByRole("toolbar").getByRole("button", { name: "Reopen" }).waitFor();
    await page.close();
  });

  await eventually(() => assert.equal(world.server.ask(`SELECT state FROM conversations WHERE conversation_id = '${id}'`).trim(), "2"));
  for (const one of [visitor, agent]) await one.page.context().close();
});

story("what was sent can be taken back by the button and by key, with text and place", async () => {
  const visitor = await asks("How much is it?");
  const agent = await opens("How much is it?", { undo_seconds: 10 });

  await agent.says("Twelve euros.");
  await agent.page.getByRole("button", { name: "Undo" }).first().click();
  await eventually(async () => assert.equal(await agent.composer().inputValue(), "Twelve euros."));

  await agent.composer().press("Enter");
  await agent.page.getByRole("button", { name: "Undo" }).first().waitFor();
  await agent.composer().press("Control+z");
  await eventually(async () => assert.equal(await agent.composer().inputValue(), "Twelve euros."));

  await agent.composer().fill("");
  await agent.notes("Twelve, or ten for regulars.");
  await agent.page.getByRole("button", { name: "Undo" }).first().click();
  await eventually(async () => assert.equal(await agent.noteBox().inputValue(), "Twelve, or ten for regulars."));
  assert.deepEqual([await agent.storedBodies(), await agent.storedEntries()], [["How much is it?"], []]);
  for (const one of [visitor, agent]) await one.page.context().close();
});

story("a draft goes along to another browser, and two that differ are both kept", async () => {
  const visitor = await asks("Can you engrave it?");
  const desk = await opens("Can you engrave it?");
  await desk.composer().pressSequentially("Yes, up to twelve");
  await eventually(async () => assert.deepEqual((await drafts(desk)).filter(([mode]) => mode === "reply").at(0)?.[1], "Yes, up to twelve"));

  const phone = await opens("Can you engrave it?");
  await eventually(async () => assert.equal(await phone.composer().inputValue(), "Yes, up to twelve"));
  await phone.composer().pressSequentially(" letters");
  await eventually(async () => assert.equal(await desk.composer().inputValue(), "Yes, up to twelve letters", "an untouched box takes it"));

  await desk.page.context().setOffline(true);
  await desk.composer().fill("No, sadly");
  await phone.composer().fill("Yes, twenty letters");
  await eventually(async () => assert.ok((await drafts(phone)).some(([, body]) => body === "Yes, twenty letters")));
  await desk.page.context().setOffline(false);
  await desk.page.getByText("Newer draft from another window:").waitFor({ timeout: CATCH_UP_MS });
  assert.equal(await desk.composer().inputValue(), "No, sadly");
  await desk.page.getByRole("button", { name: "Use that one" }).click();
  await eventually(async () => assert.equal(await desk.composer().inputValue(), "Yes, twenty letters"));
  await desk.page.getByText("No, sadly").waitFor();
  for (const one of [visitor, desk, phone]) await one.page.context().close();
});

story("a saved reply is filled in, and what is not filled in is asked about before it goes out", async () => {
  const visitor = await asks("Where is my order?");
  const agent = await opens("Where is my order?");
  await agent.page.evaluate(async () => {
    const body = JSON.stringify({ name: "Where it is", shortcut: "where", body: "Dear {{contact.first_name|customer}}, {{contact.name}}: it is on its way." });
    await fetch("/api/inbox/replies", { method: "POST", headers: { "content-type": "application/json" }, body });
  });
  await agent.composer().pressSequentially("/wheer");
  await agent.page.getByText(/Nothing saved fits “wheer”/).waitFor();
  await agent.composer().press("Enter");
  assert.equal(await agent.composer().inputValue(), "/wheer", "a mistyped name goes to nobody");
  await agent.composer().press("Backspace");
  await agent.composer().press("Backspace");
  await agent.page.getByRole("option", { name: /Where it is/ }).waitFor();
  await agent.composer().press("Enter");
  await eventually(async () => assert.equal(await agent.composer().inputValue(), "Dear customer, {{contact.name}}: it is on its way."));

  await agent.composer().press("Enter");
  await agent.page.getByText(/This is not filled in yet/).waitFor();
  assert.deepEqual(await agent.storedBodies(), ["Where is my order?"]);
  await agent.page.getByRole("button", { name: "Fill it in" }).click();
  await agent.page.keyboard.type("Ana");
  await agent.composer().press("Enter");
  await visitor.sees("Dear customer, Ana: it is on its way.");
  for (const one of [visitor, agent]) await one.page.context().close();
});
