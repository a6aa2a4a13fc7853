// Some networks let no WebSocket through. The conversation goes on over plain HTTP, and nobody notices.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** Ends every WebSocket before it opens, and notes what went over HTTP instead. */
async function blocksSockets(page) {
  const asked = [];
  await page.routeWebSocket("**/ws**", (socket) => socket.close());
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  return asked;
}

story("visitor and agent talk although no WebSocket gets through", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  const agent = await world.agent();
  const askedByVisitor = await blocksSockets(visitor.page);
  const askedByAgent = await blocksSockets(agent.page);

  await agent.signsIn();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Is this line open?");
  await agent.opensConversation("Is this line open?");
  await agent.says("It is now.");
  await visitor.sees("It is now.");
  await visitor.says("Then I take the blue one.");
  await agent.sees("Then I take the blue one.");

  assert.deepEqual(await agent.storedBodies(), ["Is this line open?", "It is now.", "Then I take the blue one."]);
  assert.ok(askedByVisitor.includes("/api/widget/stream"), "the visitor heard over the stream");
  assert.ok(askedByVisitor.includes("/api/widget/frames"), "the visitor spoke by requests");
  assert.ok(askedByAgent.includes("/api/inbox/stream"), "the agent heard over the stream");
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
  await agent.page.context().close();
});
