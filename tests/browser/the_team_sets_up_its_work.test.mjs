// How an administrator sets up what the team works with: the workspace, a team, tags, saved replies, macros. Each page in
// every state it can be in, and the menu of the settings on a phone.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesColleagues } from "./support/colleagues.mjs";
import { eventually } from "./support/eventually.mjs";
import { follows } from "./support/following.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { lasts, QUESTION_MS } from "./support/lasting.mjs";
import { CROSSED_LOOKS, LOOKS, looksRight, looksRightEverywhere, optionsOf } from "./support/looks.mjs";
import { story, World } from "./support/world.mjs";

let world;
let signedIn;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  signedIn = await admin.signedIn();
  await admin.leaves();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const button = (page, name) => page.getByRole("button", { name, exact: true });
const presses = (page, name) => button(page, name).click();
const said = (page, words) => page.getByRole("status").getByText(words).waitFor();

/** Whoever looks after the workspace, signed in. */
async function administrator(options = optionsOf(LOOKS[0])) {
  const person = await world.visitor({ storageState: signedIn, ...options });
  await lasts(person.page, QUESTION_MS);
  return person;
}

story("the workspace: refused with every field named, then saved", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/workspace"));
  await looksRightEverywhere(person, "workspace");

  await page.getByLabel("Time zone").fill("Mars/Base");
  await page.getByLabel("Public address").fill("http://desk.example");
  await presses(page, "Save workspace");
  await page.locator("#public_url-error").waitFor();
  assert.equal(await page.getByLabel("Time zone").inputValue(), "Mars/Base", "nothing typed is lost");
  await looksRightEverywhere(person, "workspace-refused");

  await page.getByLabel("Time zone").fill("Europe/Lisbon");
  await page.getByLabel("Public address").fill("");
  await page.getByLabel("Currency").selectOption("CHF");
  await presses(page, "Save workspace");
  await said(page, /keeps its own/);
});

story("a team is made and can be changed", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/teams"));
  await looksRightEverywhere(person, "teams-none");
  await follows(page, page.getByRole("link", { name: "Returns" }));
  await page.getByRole("checkbox").first().check();
  await presses(page, "Make team");
  await said(page, "The team is made");
  await looksRightEverywhere(person, "teams");
  await follows(page, page.getByRole("link", { name: "Change Returns" }));
  await looksRightEverywhere(person, "team");
});

story("tags are made, changed, merged and deleted", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/tags"));
  await looksRightEverywhere(person, "tags-none");
  for (const [name, colour] of [["Refund", "Sky blue"], ["Refunds", "Rose pink"], ["Delivery is late again", "Amber orange"]]) {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel(colour).check();
    await follows(page, button(page, "Make tag"));
    await said(page, "The tag is made");
  }
  await page.getByLabel("Name").fill("refund");
  await presses(page, "Make tag");
  await page.locator("#name-error").waitFor();
  await looksRightEverywhere(person, "tags");
  await follows(page, page.getByRole("link", { name: "Change Refunds" }));
  await looksRightEverywhere(person, "tag");
  await page.getByLabel("Merge into", { exact: true }).selectOption("Refund");
  await presses(page, "Merge…");
  await page.getByRole("heading", { name: "Merge “Refunds” into “Refund”?" }).waitFor();
  await looksRightEverywhere(person, "tag-merge");
  await presses(page, "Merge");
  await said(page, "The tags are merged");
  await presses(page, "Delete Delivery is late again");
  await page.getByText("It is taken off every conversation.").waitFor();
  await presses(page, "Cancel");
  await page.getByText("It is taken off every conversation.").waitFor({ state: "detached" });
  await eventually(async () => assert.ok(await hasFocus(button(page, "Delete Delivery is late again")), "the keyboard is where it was"));
  await presses(page, "Delete Delivery is late again");
  await presses(page, "Delete Delivery is late again");
  await said(page, "The tag is deleted");
  await eventually(async () => assert.equal(await page.locator("tbody tr").count(), 1));
});

story("saved replies: examples, one with a typo, its preview, deleted and brought back", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/replies"));
  await looksRightEverywhere(person, "replies-none");
  await presses(page, "Insert these three");
  await said(page, "Three replies are there now");
  await looksRightEverywhere(person, "replies");

  await follows(page, page.getByRole("link", { name: "Write a reply" }));
  await page.getByLabel("Name").fill("Opening hours");
  await page.getByLabel(/^Shortcut/).fill("hours");
  await page.getByRole("textbox", { name: "Text" }).fill("Hi {{contact.frist_name|there}}, we answer from 9 to 17.");
  await presses(page, "Save reply");
  await page.getByText("Did you mean {{contact.first_name}}?").waitFor();
  await looksRightEverywhere(person, "reply-refused");
  await page.getByRole("textbox", { name: "Text" }).fill("Hi {{contact.first_name|there}}, we answer from 9 to 17.");
  await presses(page, "Show preview");
  await page.getByText("Hi Ana, we answer from 9 to 17.", { exact: true }).waitFor();
  await presses(page, "Save reply");
  await said(page, "The reply is saved");

  await presses(page, "Delete Opening hours");
  await page.getByRole("button", { name: "Delete Opening hours" }).click();
  await said(page, "“Opening hours” is deleted.");
  await presses(page, "Undo");
  await said(page, "The reply is saved");
  await eventually(async () => assert.equal(await page.getByText("/hours").count(), 1, "it is there again with its shortcut"));
});

story("whoever answers finds their own replies from the palette and keeps them beside everybody's; who only reads is not led there", async () => {
  const [bo, eva] = await makesColleagues(world, [{ name: "Bo Winter" }, { name: "Eva Lang", role: "read_only" }]);
  const opensPalette = async (who) => {
    const agent = await world.agent(optionsOf(LOOKS[0]));
    await agent.signsIn(who);
    await agent.page.getByRole("heading", { name: "All conversations" }).waitFor();
    await agent.page.keyboard.press("Control+k");
    await agent.page.getByRole("dialog").waitFor();
    await agent.page.keyboard.type("Saved replies");
    await agent.page.getByRole("option", { name: /Search messages for/ }).waitFor();
    return agent;
  };
  const agent = await opensPalette(bo);
  const { page } = agent;
  await page.getByRole("option", { name: "Saved replies", exact: true }).click();
  await follows(page, page.getByRole("link", { name: "Write a reply" }));
  await page.getByLabel("Name").fill("Bo's goodbye");
  await page.getByRole("textbox", { name: "Text" }).fill("Bye, Bo");
  await presses(page, "Save reply");
  await said(page, "The reply is saved");
  const own = page.getByRole("row", { name: /Bo's goodbye/ });
  await own.getByText("Only you").waitFor();
  await page.waitForLoadState();
  assert.equal(await page.getByRole("link", { name: /^Change/ }).count(), 1, "everybody's are there to be read");
  assert.ok((await page.getByRole("row", { name: /For everybody/ }).count()) > 0);
  await looksRightEverywhere(agent, "replies-own");

  const { page: others } = await opensPalette(eva);
  assert.equal(await others.getByRole("option", { name: "Saved replies", exact: true }).count(), 0);
});

story("macros: examples, then one put together step by step without script", async () => {
  const person = await administrator({ ...optionsOf(LOOKS[0]), javaScriptEnabled: false });
  const { page } = person;
  await page.goto(at("/console/macros"));
  await presses(page, "Insert these three");
  await said(page, "Three macros are there now");
  await follows(page, page.getByRole("link", { name: "Make a macro" }));
  await page.getByLabel("Name").fill("Send back");
  for (const step of ["Send a reply", "Set the priority", "Snooze"]) {
    await page.getByLabel("Next step").selectOption(step);
    await follows(page, button(page, "Add step"));
  }
  await page.getByLabel("Reply").fill("Hi {{contact.first_name|there}}, please send it back.");
  await page.getByLabel("Snooze", { exact: true }).selectOption("for so many days");
  await follows(page, button(page, "Move step 3 up"));
  await presses(page, "Save macro");
  await page.getByText("Enter how long").waitFor();
  assert.match(await page.getByLabel("Reply").inputValue(), /please send it back/, "nothing typed is lost");
  await page.getByLabel("How many").fill("3");
  await presses(page, "Save macro");
  await said(page, "The macro is made");
  await page.getByText("Snooze for 3 days").waitFor();
  await person.context?.close?.();

  const other = await administrator();
  await other.page.goto(at("/console/macros"));
  await looksRightEverywhere(other, "macros");
  await follows(other.page, other.page.getByRole("link", { name: "Change Send back" }));
  await looksRightEverywhere(other, "macro");
});

story("on a phone the settings are a menu that says where one is", async () => {
  const person = await administrator({ ...optionsOf(LOOKS[0]), viewport: { width: 390, height: 844 } });
  const { page } = person;
  await page.goto(at("/console/replies"));
  await page.getByRole("button", { name: /Settings Saved replies/ }).click();
  const menu = page.getByRole("navigation", { name: "Settings" });
  await menu.getByRole("link", { name: "Saved replies", exact: true }).waitFor();
  for (const look of CROSSED_LOOKS.filter((look) => look.width < 500)) {
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await looksRight(person, "settings-menu", look);
  }
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /Settings Saved replies/ }).click();
  await menu.getByRole("link", { name: "Tags" }).click();
  await page.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
});
