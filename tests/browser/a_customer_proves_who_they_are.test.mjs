// A shop sends an order, its page proves who is looking, and whoever answers sees both beside the conversation.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { CUSTOMER, proof, Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

let world;
let secret;
let shop;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  shop = new Shop(world.server, await admin.apiKey());
  await admin.leaves();
  await shop.tells();
});
after(() => world?.stop());

async function visitorWho(identity) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.launcher().waitFor();
  if (identity) await visitor.call("identify", identity);
  return visitor;
}

/** The dots of whoever is here: at the head of the conversation and in its row. */
const onlineMarks = async (page) => ({ head: await page.locator(".pane__head .avatar__online").count(), row: await page.locator(".row--current .avatar__online").count() });

async function agentAt(text) {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(text);
  return agent;
}

const details = (agent) => agent.page.getByRole("complementary", { name: "Details" });

story("a customer with a right proof is shown as verified, with their order beside the thread", async () => {
  const visitor = await visitorWho(proof(secret));
  await visitor.opensPanel();
  await visitor.says("Where is my new bicycle?");
  const agent = await agentAt("Where is my new bicycle?");

  await details(agent).getByRole("heading", { name: CUSTOMER.name }).waitFor();
  await details(agent).getByText("Verified", { exact: true }).first().waitFor();
  await details(agent).getByText(CUSTOMER.email).waitFor();
  const order = details(agent).getByRole("listitem").filter({ hasText: "Order BK-1042" });
  await order.getByText("€189.90").waitFor();
  await order.getByText("shipped").waitFor();
  await eventually(async () => assert.deepEqual(await onlineMarks(agent.page), { head: 1, row: 1 }, "the customer is online"));

  await shop.post("records", { external_id: CUSTOMER.external_id, records: [{ kind: "order", reference: "BK-1042", status: "delivered" }] });
  await order.getByText("delivered").waitFor();

  await visitor.page.context().close();
  await eventually(async () => assert.deepEqual(await onlineMarks(agent.page), { head: 0, row: 0 }, "the customer has left"));
  await agent.page.context().close();
});

story("the same customer finds the conversation again in another browser", async () => {
  const first = await visitorWho(proof(secret));
  await first.opensPanel();
  await first.says("Do you also sell bells?");
  await first.sees("Do you also sell bells?");
  await first.hasSent();

  const second = await visitorWho(proof(secret));
  await second.opensLatest();
  await second.sees("Do you also sell bells?");

  assert.deepEqual(second.exceptions, []);
  await first.page.context().close();
  await second.page.context().close();
});

story("a wrong proof opens nothing: the page's word stays a claim", async () => {
  const visitor = await visitorWho({ ...proof("not the secret"), name: "Somebody else" });
  await visitor.opensPanel();
  await visitor.says("Show me the orders of cust_42, please.");
  assert.equal(await visitor.panel().getByText("Do you also sell bells?").count(), 0);
  const agent = await agentAt("Show me the orders of cust_42");

  await details(agent).getByText("Unverified").first().waitFor();
  assert.equal(await details(agent).getByText("Order BK-1042").count(), 0);
  assert.equal(await details(agent).getByText(CUSTOMER.email).count(), 0);
  await visitor.page.context().close();
  await agent.page.context().close();
});

story("after logout the next person at the same browser sees nothing", async () => {
  const visitor = await visitorWho(proof(secret));
  await visitor.opensHome();
  await visitor.sees("Order BK-1042");
  await visitor.panel().locator(".card .row").click();
  await visitor.log().getByText("Do you also sell bells?").waitFor();

  await visitor.call("logout");

  await eventually(async () => assert.equal(await visitor.panel().getByText("Do you also sell bells?").count(), 0));
  await visitor.page.reload();
  await visitor.opensHome();
  assert.equal(await visitor.panel().getByText("Do you also sell bells?").count(), 0);
  assert.equal(await visitor.panel().getByText("BK-1042").count(), 0, "nor what they bought");
  await visitor.startButton().click();
  await visitor.composer().waitFor();
  assert.equal(await visitor.panel().getByText("Do you also sell bells?").count(), 0);
  await visitor.page.context().close();
});

for (const [what, named] of [
  ["claims to be somebody else", { user_id: "cust_7", name: "Bo" }],
  ["fails to prove somebody else", { ...proof("not the secret"), user_id: "cust_7", name: "Bo" }],
]) {
  story(`a page that ${what} shows nothing of the customer who was here before`, async () => {
    const visitor = await visitorWho(proof(secret));
    await eventually(async () => assert.ok((await visitor.storedByPanel()).local.some((name) => /:token$/.test(name))));
    await visitor.page.reload();
    await visitor.launcher().waitFor();

    await visitor.call("identify", named);

    await eventually(async () => {
      const { local } = await visitor.storedByPanel();
      assert.deepEqual(local.filter((name) => /:(token|visitor|draft)/.test(name)), []);
    });
    await visitor.opensHome();
    assert.equal(await visitor.panel().getByText(/BK-1042|Do you also sell bells/).count(), 0);
    await visitor.startButton().click();
    await visitor.says(`Hello from whoever ${what}`);
    await visitor.hasSent();
    const agent = await agentAt(`Hello from whoever ${what}`);
    await details(agent).getByText("Unverified").first().waitFor();
    assert.equal(await details(agent).getByText(CUSTOMER.email).count(), 0);
    assert.deepEqual(visitor.exceptions, []);
    await visitor.page.context().close();
    await agent.page.context().close();
  });
}
