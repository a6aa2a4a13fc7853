// A WooCommerce shop whose functions.php is the published example, with host and secrets put in and nothing else: its
// customers are verified in the messenger, and their orders stand beside the conversation.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { STUB } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { WordPress } from "./support/wordpress.mjs";
import { story, World } from "./support/world.mjs";

const EXAMPLE = readFileSync(new URL("support/wordpress/seed_functions.php", import.meta.url), "utf8");

let world;
let shop;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  const code = EXAMPLE.replace("https://api.wedget.app", world.server.origin)
    .replace("YOUR_IDENTITY_SECRET", await admin.identitySecret())
    .replace("wgk_YOUR_KEY", await admin.apiKey());
  await admin.leaves();
  shop = await WordPress.start({ code, header: `${STUB}\n${world.snippet}` });
});
after(async () => {
  await shop?.stop();
  await world?.stop();
});

const details = (agent) => agent.page.getByRole("complementary", { name: "Details" });

story("the order of a customer who is logged in stands beside the conversation, and its status follows", async () => {
  const told = await shop.order(1042, { customer_id: 7, total: "189.90", currency: "EUR", status: "processing" });
  assert.deepEqual(told.answers.map((answer) => answer.status), [200], JSON.stringify(told));

  const visitor = await shop.visitor(world, 7);
  await visitor.opensPanel();
  await visitor.says("Is my order on its way?");
  await visitor.hasSent();
  await eventually(async () => assert.deepEqual(await visitor.call("getState").then(({ identified, verified }) => ({ identified, verified })), { identified: true, verified: true }));

  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("Is my order on its way?");
  // The hash proves the id; name and e-mail are what the page says, and shown as that.
  await details(agent).getByText("Noor Haddad").first().waitFor();
  await details(agent).getByText("Verified", { exact: true }).first().waitFor();
  const order = details(agent).getByRole("listitem").filter({ hasText: "Order #1042" });
  await order.getByText("€189.90").waitFor();
  await order.getByText("processing").waitFor();

  await shop.order(1042, { customer_id: 7, total: "189.90", currency: "EUR", status: "completed" });
  await order.getByText("completed").waitFor();
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
  await agent.page.context().close();
});

story("somebody else who is logged in there sees nothing of it", async () => {
  const visitor = await shop.visitor(world, 8);
  await visitor.opensHome();
  await eventually(async () => assert.equal((await visitor.call("getState")).verified, true));

  assert.equal(await visitor.panel().getByText("Order #1042").count(), 0);
  assert.equal(await visitor.panel().getByText("Is my order on its way?").count(), 0);
  await visitor.page.context().close();
});

story("the order of a guest is refused with a word that says why, and nobody becomes the customer of all guests", async () => {
  const before = world.server.countRows();

  const told = await shop.order(1043, { customer_id: 0, total: "12.00", currency: "EUR", status: "processing" });

  const [answer] = told.answers;
  assert.equal(answer.status, 422);
  const problem = JSON.parse(answer.body);
  assert.match(problem.type, /guest.external.id/);
  assert.equal(problem.errors[0].pointer, "/external_id");
  const now = world.server.countRows();
  assert.deepEqual([now.contacts, now.records], [before.contacts, before.records]);
});

story("a guest may ask all the same, and is nobody's customer", async () => {
  const visitor = await shop.visitor(world);
  await visitor.opensPanel();
  await visitor.says("Do you deliver on Saturdays?");
  await visitor.hasSent();

  assert.equal((await visitor.call("getState")).verified, false);
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
});
