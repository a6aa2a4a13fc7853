// Nothing is missed, and nobody is startled: bell, toasts, title, dot and desktop tell of what concerns an agent, and the
// test says what keeps them from it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { CROSSED_LOOKS, looksRight, nameOf, optionsOf } from "./support/looks.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** A browser in which words on the desktop are written down, and which may be put behind others. */
async function agentWithDesktop({ isGranted }) {
  const agent = await world.agent();
  const context = agent.page.context();
  if (isGranted) await context.grantPermissions(["notifications"], { origin: world.server.origin });
  await agent.page.addInitScript(() => {
    window.told = [];
    window.isBehind = false;
    const hasFocus = document.hasFocus.bind(document);
    document.hasFocus = () => !window.isBehind && hasFocus();
    const Real = window.Notification;
    window.Notification = class extends EventTarget {
      static get permission() {
        return Real.permission;
      }
      static requestPermission() {
        return Real.requestPermission();
      }
      constructor(title, options) {
        super();
        window.told.push({ title, ...options, click: () => this.onclick?.() });
        setTimeout(() => this.onshow?.(), 0);
      }
      close() {
        this.onclose?.();
      }
    };
  });
  return agent;
}

/** Waits until the line stands: what the bell lists is asked for then. */
async function signsIn(agent) {
  await agent.signsIn();
  await agent.page.goto("about:blank");
  await Promise.all([agent.page.waitForResponse("**/api/inbox/notifications"), agent.looksAt("all")]);
  await bell(agent).waitFor();
}

async function writing(text) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(text);
  return visitor;
}

const bell = (agent) => agent.page.getByRole("button", { name: /^Notifications/ }).filter({ visible: true });
const toasts = (agent) => agent.page.locator(".toast");
const icon = (agent) => agent.page.evaluate(() => document.querySelector('link[rel="icon"]').href.slice(0, 18));
const goesBehind = (agent, isBehind) =>
  agent.page.evaluate((to) => {
    window.isBehind = to;
    dispatchEvent(new Event(to ? "blur" : "focus"));
  }, isBehind);

story("a new conversation shows in bell, toast, title and dot, and takes nobody's focus", async () => {
  const agent = await agentWithDesktop({ isGranted: true });
  await signsIn(agent);
  await bell(agent).focus();
  assert.equal(await agent.page.title(), "Inbox");

  const visitor = await writing("Is the blue bicycle still there?");

  const toast = toasts(agent).filter({ hasText: "waits for somebody" });
  // At once: it would go while a slow machine looks at the rest.
  await toast.hover();
  assert.equal(await agent.page.locator(".toasts").getAttribute("role"), "status");
  assert.equal(await bell(agent).evaluate((button) => document.activeElement === button), true, "the focus stays");
  await agent.page.getByRole("button", { name: "Notifications, 1 unread" }).filter({ visible: true }).waitFor();
  await eventually(async () => assert.equal(await agent.page.title(), "(1) Inbox"));
  await eventually(async () => assert.equal(await icon(agent), "data:image/svg+xml"));

  await new Promise((settle) => setTimeout(settle, 7_000));
  assert.equal(await toast.count(), 1, "it waits while somebody points at it");
  await agent.page.mouse.move(600, 10);
  await toast.waitFor({ state: "detached" });

  await bell(agent).click();
  const list = agent.page.getByRole("dialog", { name: "Notifications" });
  await list.getByRole("link", { name: /Unread.*waits for somebody/ }).click();
  await agent.page.waitForURL("**/c/cnv_*");
  await eventually(async () => assert.equal(await agent.page.title(), "Inbox"));
  await eventually(async () => assert.ok(!(await icon(agent)).startsWith("data:")));

  await visitor.says("I would come today.");
  await agent.sees("I would come today.");
  await new Promise((settle) => setTimeout(settle, 1_500));
  assert.equal(await toasts(agent).count(), 0, "nothing calls for what is looked at");
  await agent.page.context().close();
  await visitor.page.context().close();
});

story("behind other windows the desktop tells, and a click leads to the conversation", async () => {
  const agent = await agentWithDesktop({ isGranted: true });
  await signsIn(agent);
  await goesBehind(agent, true);

  const visitor = await writing("Can you gift-wrap it?");

  await eventually(async () => assert.equal(await agent.page.evaluate(() => window.told.length), 1));
  const told = await agent.page.evaluate(() => ({ ...window.told[0] }));
  assert.deepEqual([told.title.endsWith("waits for somebody"), told.body, told.tag.startsWith("deskbell:cnv_")], [true, "Can you gift-wrap it?", true]);
  await agent.page.evaluate(() => window.told[0].click());
  await agent.page.waitForURL("**/c/cnv_*");
  await goesBehind(agent, false);
  await agent.sees("Can you gift-wrap it?");
  await agent.page.context().close();
  await visitor.page.context().close();
});

story("do not disturb keeps all still, and the bell lists it nevertheless", async () => {
  const agent = await agentWithDesktop({ isGranted: true });
  await signsIn(agent);
  await agent.page.getByRole("button", { name: "Your availability: Online" }).click();
  await agent.page.getByRole("menuitemradio", { name: /^Do not disturb/ }).click();
  await agent.page.getByRole("button", { name: "Your availability: Do not disturb" }).waitFor();
  await goesBehind(agent, true);

  const visitor = await writing("Anybody awake?");

  await agent.page.getByRole("button", { name: /Notifications, \d+ unread/ }).filter({ visible: true }).waitFor();
  assert.equal(await toasts(agent).count(), 0);
  assert.equal(await agent.page.evaluate(() => window.told.length), 0);
  await goesBehind(agent, false);
  await agent.page.getByRole("button", { name: /^Your availability/ }).click();
  await agent.page.getByRole("menuitemradio", { name: /^Online/ }).click();
  await agent.leaves();
  await visitor.page.context().close();
});

story("the test says that the browser blocks notifications, and how to mend it", async () => {
  const agent = await agentWithDesktop({ isGranted: false });
  await signsIn(agent);
  await openPreferences(agent);
  const dialog = agent.page.getByRole("dialog", { name: "Preferences" });

  await dialog.getByRole("button", { name: "Test notifications" }).click();

  const row = (check) => dialog.locator(`[data-check="${check}"]`);
  await row("front").waitFor();
  const outcomes = await dialog.locator("[data-check]").evaluateAll((rows) => Object.fromEntries(rows.map((one) => [one.dataset.check, one.dataset.outcome])));
  assert.deepEqual([outcomes.secure, outcomes.permission, outcomes.service, outcomes.desktop], ["ok", "fail", "ok", "fail"]);
  assert.match(await row("permission").textContent(), /blocked.*allow notifications, and test again\./);
  const verdict = dialog.getByText(/keeps? notifications from you/);
  await verdict.waitFor();
  assert.equal(await verdict.getAttribute("role"), "status");
  for (const one of [verdict, row("permission"), row("desktop")]) {
    await eventually(async () => assert.ok(await one.evaluate(isInSight), "what is wrong is read without scrolling"));
  }
  await agent.page.context().close();
});

for (const look of CROSSED_LOOKS) {
  story(`choices are kept, and every part looks right, ${nameOf(look)}`, async () => {
    const agent = await world.agent(optionsOf(look));
    await agent.signsIn();
    await openBell(agent);
    await looksRight(agent, "bell", look);
    await agent.page.keyboard.press("Escape");
    // On a phone the way back takes a moment, and would take back what is pressed meanwhile.
    await agent.page.waitForURL("**/inbox/v/all");
    await openPreferences(agent);
    const dialog = agent.page.getByRole("dialog", { name: "Preferences" });
    const quiet = dialog.getByLabel("Keep quiet hours");
    if (!(await quiet.isChecked())) await quiet.check();
    await looksRight(agent, "preferences", look);
    await dialog.getByRole("button", { name: "Test notifications" }).click();
    await dialog.locator('[data-check="front"]').waitFor();
    await dialog.locator('[data-check="front"]').scrollIntoViewIfNeeded();
    await looksRight(agent, "preferences-tested", look);
    await dialog.getByRole("radio", { name: "10 seconds" }).check();
    await eventually(async () => {
      const me = await agent.page.evaluate(async () => (await fetch("/api/inbox/me")).json());
      assert.deepEqual([me.preferences.undo_send_seconds, me.preferences.quiet !== null], [10, true]);
    });
    await agent.page.context().close();
  });
}

/** Whether all of it shows within what scrolls. */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const frame = element.closest(".preferences__body").getBoundingClientRect();
  return top >= frame.top && bottom <= frame.bottom;
}

const isPhone = (agent) => agent.page.viewportSize().width < 600;
const tab = (agent, name) => agent.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name });

/** What the agent is told of: on a phone a page of its own. */
async function openBell(agent) {
  if (isPhone(agent)) {
    await tab(agent, /Notifications$/).click();
    return agent.page.locator("#page").getByRole("link").first().waitFor();
  }
  await bell(agent).first().click();
  return agent.page.getByRole("dialog", { name: "Notifications" }).getByRole("link").first().waitFor();
}

/** By the bell; on a phone by Me. */
async function openPreferences(agent) {
  if (isPhone(agent)) {
    await tab(agent, /^Me/).click();
    await agent.page.getByRole("button", { name: "Preferences" }).click();
    return agent.page.getByRole("dialog", { name: "Preferences" }).waitFor();
  }
  await bell(agent).first().click();
  await agent.page.getByRole("dialog", { name: "Notifications" }).getByRole("button", { name: "Preferences" }).click();
  await agent.page.getByRole("dialog", { name: "Preferences" }).waitFor();
}
