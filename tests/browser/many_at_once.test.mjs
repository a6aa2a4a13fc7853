// Acts from the list: on one and on many, by keys, with an undo, and what fails says so where it stands.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCatalogue, makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { lasts, UNDO_MS } from "./support/lasting.mjs";
import { story, World } from "./support/world.mjs";

let world;
let ids;
let signedIn;
before(async () => {
  world = await World.startClaimed();
  await makesCatalogue(world.server, { tags: [["Delivery", "sky"], ["Refund", "brick"]], teams: ["Support"], agents: ["Bo Lind"] });
  ids = await makesCrowd(world.server, 240, (index) => ({ name: `Person ${index}`, minutes_ago: 2 + index }));
  const agent = await world.agent();
  await agent.signsIn();
  signedIn = await agent.page.context().storageState();
  await agent.page.context().close();
});
after(() => world?.stop());

async function agentAt(path) {
  const agent = await world.agent({ storageState: signedIn });
  await lasts(agent.page, UNDO_MS);
  await agent.page.goto(`${world.server.origin}${path}`);
  await agent.page.locator(".row__link").first().waitFor();
  return agent;
}

const stateOf = (index) => world.server.ask(`SELECT state FROM conversations WHERE conversation_id = '${ids[index]}'`).trim();
const names = (agent) => agent.page.locator(".row__name").allInnerTexts();
const undoBar = (agent) => agent.page.locator(".undo-bar");
const press = async (agent, ...keys) => {
  for (const key of keys) await agent.page.keyboard.press(key);
};

/** Notes whose rows were greyed: they are for a few seconds only. Runs in the page. */
function notesGreyedRows() {
  window.greyed = [];
  const look = () => window.greyed.push(...[...document.querySelectorAll(".row--leaving-own .row__name")].map((name) => name.textContent));
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
}

story("a conversation is done at once, stays greyed for a moment, and an undo brings it back", async () => {
  const agent = await agentAt("/inbox/v/open");
  await agent.page.evaluate(notesGreyedRows);
  await press(agent, "j", "e");
  await agent.page.waitForFunction(() => window.greyed.includes("Person 0"));
  await undoBar(agent).getByText("Done").waitFor();
  await eventually(() => assert.equal(stateOf(0), "2"));
  await eventually(async () => assert.equal((await names(agent))[0], "Person 1"));

  await press(agent, "Control+z");
  await eventually(() => assert.equal(stateOf(0), "0"));
  await eventually(async () => assert.equal((await names(agent))[0], "Person 0"));
  await agent.page.context().close();
});

story("rows are chosen by x and by Shift, and all of them get what one would get", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await press(agent, "j", "x", "J", "J");
  await page.getByRole("heading", { name: "3 selected" }).waitFor();
  await press(agent, "l");
  await page.getByRole("dialog", { name: /^Tags/ }).waitFor();
  await page.keyboard.type("ref");
  await press(agent, "Enter", "Escape");
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversation_tags").trim(), "3"));
  await press(agent, "a");
  await page.getByRole("dialog", { name: /^Assign/ }).waitFor();
  await page.keyboard.type("bo");
  await press(agent, "Enter");
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE assignee_id IS NOT NULL").trim(), "3"));
  await undoBar(agent).getByText("Assigned 3 conversations to Bo Lind").waitFor();
  await undoBar(agent).getByRole("button", { name: "Undo" }).click();
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE assignee_id IS NOT NULL").trim(), "0"));

  await press(agent, "p");
  await page.getByRole("dialog", { name: /^Priority/ }).waitFor();
  await press(agent, "Enter");
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE priority = 4").trim(), "3"));
  await press(agent, "z");
  await page.getByRole("dialog", { name: /^Snooze/ }).waitFor();
  await page.keyboard.type("until they");
  await press(agent, "Enter");
  await eventually(() => assert.equal(stateOf(2), "1"));
  await undoBar(agent).getByRole("button", { name: "Undo" }).click();
  await eventually(() => assert.equal(stateOf(2), "0"));
  await page.context().close();
});

story("many are done in parts; what failed is told by name, and can be tried again", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  let refuses = 2;
  await page.route("**/api/inbox/acts", async (route) => {
    const response = await route.fetch({ postData: JSON.stringify(onlyKept(route.request().postDataJSON(), refuses)) });
    const { seq, results } = await response.json();
    const all = route.request().postDataJSON().changes.map(({ conversation_id }, index) => (index < refuses ? { conversation_id, error: { code: "not_found", detail: "This conversation is not there any more. Load the page again." }, conversation: null, unread: 0 } : results.find((one) => one.conversation_id === conversation_id)));
    refuses = 0;
    await route.fulfill({ response, json: { seq, results: all } });
  });
  await eventually(async () => {
    await page.locator(".list__scroll").evaluate((box) => (box.scrollTop = box.scrollHeight));
    await page.getByText("Person 239", { exact: true }).waitFor({ timeout: 500 });
  });
  await page.locator(".row__link").last().focus();
  await press(agent, "x");
  await page.getByRole("button", { name: "Select all 240 loaded" }).click();
  await page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();

  await undoBar(agent).getByText("238 done, 2 failed").waitFor();
  await undoBar(agent).getByRole("button", { name: "Show" }).click();
  await undoBar(agent).getByText("Person 1", { exact: true }).waitFor();
  await undoBar(agent).getByText("not there any more").first().waitFor();
  await page.locator(".row__failure").first().waitFor();
  assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE state = 2").trim(), "238");

  await undoBar(agent).getByRole("button", { name: "Retry all" }).click();
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE state = 2").trim(), "240"));
  await page.unrouteAll({ behavior: "wait" });
  await page.context().close();
});

/** The changes that are let through to the server; one of them stands in where there would be none. */
function onlyKept({ changes }, refuses) {
  return { changes: changes.slice(refuses) };
}

story("when the server cannot be reached the row says so, and Retry does it", async () => {
  const agent = await agentAt("/inbox/v/done");
  const { page } = agent;
  const [first] = await names(agent);
  await page.route("**/api/inbox/acts", (route) => route.abort());
  await press(agent, "j", "e");
  await page.locator(".row__failure").getByText("Not reopened. The server cannot be reached.").waitFor();
  assert.equal((await names(agent))[0], first, "it stands where it stood");

  await page.unroute("**/api/inbox/acts");
  await page.locator(".row__failure").getByRole("button", { name: "Retry" }).click();
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE state = 0").trim(), "1"));
  await page.context().close();
});
