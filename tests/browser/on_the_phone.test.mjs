// The inbox in one hand: pages with tabs, the way back, rows that are drawn aside, and a box above the keyboard.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { draws, isTooWide, PHONE, tooSmall } from "./support/finger.mjs";
import { lasts, UNDO_MS } from "./support/lasting.mjs";
import { looksRight } from "./support/looks.mjs";
import { story, World } from "./support/world.mjs";

const CROWD = 60;

let world;
let signedIn;
before(async () => {
  world = await World.startClaimed();
  await makesCrowd(world.server, CROWD, (index) => ({ name: `Person ${index}`, body: `Where is parcel ${index}?`, minutes_ago: 5 + index }));
  const agent = await world.agent();
  await agent.signsIn();
  signedIn = await agent.page.context().storageState();
  await agent.page.context().close();
});
after(() => world?.stop());

async function onPhone(path, options = {}) {
  const agent = await world.agent({ ...PHONE, storageState: signedIn, ...options });
  await lasts(agent.page, UNDO_MS);
  await agent.page.goto(`${world.server.origin}${path}`);
  return agent;
}

const tabs = (page) => page.getByRole("navigation", { name: "Pages" });
const tab = (page, name) => tabs(page).getByRole("link", { name });
const row = (page, name) => page.locator(".row").filter({ has: page.getByText(name, { exact: true }) });
/** The head of the conversation that is open. */
const opened = (page, name) => page.locator("#thread").getByRole("heading", { level: 1 }).getByText(name, { exact: true });

async function middleOf(locator) {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Rows listen to fingers a moment after they are drawn: the browser tells of two frames, and then it is their turn. */
async function drawsRow(page, from, to, options) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
  return draws(page, from, to, options);
}

story("each tab is a page, a conversation is one without tabs, and the way back leads through all of them", async () => {
  const { page } = await onPhone("/inbox/v/open");
  await row(page, "Person 0").waitFor();
  await tab(page, "Notifications").tap();
  await page.waitForURL("**/inbox/notifications");
  await page.getByRole("heading", { name: "Notifications" }).last().waitFor();
  await tab(page, "Me").tap();
  await page.waitForURL("**/inbox/me");
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  assert.equal(await tab(page, "Me").getAttribute("aria-current"), "page");
  await page.goBack();
  await page.waitForURL("**/inbox/notifications");
  await page.goBack();
  await row(page, "Person 0").waitFor();

  await row(page, "Person 0").locator(".row__link").tap();
  await page.waitForURL("**/c/*");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  assert.equal(await tabs(page).count(), 0, "a conversation has the whole screen");
  await page.getByRole("button", { name: "Show details" }).tap();
  await page.getByRole("complementary", { name: "Details" }).waitFor();
  assert.equal(await page.locator("#thread").evaluate((pane) => pane.inert), true, "nothing behind the details can be reached");
  await page.goBack();
  await eventually(async () => assert.equal(await page.locator("#thread").evaluate((pane) => pane.inert), false));
  assert.match(page.url(), /\/c\//, "the way back closes the details first");
  await page.getByRole("button", { name: "Back" }).tap();
  await row(page, "Person 0").waitFor();
  assert.match(page.url(), /\/inbox\/v\/open$/);
  await page.goForward();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await page.context().close();
});

story("who goes on from the details of a conversation is at the next one, and the way back leads to the first", async () => {
  const { page } = await onPhone("/inbox/v/open");
  await row(page, "Person 0").locator(".row__link").tap();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  const first = page.url();
  await page.getByRole("button", { name: "Show details" }).tap();
  await page.getByRole("complementary", { name: "Details" }).waitFor();

  await page.keyboard.press("j");
  await opened(page, "Person 1").waitFor();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  assert.notEqual(page.url(), first);
  assert.equal(await page.locator("#thread").evaluate((pane) => pane.inert), false, "nothing lies over it");
  await page.goBack();
  await page.waitForURL(first);
  await opened(page, "Person 0").waitFor();
  await page.context().close();
});

story("details that lay over a conversation leave no step behind that leads nowhere, after a reload or a way forward", async () => {
  const { page } = await onPhone("/inbox/v/open");
  const details = page.getByRole("complementary", { name: "Details" });
  const isCovered = () => page.locator("#thread").evaluate((pane) => pane.inert);
  await row(page, "Person 0").locator(".row__link").tap();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  for (const leaves of [() => page.reload(), () => page.goBack().then(() => page.goForward())]) {
    await page.getByRole("button", { name: "Show details" }).tap();
    await details.waitFor();
    await leaves();
    await eventually(async () => assert.equal(await isCovered(), false));
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    await eventually(async () => assert.equal(await page.evaluate(() => history.state?.isLayer ?? false), false));
  }
  await page.getByRole("button", { name: "Back" }).tap();
  await page.waitForURL(/\/inbox\/v\/open$/);
  await row(page, "Person 0").waitFor();
  await page.context().close();
});

story("the list's title opens the other lists as a sheet, and the way back closes it", async () => {
  const { page } = await onPhone("/inbox/v/open");
  await page.getByRole("button", { name: /^All open/ }).tap();
  const sheet = page.getByRole("navigation", { name: "Views" });
  await sheet.waitFor();
  assert.deepEqual(await tooSmall(page), []);
  await page.goBack();
  await sheet.waitFor({ state: "hidden" });
  assert.match(page.url(), /\/inbox\/v\/open$/);
  await page.getByRole("button", { name: /^All open/ }).tap();
  await sheet.getByRole("link", { name: "Unassigned" }).tap();
  await page.getByRole("button", { name: /^Unassigned/ }).waitFor();
  await sheet.waitFor({ state: "hidden" });
  await page.goBack();
  await page.getByRole("button", { name: /^All open/ }).waitFor();
  await page.context().close();
});

story("a row drawn to the left is done and comes back by undo; to the right it asks until when it sleeps", async () => {
  const { page } = await onPhone("/inbox/v/open");
  const one = row(page, "Person 1");
  await one.waitFor();
  const from = await middleOf(one);
  const held = await drawsRow(page, from, { x: from.x - 60, y: from.y + 4 }, { lift: false });
  await page.locator(".swipe--left").waitFor();
  await eventually(async () => assert.ok((await one.boundingBox()).x < -30, "the row follows the finger"));
  await held.lifts();
  await page.locator(".swipe").waitFor({ state: "detached" });
  assert.equal(await page.locator(".undo-bar--shown").count(), 0, "too short a way means nothing");

  await drawsRow(page, from, { x: from.x - 150, y: from.y });
  await page.locator(".undo-bar").getByText("Done").waitFor();
  assert.match(page.url(), /\/inbox\/v\/open$/, "it was not pressed");
  await eventually(async () => assert.equal(world.server.ask("SELECT status FROM conversations WHERE started_by = 'crowd-1'").trim(), "resolved"));
  await page.locator(".undo-bar").getByRole("button", { name: "Undo" }).tap();
  await eventually(async () => assert.equal(world.server.ask("SELECT status FROM conversations WHERE started_by = 'crowd-1'").trim(), "open"));
  await row(page, "Person 1").waitFor();

  await drawsRow(page, from, { x: from.x + 150, y: from.y });
  const picker = page.getByRole("dialog", { name: /Snooze/ });
  await picker.waitFor();
  assert.deepEqual(await tooSmall(page), []);
  await picker.getByRole("option", { name: /Tomorrow/ }).tap();
  await eventually(async () => assert.notEqual(world.server.ask("SELECT coalesce(snoozed_until, '') FROM conversations WHERE started_by = 'crowd-1'").trim(), ""));
  await page.context().close();
});

story("a finger that goes down scrolls, also over rows, and what a swipe does stands in the row's menu too", async () => {
  const { page } = await onPhone("/inbox/v/open");
  await row(page, "Person 3").waitFor();
  const from = await middleOf(row(page, "Person 5"));
  await draws(page, from, { x: from.x - 40, y: from.y - 300 });
  await eventually(async () => assert.ok((await page.locator(".list__scroll").evaluate((box) => box.scrollTop)) > 100));
  assert.equal(await page.locator(".swipe").count(), 0);
  await page.locator(".list__scroll").evaluate((box) => (box.scrollTop = 0));

  await page.getByRole("button", { name: "More for Person 3", exact: true }).tap();
  const menu = page.getByRole("dialog", { name: /What to do/ });
  await menu.getByRole("option", { name: "Done" }).tap();
  await page.locator(".undo-bar").getByText("Done").waitFor();
  await eventually(async () => assert.equal(world.server.ask("SELECT status FROM conversations WHERE started_by = 'crowd-3'").trim(), "resolved"));
  await page.context().close();
});

story("the box and its button stay above the keyboard", async () => {
  const { page } = await onPhone("/inbox/v/open");
  await row(page, "Person 7").locator(".row__link").tap();
  const box = page.getByRole("textbox", { name: "Message" });
  await box.tap();
  await box.fill("First line\nsecond\nthird\nfourth\nfifth\nsixth\nseventh");
  assert.ok((await box.evaluate((area) => Number.parseFloat(getComputedStyle(area).fontSize))) >= 16, "nothing zooms in");

  // What an iPhone tells of its keyboard: less is seen, from further down, and the window is as high as before.
  const [seen, from] = [420, 60];
  await page.evaluate(([height, offsetTop]) => {
    Object.defineProperties(visualViewport, { height: { value: height, configurable: true }, offsetTop: { value: offsetTop, configurable: true } });
    visualViewport.dispatchEvent(new Event("resize"));
  }, [seen, from]);
  const inSight = async (locator) => {
    const { y, height } = await locator.boundingBox();
    return y >= from && y + height <= from + seen + 0.5;
  };
  await eventually(async () => {
    assert.ok(await inSight(page.getByRole("button", { name: "Send", exact: true })), "Send is above the keys");
    assert.ok(await inSight(box), "so is the box");
    assert.ok(await inSight(page.getByRole("button", { name: "Back" })), "and the head");
  });
  await page.evaluate(() => {
    delete visualViewport.height;
    delete visualViewport.offsetTop;
    visualViewport.dispatchEvent(new Event("resize"));
  });
  await eventually(async () => assert.ok((await page.locator(".inbox").boundingBox()).height > 800));
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  await page.getByRole("log").getByText("seventh").waitFor();
  await page.context().close();
});

for (const colorScheme of ["light", "dark"]) {
  story(`every page of the phone is as large as a finger, no wider than the screen, and without barrier: ${colorScheme}`, async () => {
    const person = await world.visitor({ ...PHONE, storageState: signedIn, colorScheme, reducedMotion: "reduce" });
    const { page } = person;
    await page.goto(`${world.server.origin}/inbox/v/open`);
    const look = { width: 390, colorScheme, isAsked: true };
    const right = async (name) => {
      await looksRight(person, `phone-${name}`, look);
      assert.deepEqual(await tooSmall(page), [], name);
      assert.equal(await isTooWide(page), false, name);
    };
    await row(page, "Person 8").waitFor();
    await right("list");
    await page.getByRole("button", { name: /^All open/ }).tap();
    await page.getByRole("navigation", { name: "Views" }).waitFor();
    await right("lists");
    await page.getByRole("button", { name: "Hide views" }).tap();
    // The way back takes a moment, and would take back what is pressed meanwhile.
    await page.waitForFunction(() => !history.state?.isLayer);
    await tab(page, "Notifications").tap();
    await page.getByText("Nothing yet").or(page.locator(".bell__nothing, .bell__line")).first().waitFor();
    await right("notifications");
    await tab(page, "Me").tap();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await right("me");
    await tab(page, "Inbox").tap();
    await page.getByRole("button", { name: "More for Person 8", exact: true }).tap();
    await page.getByRole("dialog").waitFor();
    await right("row-menu");
    await page.keyboard.press("Escape");
    await row(page, "Person 8").locator(".row__link").tap();
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    await page.getByText("Where is parcel 8?").filter({ visible: true }).first().waitFor();
    await right("thread");
    await page.getByRole("button", { name: "Show details" }).tap();
    await page.getByRole("complementary", { name: "Details" }).getByRole("heading").first().waitFor();
    await right("details");
    await page.context().close();
  });
}
