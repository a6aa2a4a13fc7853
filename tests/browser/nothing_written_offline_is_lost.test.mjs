// What is written while there is no connection waits in this browser, over a reload too, and leaves in order.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { text } from "./support/files.mjs";
import { canGoAway } from "./support/network.mjs";
import { story, World } from "./support/world.mjs";

/** Clients come back with growing pauses. */
const CATCH_UP_MS = 60_000;

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

story("messages and a file written offline wait over a reload and leave in order", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  const away = await canGoAway(visitor.page, "widget");
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("I am on a train.");
  await visitor.hasSent();
  await visitor.attaches([text("ticket.txt", "Bern to Basel\n")]);

  await away.goes();
  await visitor.says("One, with my ticket.");
  await visitor.says("Two.");
  await visitor.says("Three.");
  await visitor.composer().pressSequentially("Four, and then");
  const waiting = ["One, with my ticket.", "Two.", "Three."];
  for (const words of waiting) await visitor.log().getByText(words, { exact: true }).waitFor();

  await visitor.reloads();
  for (const words of waiting) await visitor.log().getByText(words, { exact: true }).waitFor();
  await eventually(async () => assert.equal(await visitor.composer().inputValue(), "Four, and then"));
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("I am on a train.");
  assert.deepEqual(await agent.storedBodies(), ["I am on a train."], "nothing has left yet");

  await away.comesBack();
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["I am on a train.", ...waiting]), CATCH_UP_MS);
  assert.deepEqual((await agent.storedMessages()).map((message) => message.attachments.map((file) => file.name)), [[], ["ticket.txt"], [], []]);
  for (const words of waiting) assert.equal(await visitor.log().getByText(words, { exact: true }).count(), 1);
  await eventually(async () => assert.deepEqual((await visitor.storedByPanel()).local.filter((key) => key.includes(":out:")), [], "nothing waits any more"));
  await agent.page.context().close();
  await visitor.leaves();
});

story("a browser without a network says that it keeps what is written, and sends it when it is back", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Before the tunnel.");
  await visitor.hasSent();

  await visitor.page.context().setOffline(true);
  await visitor.panel().getByText("You are offline. What you write is kept and sent when you are back.").waitFor();
  await visitor.says("In the tunnel.");
  await visitor.says("Still in it.");
  await visitor.panel().getByText("Goes out when you are back online").waitFor();
  await visitor.page.context().setOffline(false);

  await visitor.panel().getByText("You are offline.").waitFor({ state: "detached" });
  const agent = await world.agent();
  await agent.signsIn();
  await eventually(async () => agent.opensConversation("Still in it."), CATCH_UP_MS);
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["Before the tunnel.", "In the tunnel.", "Still in it."]), CATCH_UP_MS);
  await agent.page.context().close();
  await visitor.leaves();
});

story("a first message written before the server was there begins a conversation when it is", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  const away = await canGoAway(visitor.page, "widget");
  await visitor.visits();
  await visitor.opensPanel();
  await away.goes();
  await visitor.says("Is this shop open?");
  await visitor.says("I could come at noon.");
  await visitor.panel().getByText("Our server cannot be reached.").waitFor();
  await away.comesBack();

  const agent = await world.agent();
  await agent.signsIn();
  await eventually(async () => agent.opensConversation("I could come at noon."), CATCH_UP_MS);
  assert.deepEqual(await agent.storedBodies(), ["Is this shop open?", "I could come at noon."]);
  await agent.page.context().close();
  await visitor.leaves();
});
