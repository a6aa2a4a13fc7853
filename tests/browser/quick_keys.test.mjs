// Who types on while something is still being fetched: no letter counts as a command, none is sent to anybody, and each
// stands where it was meant to.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
  await makesCrowd(world.server, 6, (index) => ({ name: `Person ${index}`, body: `Where is parcel ${index}?`, minutes_ago: 5 + index }));
});
after(() => world?.stop());

/** An agent in whose browser requests for such addresses wait until they are let through. */
async function slow(addresses, question) {
  const agent = await world.agent();
  await agent.signsIn();
  if (question) await agent.opensConversation(question);
  const waiting = [];
  let isOpen = false;
  await agent.page.route(addresses, (route) => (isOpen ? route.continue() : void waiting.push(route)));
  const isAsked = () => eventually(() => assert.ok(waiting.length > 0, "nothing was fetched"));
  const letThrough = () => {
    isOpen = true;
    return Promise.all(waiting.splice(0).map((route) => route.continue()));
  };
  return { ...agent, agent, page: agent.page, isAsked, letThrough };
}

const palette = (page) => page.getByRole("dialog", { name: "Everything by name" });
const valueOf = (page) => page.evaluate(() => document.activeElement?.value);

story("what is typed behind Ctrl-K stands in the palette once it is here, and goes to no customer", async () => {
  const { agent, page, isAsked, letThrough } = await slow(/inbox-commanding-[^/]+\.js/, "Where is parcel 0?");
  await agent.composer().fill("Half a sent");
  await page.keyboard.press("Control+k");
  await isAsked();
  await page.keyboard.type("assignn");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  assert.equal(await agent.composer().inputValue(), "Half a sent");

  await letThrough();
  await palette(page).waitFor();
  await eventually(async () => assert.equal(await valueOf(page), "assign"));
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "detached" });
  await page.keyboard.type("ence");
  assert.equal(await agent.composer().inputValue(), "Half a sentence");
  assert.deepEqual(await agent.storedBodies(), ["Where is parcel 0?"]);
  await page.context().close();
});

story("a saved reply that the palette put into the box is taken back by the key that takes back typing", async () => {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("Where is parcel 5?");
  const { page } = agent;
  await page.evaluate(async () => {
    const body = JSON.stringify({ name: "Parcels take", shortcut: "parcels", body: "Two days.\nOr three." });
    await fetch("/api/inbox/replies", { method: "POST", headers: { "content-type": "application/json" }, body });
  });
  await agent.composer().pressSequentially("Hello. ");
  await page.keyboard.press("Control+k");
  await palette(page).waitFor();
  await page.keyboard.type("parcels take");
  await palette(page).getByRole("option", { name: /Parcels take/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await agent.composer().inputValue(), "Hello. Two days.\nOr three."));

  await page.keyboard.press("Control+z");
  await eventually(async () => assert.equal(await agent.composer().inputValue(), "Hello. "));
  await agent.composer().fill("");
  await page.context().close();
});

story("who thinks better of it, or goes on elsewhere, is not taken away by what comes late", async () => {
  const { agent, page, isAsked, letThrough } = await slow(/inbox-picking-[^/]+\.js/, "Where is parcel 1?");
  const address = page.url();
  await agent.log().click();
  await page.keyboard.press("a");
  await isAsked();
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  await agent.composer().click();
  await page.keyboard.type("Good morning");
  const late = page.waitForResponse(/inbox-picking-[^/]+\.js/);
  await letThrough();
  // Once the module has run for this, too, what waited for it has had its turn; then two frames for what it may draw.
  await page.evaluate((address) => import(address), (await late).url());
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));

  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.deepEqual([await agent.composer().inputValue(), page.url()], ["Good morning", address]);
  await page.context().close();
});

story("what is typed behind r while the conversation loads stands in the box, and does nothing to the conversation", async () => {
  const { agent, page, isAsked, letThrough } = await slow(/\/api\/inbox\/conversations\/cnv_\w+(\?.*)?$/);
  await page.getByText("Person 2", { exact: true }).waitFor();
  for (const key of ["j", "j", "j", "Enter"]) await page.keyboard.press(key);
  await isAsked();
  await page.keyboard.press("r");
  await page.keyboard.type("Please, we love it", { delay: 5 });
  await letThrough();

  await eventually(async () => assert.equal(await agent.composer().inputValue(), "Please, we love it"));
  await page.keyboard.type("!");
  assert.equal(await agent.composer().inputValue(), "Please, we love it!");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.deepEqual(await agent.storedEntries(), []);
  await page.context().close();
});

story("what is typed behind / is looked for once the search is here, also the second time", async () => {
  const { page, isAsked, letThrough } = await slow(/inbox-finding-[^/]+\.js/);
  await page.getByText("Person 2", { exact: true }).waitFor();
  await page.keyboard.press("/");
  await isAsked();
  await page.keyboard.type("gift");
  await letThrough();
  await page.waitForURL("**/inbox/search?q=gift");
  assert.equal(await valueOf(page), "gift");

  await page.keyboard.press("Control+a");
  await page.keyboard.type("parcel 3");
  await page.waitForURL("**/inbox/search?q=parcel+3");
  await page.getByRole("link", { name: /^Unassigned/ }).first().click();
  await page.getByText("Person 2", { exact: true }).waitFor();
  await page.locator("body").press("/");
  await page.keyboard.type("parcel 4");
  await page.waitForURL("**/inbox/search?q=parcel+4");
  await page.context().close();
});
