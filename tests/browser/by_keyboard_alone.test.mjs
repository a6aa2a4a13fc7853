// A day in the inbox without a mouse: the palette does everything by name, keys do it faster, and every key can be chosen.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCatalogue, makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { hasFocus, inOneGo, tabsTo } from "./support/keyboard.mjs";
import { lasts, UNDO_MS } from "./support/lasting.mjs";
import { CROSSED_LOOKS, looksRight, optionsOf } from "./support/looks.mjs";
import { Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

let world;
let ids;
let signedIn;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  await admin.snippet();
  await new Shop(world.server, await admin.apiKey()).post("identify", { external_id: "cust_petra", name: "Petra Vogel", email: "petra@example.com" });
  await new Shop(world.server, await admin.apiKey()).post("identify", { external_id: "cust_noor", name: "Noor Haddad", email: "noor@example.com" });
  signedIn = await admin.signedIn();
  await admin.leaves();
  await makesCatalogue(world.server, { tags: [["Delivery", "sky"], ["Refund", "brick"]], teams: ["Support"], agents: ["Bo Lind"] });
  ids = await makesCrowd(world.server, 12, (index) => ({ name: `Person ${index}`, body: `Question number ${index}`, minutes_ago: 2 + index }));
});
after(() => world?.stop());

async function agentAt(path, options = {}) {
  const agent = await world.agent({ storageState: signedIn, ...options });
  await lasts(agent.page, UNDO_MS);
  await agent.page.goto(`${world.server.origin}${path}`);
  await agent.page.locator(".row__link").first().waitFor({ state: "attached" });
  return agent;
}

const press = async (agent, ...keys) => {
  for (const key of keys) await agent.page.keyboard.press(key);
};
const palette = (agent) => agent.page.getByRole("dialog", { name: "Everything by name" });
const entry = (agent, name) => palette(agent).getByRole("option", { name });
const isActive = (locator) => eventually(async () => assert.equal(await locator.getAttribute("aria-selected"), "true"));
const stateOf = (index) => world.server.ask(`SELECT state FROM conversations WHERE conversation_id = '${ids[index]}'`).trim();

/** Opens the palette, types, sees what stands first, and takes it. */
async function does(agent, typed, name) {
  await press(agent, "Control+k");
  await palette(agent).waitFor();
  await agent.page.keyboard.type(typed);
  await isActive(entry(agent, name).first());
  await press(agent, "Enter");
  await palette(agent).waitFor({ state: "detached" });
}

story("the palette does to a conversation what is typed, by words, by initials, and through the pickers", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await press(agent, "j", "Enter");
  await page.waitForURL(`**/c/${ids[0]}`);
  await agent.composer().waitFor();

  await press(agent, "Control+k");
  await palette(agent).getByText("For Person 0").waitFor();
  assert.equal(await palette(agent).getByRole("option").first().getAttribute("aria-selected"), "true");
  assert.ok(await hasFocus(palette(agent).getByRole("combobox")));
  assert.match(await palette(agent).getByRole("group").first().getAttribute("aria-labelledby"), /here$/, "what is open comes first");
  await entry(agent, /Done, or reopen/).locator("kbd").getByText("e", { exact: true }).waitFor();
  await press(agent, "Escape");
  await palette(agent).waitFor({ state: "detached" });

  await does(agent, "assign bo", /Assign to Bo Lind/);
  await eventually(() => assert.match(world.server.ask(`SELECT assignee_id FROM conversations WHERE conversation_id = '${ids[0]}'`), /agt_/));
  await does(agent, "atm", /^Assign to me/);
  await does(agent, "tag ref", /Tag Refund/);
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversation_tags").trim(), "1"));
  await does(agent, "snooze until they", /Snooze until they reply/);
  await eventually(() => assert.equal(stateOf(0), "1"));
  await does(agent, "prio", /^Priority…/);
  await page.getByRole("dialog", { name: /^Priority/ }).waitFor();
  await press(agent, "Escape");
  await does(agent, "note", /^(Note|Write a private note|.*note)/i);
  await eventually(async () => assert.ok(await page.evaluate(() => document.activeElement?.id === "reply"), "the keyboard is in the box"));

  await page.keyboard.type("from the box ");
  await does(agent, "wake", /Wake/);
  await eventually(() => assert.equal(stateOf(0), "0"));
  await does(agent, ">undo", /^Undo/);
  await eventually(() => assert.equal(stateOf(0), "1", "it sleeps again"));
  await agent.leaves();
});

story("it leads everywhere: lists, people, settings; what was chosen stands there again; > leaves only commands", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await does(agent, "unass", /^Unassigned/);
  await page.waitForURL("**/inbox/v/unassigned");
  await does(agent, "refund", /^Refund/);
  await page.waitForURL("**/inbox/v/tag:*");
  await press(agent, "Control+k");
  await palette(agent).getByRole("group", { name: "Lately" }).getByRole("option", { name: /^Refund/ }).waitFor();
  await page.keyboard.type("petra@ex");
  await palette(agent).getByRole("group", { name: "People" }).getByRole("option", { name: "Petra Vogel" }).waitFor();
  await palette(agent).getByRole("combobox").fill("> members");
  await palette(agent).getByText("Nothing is called that.").waitFor();
  await palette(agent).getByRole("combobox").fill("members");
  await isActive(entry(agent, /^Members/).first());
  await page.route("**/console/members", (route) => route.fulfill({ contentType: "text/html", body: "<title>Members</title>" }));
  await press(agent, "Enter");
  await page.waitForURL("**/console/members");
  await agent.leaves();
});

story("a customer's name and Enter open that customer, however fast, and do nothing to what is open", async () => {
  const agent = await agentAt(`/inbox/v/open/c/${ids[3]}`);
  await agent.composer().waitFor();
  await press(agent, "Control+k");
  await palette(agent).waitFor();
  await agent.page.keyboard.type("noor");
  await press(agent, "Enter");
  await agent.page.waitForURL("**/inbox/contacts/*");
  await agent.page.getByRole("heading", { name: "Noor Haddad" }).first().waitFor();
  assert.equal(stateOf(3), "0");
  await agent.leaves();
});

story("Ctrl-K works while somebody types, closes as it opened, and gives the keyboard back; offline it does what it can", async () => {
  const agent = await agentAt(`/inbox/v/open/c/${ids[1]}`);
  const { page } = agent;
  await agent.composer().waitFor();
  await press(agent, "r");
  await page.keyboard.type("Half a sent");
  await press(agent, "Control+k");
  await palette(agent).waitFor();
  await press(agent, "Control+k");
  await palette(agent).waitFor({ state: "detached" });
  assert.ok(await hasFocus(agent.composer()), `the keyboard is at ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))}`);
  await page.keyboard.type("ence");
  assert.equal(await agent.composer().inputValue(), "Half a sentence");

  await page.context().setOffline(true);
  await press(agent, "Control+k");
  await palette(agent).getByText("Offline: only what works without the server.").waitFor();
  assert.equal(await entry(agent, /^Assign/).count(), 0);
  await entry(agent, /^Reply/).first().waitFor();
  await page.context().setOffline(false);
  await agent.leaves();
});

story("? shows every key by what it is for, and the table changes them: recorded, swapped, taken away, set back", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await press(agent, "?");
  const sheet = page.getByRole("dialog", { name: "Keyboard" });
  await sheet.getByText("Go to Mine").waitFor();
  assert.deepEqual(await sheet.locator("dl > div").filter({ hasText: "Go to Mine" }).locator("kbd").allInnerTexts(), ["g", "i"]);
  await tabsTo(page, sheet.getByRole("button", { name: "Change keys…" }));
  await press(agent, "Enter");

  const table = page.locator(".shortcuts");
  const one = (id) => table.locator(`[data-command="${id}"]`);
  const record = async (id, ...keys) => {
    await one(id).getByRole("button").last().focus();
    await press(agent, "Enter");
    await one(id).getByText("Press a key, or Esc").waitFor();
    await inOneGo(page, ...keys);
  };
  await record("done", "x", "x");
  await one("done").getByRole("alert").filter({ hasText: "begin alike" }).waitFor();
  await press(agent, "z");
  await eventually(async () => assert.match(await one("done").getByRole("alert").innerText(), /“Snooze…” has z\./));
  await tabsTo(page, one("done").getByRole("button", { name: "Swap them" }));
  await press(agent, "Enter");
  await one("done").getByRole("button", { name: "Change the key of “Done, or reopen”, now z" }).waitFor();
  await one("snooze").getByRole("button", { name: "Change the key of “Snooze…”, now e" }).waitFor();
  await record("notifications", "b", "b");
  await one("notifications").getByRole("button", { name: "now b then b" }).waitFor();
  await record("notifications", "Tab");
  await one("notifications").getByRole("button", { name: "now b then b" }).waitFor();
  await press(agent, "Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await press(agent, "j", "z");
  await eventually(() => assert.equal(world.server.ask("SELECT count(*) FROM conversations WHERE state = 2").trim(), "1"));
  await press(agent, "Control+z", "e");
  await page.getByRole("dialog", { name: /^Snooze/ }).waitFor();
  await press(agent, "Escape");
  await eventually(() => assert.equal(agent.unanswered.size, 0, "the keys are kept"));
  await page.reload();
  await page.locator(".row__link").first().waitFor();
  await inOneGo(page, "b", "b");
  await page.getByRole("dialog", { name: "Notifications" }).waitFor();
  await press(agent, "Escape");

  await does(agent, "preferences", /Preferences/);
  await one("done").getByRole("button", { name: "Set the key of “Done, or reopen” back" }).waitFor();
  await page.getByRole("button", { name: "Set all keys back" }).focus();
  await press(agent, "Enter");
  await one("done").getByRole("button", { name: "now e" }).waitFor();
  await one("notifications").getByText("No key").waitFor();
  await agent.leaves();
});

story("one switch turns single keys off, and the palette still opens", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  await does(agent, "preferences", /Preferences/);
  await page.getByRole("checkbox", { name: "Single keys do something" }).press(" ");
  await press(agent, "Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const before = page.url();
  await press(agent, "j");
  await inOneGo(page, "g", "i");
  await press(agent, "/");
  await does(agent, "show these keys", /Show these keys/);
  await page.getByText("Single keys are switched off.").waitFor();
  assert.equal(page.url(), before);
  await press(agent, "Escape");
  await does(agent, "preferences", /Preferences/);
  await page.getByRole("checkbox", { name: "Single keys do something" }).press(" ");
  await press(agent, "Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await inOneGo(page, "g", "d");
  await page.waitForURL("**/inbox/v/done");
  await agent.leaves();
});

story("keys do nothing to a list that a page hides, nor while a letter is held down", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  const done = () => world.server.ask("SELECT count(*) FROM conversations WHERE state = 2").trim();
  const before = done();
  await press(agent, "j", "/");
  const field = page.getByRole("combobox", { name: "Search messages, people and records" });
  await field.waitFor();
  await page.getByRole("radio", { name: "People" }).focus();
  await press(agent, "e");
  await press(agent, "Control+k");
  await entry(agent, /^Search/).first().waitFor();
  assert.equal(await entry(agent, /^Done, or/).count(), 0);
  await press(agent, "Escape");
  await page.goBack();
  await page.locator(".row__link").first().waitFor();
  await press(agent, "j");
  await page.keyboard.down("e");
  await page.keyboard.down("e");
  await page.keyboard.down("e");
  await page.keyboard.up("e");
  await eventually(() => assert.equal(Number(done()), Number(before) + 1));
  await press(agent, "Control+z");
  await eventually(() => assert.equal(done(), before));
  await agent.leaves();
});

story("Enter adds a note that names somebody, and Tab walks through what was begun without writing in it", async () => {
  const agent = await agentAt(`/inbox/v/open/c/${ids[2]}`);
  const { page } = agent;
  await agent.composer().waitFor();
  await press(agent, "n");
  await page.keyboard.type("Look @bo");
  await page.getByRole("option", { name: "Bo Lind" }).waitFor();
  await press(agent, "Enter");
  await eventually(async () => assert.equal(await agent.noteBox().inputValue(), "Look @Bo Lind "));
  assert.equal(await page.getByRole("option", { name: "Bo Lind" }).count(), 0, "whoever is chosen is not offered again");
  await press(agent, "Enter");
  await agent.log().getByText("@Bo Lind").waitFor();

  await page.keyboard.type("Hello @b");
  await page.getByRole("option", { name: "Bo Lind" }).waitFor();
  await press(agent, "Shift+Tab", "Tab");
  assert.ok(await hasFocus(agent.noteBox()));
  assert.equal(await page.getByRole("option", { name: "Bo Lind" }).count(), 0, "coming into the box opens nothing");
  await press(agent, "Tab");
  assert.ok(!(await hasFocus(agent.noteBox())), "Tab leads on");
  assert.equal(await agent.noteBox().inputValue(), "Hello @b");
  await agent.noteBox().fill("");
  await agent.leaves();
});

for (const look of CROSSED_LOOKS) {
  story(`palette, keys and their table look right at ${look.width} px, ${look.colorScheme}`, async () => {
    const agent = await agentAt("/inbox/v/open", optionsOf(look));
    const { page } = agent;
    await press(agent, "j");
    await press(agent, "Control+k");
    await palette(agent).getByRole("option").first().waitFor();
    await looksRight(agent, "palette", look);
    await page.keyboard.type("petra");
    await palette(agent).getByRole("option", { name: "Petra Vogel" }).waitFor();
    await looksRight(agent, "palette-typed", look);
    await press(agent, "Escape", "?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await looksRight(agent, "keys", look);
    await page.getByRole("button", { name: "Change keys…" }).click();
    await page.locator(".shortcuts").scrollIntoViewIfNeeded();
    const one = page.locator('[data-command="done"]');
    await one.getByRole("button").last().click();
    await one.getByText("Press a key, or Esc").waitFor();
    await press(agent, "z");
    await one.getByRole("button", { name: "Swap them" }).waitFor();
    await one.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await looksRight(agent, "keys-chosen", look);
    await agent.leaves();
  });
}
