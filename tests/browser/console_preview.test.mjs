// An administrator shapes the messenger and sees it beside the form, before anything is saved.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { lasts, PANEL_MS } from "./support/lasting.mjs";
import { story, World } from "./support/world.mjs";

let world;
let admin;
before(async () => {
  world = await World.start();
  admin = await world.admin();
  await lasts(admin.page, PANEL_MS);
  await admin.claims();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;

/** The launcher's colour in a page or frame that holds the widget. */
const launcherColour = (frame) =>
  frame.evaluate(() => {
    const inside = [...document.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean);
    const button = inside.map((root) => root.querySelector("button")).find(Boolean);
    return button ? getComputedStyle(button).backgroundColor : null;
  });

story("a colour shows in the preview at once, and on pages only once it is saved", async () => {
  const { page } = admin;
  await page.goto(at("/console/launcher"));
  await page.getByRole("button", { name: "Closed" }).click();
  const preview = () => page.frames().find((frame) => frame.url().includes("/console/preview"));
  await eventually(async () => assert.equal(await launcherColour(preview()), "rgb(14, 107, 88)"));

  await page.getByLabel("Brand colour").fill("#7a1fa2");
  await eventually(async () => assert.equal(await launcherColour(preview()), "rgb(122, 31, 162)"));
  await page.getByLabel("Brand colour").fill("purple");
  await page.getByText("Write a colour with six digits").waitFor();
  assert.equal(await launcherColour(preview()), "rgb(122, 31, 162)", "what is wrong changes nothing");
  await page.getByLabel("Brand colour").fill("#7a1fa2");
  await page.getByText("Write a colour with six digits").waitFor({ state: "detached" });

  const other = await page.context().newPage();
  await other.goto(at("/console/try"));
  await eventually(async () => assert.equal(await launcherColour(other), "rgb(14, 107, 88)", "nothing is saved yet"));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
  // A browser that was there a moment ago keeps the start document for a minute; another one does not have it.
  const later = await (await world.context({ storageState: await admin.signedIn() })).newPage();
  await later.goto(at("/console/try"));
  await eventually(async () => assert.equal(await launcherColour(later), "rgb(122, 31, 162)"));
});

story("what is written shows in the open panel of the preview, which leaves the keys to the form", async () => {
  const { page } = admin;
  await page.goto(at("/console/launcher"));
  const greeting = page.getByLabel(/^Greeting/);
  await greeting.fill("Good day from Bern!");

  const panel = () => page.frames().find((frame) => frame.url().includes("/w/icw_"));
  await eventually(async () => assert.match(await panel().evaluate(() => document.body.innerText), /Good day from Bern!/));

  assert.ok(await greeting.evaluate((field) => field === document.activeElement));
});

story("nothing that is written in the preview is sent, and nothing of it is stored", async () => {
  const { page } = admin;
  const panel = () => page.frames().find((frame) => frame.url().includes("/w/icw_"));
  const before = world.server.countRows();
  await page.goto(at("/console/launcher"));
  await eventually(async () => assert.match(await panel().evaluate(() => document.body.innerText), /Send us a message/));

  await panel().getByRole("button", { name: "Send us a message" }).click();
  await panel().getByText("This is a preview").waitFor();
  await panel().getByRole("textbox").fill("Is anybody there?");
  await panel().getByRole("textbox").press("Enter");
  await panel().getByRole("button", { name: "Send", exact: true }).click();
  await panel().locator("input[type=file]").first().setInputFiles({ name: "bell.txt", mimeType: "text/plain", buffer: Buffer.from("ring") });
  await panel().getByText("nothing you write here is sent").nth(1).waitFor();

  assert.equal(await panel().getByRole("textbox").inputValue(), "Is anybody there?");
  assert.deepEqual(world.server.countRows(), before);
  assert.deepEqual(await panel().evaluate(() => Object.keys({ ...localStorage, ...sessionStorage })), []);
});
