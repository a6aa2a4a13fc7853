// The inbox's list: every view, live, counted, at any length, and found again by its address.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCatalogue, makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { LOOKS, looksRight, optionsOf } from "./support/looks.mjs";
import { holds } from "./support/network.mjs";
import { story, World } from "./support/world.mjs";

const CROWD = 2_000;

let world;
let catalogue;
let signedIn;
before(async () => {
  world = await World.startClaimed();
  catalogue = await makesCatalogue(world.server, { tags: [["Delivery", "sky"], ["Refund", "brick"], ["Large order", "plum"]], teams: ["Support"], agents: ["Bo Lind"] });
  const [me] = world.server.ask("SELECT agent_id FROM agents WHERE email LIKE 'ana@%'").split("\n");
  await makesCrowd(world.server, CROWD, (index) => ({
    name: `Person ${index}`,
    body: `Where is parcel ${index}?`,
    minutes_ago: 5 + index,
    assignee_id: index % 4 === 0 ? me : index % 4 === 1 ? catalogue.agents[0] : null,
    team_id: index % 10 === 0 ? catalogue.teams[0] : null,
    tag_ids: index % 3 === 0 ? catalogue.tags : [],
    priority: index % 5,
    status: index % 20 === 19 ? "resolved" : "open",
    snoozed_until: index % 20 === 18 ? Date.now() + 3_600_000 : null,
  }));
  const agent = await world.agent();
  await agent.signsIn();
  signedIn = await agent.page.context().storageState();
  await agent.page.context().close();
});
after(() => world?.stop());

const agentAt = (path, options) => world.agentAt(path, { storageState: signedIn, ...options });

const rail = (agent) => agent.page.getByRole("navigation", { name: "Views" });
const rows = (agent) => agent.page.locator(".row__link");
const names = (agent) => agent.page.locator(".row__name").allInnerTexts();
const row = (agent, name) => agent.page.locator(".row__link").filter({ has: agent.page.getByText(name, { exact: true }) });
const countOf = (agent, view) => rail(agent).getByRole("link", { name: view }).locator(".rail__count").innerText();
const scroller = (agent) => agent.page.locator(".list__scroll");

async function writes(text) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(text);
  await visitor.sees(text);
  return visitor;
}

story("each view holds what it says, with its count, and says so in its address", async () => {
  const agent = await agentAt("/inbox");
  await row(agent, "Person 0").waitFor();
  assert.deepEqual((await names(agent)).slice(0, 3), ["Person 0", "Person 4", "Person 8"]);

  for (const [view, path, first] of [["Unassigned", "unassigned", "Person 2"], ["All open", "open", "Person 0"], ["Done", "done", "Person 19"], ["Support", `team:${catalogue.teams[0]}`, "Person 0"], ["Refund", `tag:${catalogue.tags[1]}`, "Person 0"]]) {
    await rail(agent).getByRole("link", { name: view }).click();
    await agent.page.waitForURL(`**/inbox/v/${path}`);
    await eventually(async () => assert.equal((await names(agent))[0], first, view));
    assert.equal(await rail(agent).locator("[aria-current]").count(), 1);
  }
  await rail(agent).getByRole("link", { name: "Snoozed" }).click();
  await eventually(async () => assert.match((await names(agent)).join(), /Person \d*[13579]?8\b/));
  await eventually(async () => assert.equal(await countOf(agent, "All open"), "999+\nmore than 999"));
  assert.equal(await countOf(agent, "Snoozed"), "100");
  assert.equal(await countOf(agent, "Mine"), String(world.server.ask("SELECT count(*) FROM conversations WHERE state = 0 AND assignee_id = (SELECT agent_id FROM agents WHERE email LIKE 'ana@%')").trim()));

  await agent.page.goBack();
  await agent.page.waitForURL(`**/inbox/v/tag:*`);
  await eventually(async () => assert.equal((await names(agent))[0], "Person 0"));
  await agent.page.context().close();
});

story("order and states are chosen and stand in the address", async () => {
  const agent = await agentAt("/inbox/v/open");
  await row(agent, "Person 0").waitFor();

  await agent.page.getByLabel("Order").selectOption("oldest");
  await agent.page.waitForURL("**/inbox/v/open?sort=oldest");
  await eventually(async () => assert.equal((await names(agent))[0], "Person 1997"));
  await rail(agent).getByRole("link", { name: "Mine" }).click();
  await agent.page.getByLabel("State").selectOption("snoozed");
  await agent.page.waitForURL("**/inbox?state=snoozed");
  await agent.page.getByLabel("State").selectOption("all");
  await eventually(async () => assert.equal((await names(agent))[0], "Person 0"));

  await agent.page.reload();
  await eventually(async () => assert.equal(await agent.page.getByLabel("State").inputValue(), "all"));
  await agent.page.context().close();
});

story("two thousand rows scroll, few are drawn, and back and reload find the same place", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await row(agent, "Person 0").waitFor();
  let deepest = 0;
  for (let step = 0; step < 40 && deepest < 40_000; step += 1) {
    deepest = await scroller(agent).evaluate((box) => ((box.scrollTop += 3_000), box.scrollTop));
    await eventually(async () => assert.ok((await rows(agent).count()) > 5));
    await page.waitForFunction((top) => { const box = document.querySelector(".list__scroll"); return box.scrollHeight > top + 2 * box.clientHeight; }, deepest);
  }
  assert.ok(deepest >= 40_000, `it scrolled to ${deepest}`);
  assert.ok((await rows(agent).count()) < 40, "only what is in sight is drawn");

  const [middle] = (await allInSight(agent)).slice(3);
  await row(agent, middle).click();
  await agent.composer().waitFor();
  assert.ok((await inSight(agent)).includes(middle), "opening moves nothing");
  await rail(agent).getByRole("link", { name: "Mine" }).click();
  await row(agent, "Person 0").waitFor();
  await page.goBack();
  await eventually(async () => assert.ok((await inSight(agent)).includes(middle), "back finds the place"));
  await page.reload();
  await eventually(async () => assert.ok((await inSight(agent)).includes(middle), "a reload finds the place"));
  await agent.composer().waitFor();
  assert.deepEqual(await page.locator("[aria-current=true].row__link").count(), 1);
  await page.context().close();
});

story("the address names what is being opened also where its answer is slow or refused, each step for the way back", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  const idOf = (name) => row(agent, name).getAttribute("data-conversation");
  await row(agent, "Person 0").waitFor();
  const [first, second, third] = [await idOf("Person 0"), await idOf("Person 1"), await idOf("Person 2")];

  const [slow, slower] = [await holds(page, `**/api/inbox/conversations/${first}`), await holds(page, `**/api/inbox/conversations/${second}`)];
  await row(agent, "Person 0").click();
  await page.waitForURL(`**/v/open/c/${first}`);
  await slow.asked;
  await page.locator("#thread").getByRole("heading", { name: "Person 0" }).waitFor();
  await row(agent, "Person 2").click();
  await agent.composer().waitFor();
  // A key comes after the step to what is still fetched; nothing else runs in between.
  const steps = await row(agent, "Person 1").evaluate((link) => {
    const before = history.length;
    link.click();
    link.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
    return { path: location.pathname, taken: history.length - before };
  });
  assert.deepEqual(steps, { path: `/inbox/v/open/c/${second}`, taken: 1 });
  await row(agent, "Person 2").click();
  await page.waitForURL(`**/v/open/c/${third}`);
  await page.goBack();
  await page.waitForURL(`**/v/open/c/${second}`);
  slow.release();
  slower.release();
  await agent.log().getByText("Where is parcel 1?", { exact: true }).waitFor();

  await page.goto(`${world.server.origin}/inbox/v/open?sort=newest`);
  await page.route(`**/api/inbox/conversations/${first}`, (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify({ status: 401, title: "Not signed in" }) }));
  await row(agent, "Person 0").click();
  const again = page.getByRole("link", { name: "Sign in" });
  await again.waitFor();
  assert.equal(new URL(await again.getAttribute("href"), page.url()).searchParams.get("next"), `/inbox/v/open/c/${first}?sort=newest`);
  await page.context().close();
});

/** Names of the rows that can be seen. */
async function inSight(agent) {
  return agent.page.evaluate(() => {
    const box = document.querySelector(".list__scroll").getBoundingClientRect();
    return [...document.querySelectorAll(".row")].filter((one) => one.getBoundingClientRect().top >= box.top && one.getBoundingClientRect().bottom <= box.bottom).map((one) => one.querySelector(".row__name").textContent);
  });
}

/** The same, once rows are drawn from the upper edge to the lower. */
async function allInSight(agent) {
  const isFilled = () => {
    const box = document.querySelector(".list__scroll").getBoundingClientRect();
    const drawn = [...document.querySelectorAll(".row")].map((one) => one.getBoundingClientRect());
    return drawn.some(({ top, bottom }) => top <= box.top + 1 && bottom > box.top) && drawn.some(({ top, bottom }) => top < box.bottom && bottom >= box.bottom - 1);
  };
  await agent.page.waitForFunction(isFilled);
  return inSight(agent);
}

story("what comes while one reads further down moves nothing, and a pill leads to it", async () => {
  const agent = await agentAt("/inbox/v/open");
  await row(agent, "Person 0").waitFor();
  await scroller(agent).evaluate((box) => (box.scrollTop = 1_000));
  const before = await allInSight(agent);
  assert.ok(!before.includes("Person 0"));

  const visitor = await writes("Is anybody there tonight?");
  await agent.page.getByRole("button", { name: "1 new" }).waitFor();
  assert.deepEqual(await inSight(agent), before, "nothing moved");

  await agent.page.getByRole("button", { name: "1 new" }).click();
  await agent.sees("Is anybody there tonight?");
  await eventually(async () => assert.equal(await agent.page.getByRole("button", { name: "1 new" }).count(), 0));
  await visitor.page.context().close();
  await agent.page.context().close();
});

story("a message moves its row to the top; whose it becomes decides where it stands, for everybody who looks", async () => {
  const visitor = await writes("Can I still change the colour?");
  const [one, other] = [await agentAt("/inbox/v/unassigned"), await agentAt("/inbox/v/unassigned")];
  await one.sees("Can I still change the colour?");
  await other.sees("Can I still change the colour?");
  const before = await eventually(async () => {
    const count = Number(await countOf(other, "Mine"));
    assert.ok(Number.isInteger(count), "it is counted");
    return count;
  });

  await one.page.locator(".row__link").first().focus();
  // Looked for by the page itself, from before it is there: it is said for some seconds only.
  const isSaid = one.page.waitForFunction(() => document.body.innerText.includes("Assigned to Ana Berg"));
  await one.page.keyboard.press("i");
  await isSaid;
  await eventually(async () => assert.equal(await other.page.getByText("Can I still change the colour?").count(), 0, "it leaves the others' list"));
  await eventually(async () => assert.equal(Number(await countOf(other, "Mine")), before + 1));
  await eventually(async () => assert.equal(await one.page.getByText("Can I still change the colour?").count(), 0, "after a moment it leaves one's own"));

  await rail(one).getByRole("link", { name: "Mine" }).click();
  await eventually(async () => assert.match(await rows(one).first().innerText(), /change the colour/));
  await visitor.says("In green, please.");
  await one.sees("In green, please.");
  await visitor.page.context().close();
  await one.page.context().close();
  await other.page.context().close();
});

story("a list that cannot be brought up to date keeps its rows and says so; a shared link opens its conversation", async () => {
  const agent = await agentAt("/inbox/v/open");
  await row(agent, "Person 0").waitFor();
  await agent.page.route("**/api/inbox/conversations?view=unassigned*", (route) => route.abort());
  await rail(agent).getByRole("link", { name: "Unassigned" }).click();
  await agent.page.getByRole("alert").getByText("could not be loaded").waitFor();
  await agent.page.unroute("**/api/inbox/conversations?view=unassigned*");
  await agent.page.getByRole("alert").getByRole("button", { name: "Retry" }).click();
  await row(agent, "Person 2").waitFor();

  const [id] = world.server.ask("SELECT conversation_id FROM conversations WHERE started_by = 'crowd-5'").split("\n");
  await agent.page.goto(`${world.server.origin}/inbox/c/${id}`);
  await agent.page.getByRole("heading", { name: "Person 5" }).first().waitFor();
  await agent.page.context().close();
});

story("a view of one's own is put together, shows what matches, is changed, and deleted with a way back", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await page.getByRole("button", { name: "New saved view…" }).click();
  const dialog = page.getByRole("dialog", { name: "New view" });
  await dialog.getByRole("button", { name: "Save view" }).click();
  const name = dialog.getByLabel("Name");
  await eventually(async () => assert.equal(await name.evaluate((field) => document.activeElement === field && field.getAttribute("aria-invalid") === "true" && document.getElementById(field.getAttribute("aria-describedby")).textContent), "Give the view a name."));
  await name.fill("Urgent refunds");
  await dialog.getByText("Refund", { exact: true }).click();
  await dialog.getByText("Urgent", { exact: true }).click();
  await dialog.getByText(/^\d+\+? conversations match/).waitFor();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await page.waitForURL("**/inbox/v/saved:svw_*");
  await eventually(async () => assert.equal((await names(agent))[0], "Person 9"));

  await rail(agent).getByRole("button", { name: "More for Urgent refunds" }).click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Refunds first");
  await page.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  await rail(agent).getByRole("link", { name: "Refunds first" }).waitFor();

  await rail(agent).getByRole("button", { name: "More for Refunds first" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await eventually(async () => assert.equal(await rail(agent).getByRole("link", { name: "Refunds first" }).count(), 0));
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await rail(agent).getByRole("link", { name: "Refunds first" }).waitFor();
  await page.context().close();
});

for (const look of LOOKS) {
  story(`the list, its rail, its pickers and its dialogs: ${look.width} px, ${look.colorScheme}`, async () => {
    const person = await world.visitor({ ...optionsOf(look), storageState: signedIn });
    const { page } = person;
    await page.goto(`${world.server.origin}/inbox/v/open`);
    await page.getByText("Person 0", { exact: true }).waitFor();
    await looksRight(person, "list-open", look);
    await page.keyboard.press("j");
    for (const [key, name] of [["a", "Assign"], ["z", "Snooze"], ["l", "Tags"], ["p", "Priority"]]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog", { name }).waitFor();
      await looksRight(person, `list-pick-${name.toLowerCase()}`, look);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.keyboard.press("x");
    await page.getByText("1 selected").first().waitFor();
    await looksRight(person, "list-selected", look);
    await page.keyboard.press("Escape");
    if (look.width < 900) {
      await page.getByRole("button", { name: "Show views" }).first().click();
      await looksRight(person, "list-rail", look);
    }
    await page.getByRole("button", { name: "New saved view…" }).click();
    await page.getByRole("dialog", { name: "New view" }).getByText(/conversations match/).waitFor();
    await looksRight(person, "list-new-view", look);
    await page.goto(`${world.server.origin}/inbox/v/mentions`);
    await page.getByRole("heading", { name: "Nobody has asked for you" }).filter({ visible: true }).waitFor();
    await looksRight(person, "list-empty", look);
    await page.context().close();
  });
}
