// One search over messages, notes, people and records: as it is typed, narrowed down by chips, open at the very message.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCatalogue } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { looksRight, CROSSED_LOOKS, optionsOf } from "./support/looks.mjs";
import { Shop, proof } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

let world;
let signedIn;
let conversation;
let shop;

/** Enough behind the message that is looked for that it is not in sight when the conversation is opened. */
const LATER = 24;

before(async () => {
  world = await World.start({ limits: { ingest_burst: 5_000 } });
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  const secret = await admin.identitySecret();
  shop = new Shop(world.server, await admin.apiKey());
  signedIn = await admin.signedIn();
  await admin.leaves();
  await makesCatalogue(world.server, { tags: [["Refund", "brick"], ["Late delivery", "amber"]], agents: ["Bo Lind"] });

  const record = { kind: "order", reference: "BK-7741", title: "Order BK-7741", amount: "89.00", currency: "EUR", status: "paid", occurred_at: new Date().toISOString() };
  await shop.tells({ customer: { external_id: "cust_noor", name: "Noor Haddad", email: "noor@example.com" }, records: [record] });
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.launcher().waitFor();
  await visitor.call("identify", proof(secret, "cust_noor"));
  await visitor.opensPanel();
  await visitor.says("The derailleur of my bicycle <b>squeaks</b>.");
  await visitor.hasSent();
  await visitor.page.context().close();

  const agent = await world.agent({ storageState: signedIn });
  await agent.page.goto(at("/inbox/v/open"));
  await agent.opensConversation("The derailleur");
  conversation = new URL(agent.page.url()).pathname.split("/").pop();
  for (let number = 0; number < LATER; number += 1) await agent.posts({ body: `We look into it, step ${number}.\n\nAnd so on.\n\nAnd on.` });
  const answer = await agent.page.evaluate(async (conversation_id) => {
    const frame = { type: "note.post", client_id: crypto.randomUUID(), conversation_id, body: "The warehouse in Zürich has a spare one." };
    const answer = await fetch("/api/inbox/frames", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(frame) });
    return answer.json();
  }, conversation);
  assert.equal(answer.frames?.[0]?.type, "ack", JSON.stringify(answer));
  await agent.page.context().close();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const field = (agent) => agent.page.getByRole("combobox", { name: "Search messages, people and records" });
const hits = (agent) => agent.page.locator("[data-hit]");
const term = (agent, words) => agent.page.locator(".term").filter({ hasText: words });

const agentAt = (path, options) => world.agentAt(path, { storageState: signedIn, ...options });

story("words of a message are found while they are typed, marked, and open the conversation at that message", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await page.locator(".row__link").first().waitFor();
  await page.keyboard.press("/");
  await field(agent).waitFor();
  await page.keyboard.type("derail");
  await hits(agent).filter({ hasText: "squeaks" }).waitFor();
  assert.equal(await hits(agent).count(), 1);
  assert.deepEqual(await page.locator(".hit mark").allInnerTexts(), ["derailleur"]);
  assert.equal(await page.locator(".hit b").count(), 0, "what a visitor wrote stays words");
  assert.match(page.url(), /\/inbox\/search\?q=derail$/);

  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.hit), "0");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/c/${conversation}?m=1`);
  const message = page.locator('#thread [data-number="1"]');
  await message.getByText("squeaks").waitFor();
  await eventually(async () => assert.ok(await message.evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().bottom <= innerHeight), "it is in sight"));

  await page.goBack();
  await eventually(async () => assert.equal(await field(agent).inputValue(), "derail"));
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.hit), "0", "the keyboard is where it was");
  await agent.leaves();
});

story("a private note, a person and a record are found by the same field", async () => {
  const agent = await agentAt("/inbox/search");
  const { page } = agent;
  await field(agent).fill("zurich");
  const note = hits(agent).filter({ hasText: "Private note" });
  await note.getByText("warehouse").waitFor();
  assert.deepEqual(await note.locator("mark").allInnerTexts(), ["Zürich"]);
  await note.click();
  await page.waitForURL(new RegExp(`/c/${conversation}\\?m=\\d+&e=ent_\\w+$`));
  const found = page.locator("#thread .note").filter({ hasText: "warehouse" });
  await eventually(async () => assert.ok(await hasFocus(found), "the keyboard is at the note, not at the message before it"));
  await page.goBack();

  await field(agent).fill("noor@example");
  await hits(agent).filter({ hasText: "Person" }).filter({ hasText: "Noor Haddad" }).waitFor();
  await field(agent).fill("BK-7741");
  await hits(agent).filter({ hasText: "Record" }).filter({ hasText: "Order BK-7741" }).waitFor();
  await page.getByText("People", { exact: true }).click();
  await page.getByText("Nothing found for “BK-7741”").waitFor();
  assert.match(page.url(), /kind=people/);
  await page.getByRole("button", { name: "Search everything" }).click();
  await hits(agent).filter({ hasText: "Order BK-7741" }).click();
  await page.waitForURL("**/inbox/contacts/con_*");
  await agent.leaves();
});

story("what is typed the moment the search appears stays, also where Back brings an earlier one", async () => {
  const agent = await agentAt("/inbox/search?q=zurich");
  const { page } = agent;
  await hits(agent).filter({ hasText: "warehouse" }).click();
  await page.locator("#thread .note").filter({ hasText: "warehouse" }).waitFor();
  await page.evaluate(typesAsSoonAsThereIsAField, { words: "noor@example", leads: "back" });
  await hits(agent).filter({ hasText: "Person" }).filter({ hasText: "Noor Haddad" }).waitFor();
  assert.equal(await field(agent).inputValue(), "noor@example");
  await page.waitForURL("**/inbox/search?q=noor%40example");

  await page.getByRole("link", { name: /^Unassigned/ }).first().click();
  await page.evaluate(typesAsSoonAsThereIsAField, { words: "derail", leads: "key" });
  await hits(agent).filter({ hasText: "squeaks" }).waitFor();
  assert.equal(await field(agent).inputValue(), "derail");
  await agent.leaves();
});

/** Quicker than any hand: before the browser has drawn the page that has the field. Runs in the page. */
function typesAsSoonAsThereIsAField({ words, leads }) {
  return new Promise((resolve) => {
    const watching = new MutationObserver(() => {
      const field = document.getElementById("search");
      if (!field) return;
      watching.disconnect();
      field.value = words;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      resolve();
    });
    watching.observe(document.body, { childList: true, subtree: true });
    if (leads === "back") history.back();
    else document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  });
}

story("filters become chips: offered, chosen by keys, marked where they are unknown, taken away by Backspace", async () => {
  const agent = await agentAt("/inbox/search?q=step");
  const { page } = agent;
  await hits(agent).nth(3).waitFor();
  await field(agent).focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" from:");
  const offers = page.getByRole("listbox", { name: "Filters to choose from" });
  await offers.getByRole("option").filter({ hasText: "the visitor" }).waitFor();
  // Slow fingers have "step f" searched in between.
  await eventually(async () => assert.ok((await hits(agent).count()) > 3, "what is begun does not count yet"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await term(agent, "From visitor").waitFor();

  await page.getByText("These filters leave nothing over").waitFor();
  await page.getByText(/Without “From visitor”: \d+ results/).waitFor();
  await page.getByRole("button", { name: "Drop the filter From visitor" }).click();
  await hits(agent).first().waitFor();

  await page.keyboard.press("End");
  await page.keyboard.type(" tag:ref");
  await offers.getByRole("option").filter({ hasText: "Refund" }).waitFor();
  await page.keyboard.press("Tab");
  await term(agent, "Tag Refund").waitFor();
  await page.getByText("These filters leave nothing over").waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await hits(agent).first().waitFor();
  assert.equal(await page.locator(".term").count(), 0);

  await page.keyboard.press("End");
  await page.keyboard.type(" tag:nowhere ");
  await term(agent, "Tag nowhere").waitFor();
  await page.locator(".term--unknown").waitFor();
  await term(agent, "Tag nowhere").getByRole("button").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" is:open after:2020-01-01 ");
  await term(agent, "Is open").waitFor();
  await hits(agent).first().waitFor();
  await page.reload();
  await term(agent, "After 2020-01-01").waitFor();
  assert.equal(await field(agent).inputValue(), "step", "the address has all of it");
  await agent.leaves();
});

story("what a slow answer says too late is dropped, and one that fails says so and can be tried again", async () => {
  const agent = await agentAt("/inbox/search");
  const { page } = agent;
  await page.route("**/api/inbox/search?q=derailleur*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue().catch(() => {});
  });
  await Promise.all([page.waitForRequest("**/api/inbox/search?q=derailleur*"), field(agent).fill("derailleur")]);
  await field(agent).fill("zurich");
  await hits(agent).filter({ hasText: "warehouse" }).waitFor();
  await page.waitForTimeout(1_800);
  assert.equal(await hits(agent).filter({ hasText: "squeaks" }).count(), 0);

  await page.route("**/api/inbox/search?q=broken*", (route) => route.abort());
  await field(agent).fill("broken");
  await page.getByText("The search could not be done. The server cannot be reached.").waitFor();
  await page.unroute("**/api/inbox/search?q=broken*");
  await page.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Nothing found for “broken”").waitFor();
  await agent.leaves();
});

story("more comes as one reads on, and Back leads to the same place", async () => {
  const agent = await agentAt("/inbox/search?q=step", { viewport: { width: 1280, height: 500 } });
  const { page } = agent;
  await page.route("**/api/inbox/search?*", (route) => route.continue({ url: route.request().url().replace("limit=30", "limit=10") }));
  await page.reload();
  await hits(agent).first().waitFor();
  const box = page.locator(".search__scroll");
  await eventually(async () => {
    await box.evaluate((one) => (one.scrollTop = one.scrollHeight));
    assert.equal(await hits(agent).count(), LATER);
  });
  await hits(agent).nth(LATER - 4).click();
  await page.waitForURL("**/c/*");
  await page.goBack();
  await field(agent).waitFor();
  assert.equal(await hits(agent).count(), LATER, "nothing is fetched again");
  assert.ok((await box.evaluate((one) => one.scrollTop)) > 200);
  await agent.leaves();
});

story("what was searched lately is offered again, in this browser", async () => {
  const agent = await agentAt("/inbox/search");
  const { page } = agent;
  await field(agent).fill("zurich");
  await hits(agent).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("button", { name: "zurich", exact: true }).click();
  await hits(agent).filter({ hasText: "warehouse" }).waitFor();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("button", { name: "Forget “zurich”" }).click();
  await eventually(async () => assert.equal(await page.getByText("Searched lately").count(), 0));
  await agent.leaves();
});

for (const look of CROSSED_LOOKS) {
  story(`the search looks right at ${look.width} px, ${look.colorScheme}`, async () => {
    const agent = await agentAt("/inbox/search", optionsOf(look));
    const { page } = agent;
    await field(agent).waitFor();
    await looksRight(agent, "search-beginning", look);
    await field(agent).pressSequentially("step is:open tag:");
    await page.getByRole("option").first().waitFor();
    await looksRight(agent, "search-offers", look);
    await field(agent).fill("derailleur ");
    await hits(agent).filter({ hasText: "squeaks" }).waitFor();
    await looksRight(agent, "search-hits", look);
    await field(agent).fill("derailleur tag:nowhere ");
    await page.locator(".term--unknown").waitFor();
    await page.getByText("These filters leave nothing over").waitFor();
    await looksRight(agent, "search-nothing", look);
    await agent.leaves();
  });
}
