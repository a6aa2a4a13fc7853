// What the inbox says about a conversation, a view and a search can be read, and where something does not go it says why.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCatalogue, makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { lasts, REFUSED_MS } from "./support/lasting.mjs";
import { looksRight, optionsOf } from "./support/looks.mjs";
import { story, World } from "./support/world.mjs";

const LOOKS = [
  { width: 1280, height: 800, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
];
const NO_CHANGES = "Your role lets you read here, not change conversations.";

let world;
let ids;
let signedIn;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  signedIn = await admin.signedIn();
  await admin.leaves();
  const { tags, teams } = await makesCatalogue(world.server, { tags: [["Refund", "brick"], ["VIP customers with a contract", "slate"], ["Delivery", "sky"]], teams: ["Warehouse and Repairs in Berlin"] });
  const crowd = [
    { name: "Person 0", team_id: teams[0], tag_ids: tags },
    { name: "Person 1", tag_ids: tags.slice(0, 2) },
    { name: "Person 2", team_id: teams[0], tag_ids: tags.slice(1), status: "open", is_waiting: false },
    { name: "Dr. Maximiliane Alexandrina von Hohenberg", team_id: teams[0], tag_ids: [tags[0]] },
  ];
  ids = await makesCrowd(world.server, crowd.length, (index) => ({ body: "Is **this** the *right* place?", ...crowd[index] }));
});
after(() => world?.stop());

const agentAt = (path, options) => world.agentAt(path, { storageState: signedIn, ...options });

const row = (agent, name) => agent.page.locator(".row").filter({ hasText: name });

for (const look of LOOKS) {
  story(`team and tags of a row can each be read, and none lies outside of it: ${look.width} px, ${look.colorScheme}`, async () => {
    const agent = await agentAt("/inbox/v/open", optionsOf(look));
    await row(agent, "Person 0").waitFor();
    await row(agent, "Person 0").locator(".fact").filter({ hasText: "Refund" }).waitFor();
    await agent.page.evaluate(() => document.fonts.ready);
    for (const name of ["Person 0", "Person 1", "Person 2", "Dr. Maximiliane"]) {
      const facts = await row(agent, name).locator(".row__facts").evaluate((line) => {
        const { left, right } = line.getBoundingClientRect();
        return [...line.querySelectorAll(".fact")].map((fact) => {
          const box = fact.getBoundingClientRect();
          const words = fact.querySelector("bdi");
          return { text: fact.textContent, isWithin: box.left >= left - 1 && box.right <= right + 1, isReadable: words === null || words.clientWidth >= Math.min(words.scrollWidth, 36) };
        });
      });
      assert.deepEqual(facts.filter((fact) => !fact.isWithin || !fact.isReadable), [], name);
    }
    await looksRight(agent, "row-facts", look);
    await agent.leaves();
  });
}

story("the line of a row is plain words, whatever marks were written", async () => {
  const agent = await agentAt(`/inbox/v/open/c/${ids[1]}`);
  await agent.composer().waitFor();
  assert.equal(await row(agent, "Person 1").locator(".row__preview").textContent(), "Is this the right place?");
  await agent.posts({ body: "Hi there, **this** is _Ana_, see [our page](https://fern.example/a)" });
  await row(agent, "Person 1").getByText("You: Hi there, this is Ana, see our page", { exact: true }).waitFor();

  await agent.page.goto(`${world.server.origin}/inbox/search?q=there`);
  const hit = agent.page.locator(".search__hit").first();
  await hit.waitFor();
  assert.match(await hit.textContent(), /Hi there, this is Ana, see our page/);
  await agent.leaves();
});

story("a saved view that asks for nonsense is told so at the field and not saved; made, it is seen in the rail", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  const rail = page.getByRole("navigation", { name: "Views" });
  await rail.getByRole("button", { name: "Saved views" }).click();
  await rail.getByRole("button", { name: "New saved view…" }).click();
  const dialog = page.getByRole("dialog", { name: "New view" });
  const save = dialog.getByRole("button", { name: "Save view" });
  const wait = dialog.getByLabel("Waiting longer than (minutes)");
  const problemOf = (field) => field.evaluate((one) => (one.getAttribute("aria-invalid") === "true" ? document.getElementById(one.getAttribute("aria-describedby")).textContent : null));
  await dialog.getByLabel("Name").fill("Golden");
  await wait.fill("-5");
  await dialog.getByRole("button", { name: "Add an attribute" }).click();
  await dialog.getByLabel("Attribute", { exact: true }).fill("plan");
  await save.click();
  assert.equal(await problemOf(wait), "Give whole minutes from 1 to 525,600, or leave it empty.");
  await eventually(async () => assert.equal(await wait.evaluate((field) => document.activeElement === field), true));
  const value = dialog.getByLabel("Value");
  assert.equal(await problemOf(value), "Give the value to compare with, or remove this condition.");
  for (const look of LOOKS) {
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await looksRight(agent, "view-trouble", look);
  }
  await page.setViewportSize(LOOKS[0]);

  await wait.fill("5");
  assert.equal(await problemOf(wait), null, "mended, it is said no more");
  await save.click();
  await eventually(async () => assert.equal(await value.evaluate((field) => document.activeElement === field), true));
  assert.equal(world.server.ask("SELECT count(*) FROM saved_views").trim(), "0");
  await value.fill("gold");
  await dialog.getByRole("button", { name: "Add an attribute" }).click();
  const refused = { contentType: "application/problem+json", body: JSON.stringify({ errors: [{ pointer: "/name", detail: "Choose another name." }] }) };
  await page.route("**/api/inbox/views", (route) => route.fulfill({ status: 422, ...refused }), { times: 1 });
  await save.click();
  await eventually(async () => assert.equal(await problemOf(dialog.getByLabel("Name")), "Choose another name."));
  await dialog.getByLabel("Name").fill("Golden ones");
  await eventually(async () => assert.equal(await problemOf(dialog.getByLabel("Name")), null, "it was said of another name"));
  await dialog.getByLabel("Name").fill("Golden");
  await save.click();
  await page.waitForURL("**/inbox/v/saved:svw_*");
  await rail.locator('[aria-current="page"]').getByText("Golden").waitFor();
  await agent.leaves();
});

story("whoever may only read is told why a key changes nothing", async () => {
  const agent = await world.agent({ storageState: signedIn });
  const { page } = agent;
  await lasts(page, REFUSED_MS);
  await page.route("**/api/inbox/me", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), permissions: ["read"] } });
  });
  await page.goto(`${world.server.origin}/inbox/v/open`);
  await row(agent, "Person 0").waitFor();
  const told = page.getByRole("status").getByText(NO_CHANGES);
  await page.keyboard.press("e");
  assert.equal(await told.count(), 0, "it is about nothing yet");
  await page.keyboard.press("j");
  for (const key of ["e", "a"]) {
    await page.keyboard.press(key);
    await told.waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await told.waitFor({ state: "detached" });
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/c/cnv_*");
  await page.locator(".pane__reading").waitFor();
  await page.keyboard.press("r");
  await page.getByRole("status").getByText("Your role lets you read here, not write.").waitFor();
  await page.context().close();
});

story("a search whose filters leave nothing over names those that are to blame", async () => {
  const agent = await agentAt("/inbox/search?q=from%3Aperson+tag%3ARefund+qqqqq");
  const { page } = agent;
  const nothing = page.locator(".search__nothing");
  await nothing.getByText("there is nothing called “person” here.").waitFor();
  assert.equal(await nothing.getByRole("listitem").count(), 1);
  await nothing.getByRole("button", { name: "Drop the filter From person" }).click();
  await nothing.getByText("Without “Tag Refund”: nothing either").waitFor();

  await page.goto(`${world.server.origin}/inbox/search?q=is%3Asnoozed+tag%3ARefund+qqqqq`);
  await nothing.getByText("Leaving out any one of them finds nothing either.").waitFor();
  await looksRight(agent, "search-blame", { width: 1280, height: 800, colorScheme: "light" });
  await nothing.getByRole("button", { name: "Drop all filters" }).click();
  await nothing.getByText("Nothing found for “qqqqq”").waitFor();
  await agent.leaves();
});
