// What stands on the page before anybody opens anything: the launcher as the site wants it and where its rules allow it,
// the bubble of an unread answer, the words when the chat cannot be reached, and the preview in the console.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { barriersIn } from "./support/barriers.mjs";
import { collectsEvents, heardBy, meets, panelSays, recorder, settles, snippetWith, told, visitorOn } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { timeIsOver } from "./support/lasting.mjs";
import { OUTPUT, story, World } from "./support/world.mjs";

const TEASER = { id: "msg_1", conversation_id: "cnv_1", name: "Ana", text: "It left Bern this morning and arrives before noon, with the blue bell you asked for." };
const SENTENCE = "Chat cannot be reached right now.";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

const rule = (act, conditions) => ({ do: act, path: null, query: null, device: null, language: null, signed_in: null, ...conditions });
const ruled = (pages) => (init) => ({ ...init, pages });
const launching = (launcher) => (init) => ({ ...init, launcher: { ...init.launcher, ...launcher } });
const onPage = (more = {}) => visitorOn(world, world.snippet, { records: true, before: collectsEvents, ...more });
const bubble = (visitor) => visitor.page.locator("deskbell-widget").getByRole("status");
/** All that was to be drawn is. */
const isReady = (visitor) => eventually(async () => assert.deepEqual((await told(visitor)).map(([name]) => name), ["ready"]));

/** A visitor whose panel is loaded and closed. */
async function withPanel(more = {}) {
  const visitor = await onPage(more);
  await visitor.launcher().hover();
  await meets(visitor);
  return visitor;
}

for (const [size, pixels] of [["small", 48], ["medium", 56], ["large", 64]]) {
  story(`a ${size} launcher is ${pixels} px`, async () => {
    // It moves once, and is larger meanwhile.
    const visitor = await onPage({ init: launching({ size }), reducedMotion: "reduce" });
    await visitor.launcher().waitFor();
    const { width, height } = await visitor.launcher().boundingBox();
    assert.deepEqual([width, height], [pixels, pixels]);
    await visitor.leaves();
  });
}

story("the launcher may speak, in the page's language, and stays on a narrow screen", async () => {
  const texts = { en: "Ask the workshop", de: "Frag die Werkstatt, bevor du das Rad zerlegst" };
  const visitor = await onPage({ init: launching({ texts, icon: "question" }), viewport: { width: 320, height: 640 }, reducedMotion: "reduce" });
  await visitor.page.getByRole("button", { name: "Ask the workshop" }).waitFor();

  await visitor.call("setLocale", "de-CH");

  const launcher = visitor.page.getByRole("button", { name: "Frag die Werkstatt" });
  await launcher.waitFor();
  const box = await launcher.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
  assert.equal(await visitor.page.evaluate(() => document.documentElement.scrollWidth), 320);
  await visitor.leaves();
});

story("a logo stands in the launcher, and a drawing where the page forbids pictures", async () => {
  const init = (given) => ({ ...launching({ icon: "logo" })(given), brand: { ...given.brand, logo: "/w/pictures/pic_1" } });
  const image = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>';
  const shows = async (policy, expected) => {
    world.hostPage.show({ body: world.snippet, policy });
    const visitor = await world.visitor();
    await visitor.page.route("**/w/pictures/*", (route) => route.fulfill({ contentType: "image/svg+xml", body: image }));
    await visitor.page.route("**/api/widget/init*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: init(await response.json()) });
    });
    await visitor.visits();
    await visitor.launcher().waitFor();
    await settles(visitor);
    await eventually(async () => assert.deepEqual([await visitor.launcher().locator("img.o").count(), await visitor.launcher().locator("svg.o").count()], expected));
    await visitor.leaves();
  };

  await shows(null, [1, 0]);
  const { origin } = world.server;
  await shows(`script-src ${origin}; connect-src ${origin}; img-src 'none'`, [0, 1]);
});

/** Notes what moved in the widget, which is over before a slow machine looks. Runs in the page before the script. */
function notesWhatMoves() {
  window.moved = [];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    root.addEventListener("animationstart", ({ animationName }) => window.moved.push(animationName));
    return root;
  };
}

story("it moves once for who has just come, never again, and not for who wants no motion", async () => {
  const moves = (visitor) => visitor.launcher().evaluate((button) => window.moved.includes("a") || button.getAnimations().some((one) => one.animationName === "a"));
  const visitor = await onPage({ before: notesWhatMoves });
  await visitor.launcher().waitFor();
  await eventually(async () => assert.deepEqual(await visitor.page.evaluate(() => window.moved), ["a"]));
  await visitor.page.evaluate(() => (location.href = `${location.origin}/?again`));
  await visitor.page.waitForURL("**/?again");
  await visitor.launcher().waitFor();
  assert.equal(await moves(visitor), false);
  await visitor.leaves();

  for (const more of [{ reducedMotion: "reduce" }, { init: launching({ has_pulse: false }) }]) {
    const other = await onPage({ before: notesWhatMoves, ...more });
    await other.launcher().waitFor();
    assert.equal(await moves(other), false);
    await other.leaves();
  }
});

story("rules show and hide the launcher as the page moves on, and commands work all the same", async () => {
  const visitor = await onPage({ init: ruled([rule("hide", { path: "/cart/*" }), rule("checkout", { path: "/pay" }), rule("hide", { query: "embed" })]) });
  const { page } = visitor;
  await visitor.launcher().waitFor();

  for (const [address, count] of [["/cart/7", 0], ["/bells", 1], ["/?embed=1", 0], ["/pay", 1]]) {
    await page.evaluate((to) => history.pushState({}, "", to), address);
    await eventually(async () => assert.equal(await visitor.launcher().count(), count, address));
  }
  await page.evaluate(() => history.pushState({}, "", "/cart"));
  await eventually(async () => assert.equal(await visitor.launcher().count(), 0));
  await page.goBack();
  await eventually(async () => assert.equal(await visitor.launcher().count(), 1));
  await visitor.call("open");
  await meets(visitor);
  assert.equal(await recorder(visitor).evaluate(() => window.init.purpose), "checkout");
  await page.evaluate(() => history.pushState({}, "", "/cart"));
  await eventually(async () => {
    const pages = await recorder(visitor).evaluate(() => window.heard.filter((message) => message.type === "page"));
    assert.equal(pages.at(-1).purpose, "support");
    assert.match(pages.at(-1).page.url, /\/cart$/);
  });
  assert.equal(await page.locator("iframe").isVisible(), true, "what is open stays open");
  await visitor.leaves();
});

story("a rule may ask for a phone, a language, or somebody who is signed in", async () => {
  for (const [conditions, more] of [[{ device: "phone" }, { viewport: { width: 390, height: 844 } }], [{ language: "en" }, {}]]) {
    const visitor = await onPage({ init: ruled([rule("hide", conditions)]), ...more });
    await isReady(visitor);
    assert.equal(await visitor.launcher().count(), 0, JSON.stringify(conditions));
    await visitor.leaves();
  }
  const visitor = await onPage({ init: ruled([rule("show", { signed_in: true })]) });
  await isReady(visitor);
  assert.equal(await visitor.launcher().count(), 0);
  await visitor.call("identify", { user_id: "cust_42" });
  await visitor.launcher().waitFor();
  await visitor.call("logout");
  assert.equal(await visitor.launcher().count(), 0);
  await visitor.leaves();
});

story("who is away and hides shows nothing; open says so, and links stay links", async () => {
  const link = '<a href="/?contact" data-deskbell="open">Write to us</a>';
  const visitor = await visitorOn(world, link + world.snippet, { records: true, before: collectsEvents, init: (init) => ({ ...init, is_away: true }) });
  await isReady(visitor);
  assert.equal(await visitor.launcher().count(), 0);

  await visitor.call("showHome");

  const [name, detail] = (await told(visitor)).at(-1);
  assert.deepEqual([name, detail.code, (await visitor.call("getState")).open], ["error", "unavailable", false]);
  assert.equal(await visitor.page.locator("iframe").count(), 0);
  await visitor.page.getByText("Write to us").click();
  await visitor.page.waitForURL("**/?contact");
  await visitor.leaves();
});

story("the number of unread answers stands in the page's title where the site wants that, and goes again", async () => {
  const visitor = await withPanel();
  const title = () => visitor.page.title();
  const own = await title();

  await panelSays(visitor, { type: "unread", count: 1 });
  await visitor.page.getByRole("button", { name: "Open chat, 1 unread" }).waitFor();
  assert.equal(await title(), own);

  await panelSays(visitor, { type: "unread", count: 2, isInTitle: true });
  await eventually(async () => assert.equal(await title(), `(2) ${own}`));
  await visitor.page.evaluate(() => (document.title = "(7) Ferns"));
  await panelSays(visitor, { type: "unread", count: 3, isInTitle: true });
  await eventually(async () => assert.equal(await title(), "(3) (7) Ferns"));
  await panelSays(visitor, { type: "unread", count: 0, isInTitle: true });
  await eventually(async () => assert.equal(await title(), "(7) Ferns"));
  await visitor.leaves();
});

story("an unread answer shows as a number and one line, opens its conversation, and takes no focus", async () => {
  const visitor = await withPanel();
  await visitor.page.mouse.move(0, 0);

  await panelSays(visitor, { type: "unread", count: 120, teaser: TEASER });

  await bubble(visitor).getByText(TEASER.text).waitFor();
  await visitor.page.getByRole("button", { name: "Open chat, 120 unread" }).getByText("99+").waitFor();
  assert.equal(await visitor.page.evaluate(() => document.activeElement.tagName), "BODY");
  assert.deepEqual(await barriersIn(visitor.page, { within: ["deskbell-widget"] }), []);
  await bubble(visitor).getByText(TEASER.text).click();
  await eventually(async () => assert.deepEqual(await heardBy(visitor), [{ type: "open", isFull: false, wantsComposer: false, place: "conversation", id: TEASER.conversation_id }]));
  assert.equal(await bubble(visitor).count(), 0);
  await visitor.leaves();
});

for (const [how, dismiss] of [
  ["its cross", (visitor) => bubble(visitor).getByRole("button", { name: "Close" }).click()],
  ["Escape", (visitor) => visitor.page.keyboard.press("Escape")],
]) {
  story(`the line goes by ${how}, and the panel remembers that`, async () => {
    const visitor = await withPanel();
    await panelSays(visitor, { type: "unread", count: 1, teaser: TEASER });
    await bubble(visitor).getByText(TEASER.text).waitFor();

    await dismiss(visitor);

    await eventually(async () => assert.deepEqual(await heardBy(visitor), [{ type: "dismissed", id: TEASER.id }]));
    assert.equal(await bubble(visitor).count(), 0);
    await visitor.leaves();
  });
}

story("the line is said once, gives way to a newer one, and never stands beside a hidden launcher or an open panel", async () => {
  const visitor = await withPanel();
  await panelSays(visitor, { type: "unread", count: 1, teaser: TEASER });
  await bubble(visitor).getByText(TEASER.text).waitFor();
  await bubble(visitor).evaluate((box) => (box.isSame = true));
  await panelSays(visitor, { type: "unread", count: 2, teaser: TEASER });
  await visitor.page.getByRole("button", { name: "Open chat, 2 unread" }).waitFor();
  assert.equal(await bubble(visitor).evaluate((box) => box.isSame), true);
  await panelSays(visitor, { type: "unread", count: 2, teaser: { ...TEASER, id: "msg_2", text: "Anything else?" } });
  await bubble(visitor).getByText("Anything else?").waitFor();
  assert.equal(await bubble(visitor).count(), 1);

  await visitor.call("hideLauncher");
  assert.equal(await bubble(visitor).count(), 0);
  await panelSays(visitor, { type: "unread", count: 3, teaser: { ...TEASER, id: "msg_3" } });
  await eventually(async () => assert.equal((await visitor.call("getState")).unread, 3));
  assert.equal(await bubble(visitor).count(), 0);
  await visitor.leaves();
});

for (const [name, width, options] of [["phone", 320, {}], ["dark phone", 390, { colorScheme: "dark" }], ["desktop", 1280, {}], ["forced colours", 390, { forcedColors: "active" }]]) {
  story(`the line keeps to its part of a ${name}`, async () => {
    const visitor = await withPanel({ viewport: { width, height: 700 }, reducedMotion: "reduce", init: launching({ icon: "wave" }), ...options });
    await panelSays(visitor, { type: "unread", count: 3, teaser: { ...TEASER, text: `${"x".repeat(80)} ${TEASER.text}` } });
    await bubble(visitor).getByText(TEASER.name).waitFor();
    const box = await bubble(visitor).boundingBox();
    assert.ok(box.width <= Math.max(width * 0.6, 192) && box.width <= 304, `${box.width} px`);
    assert.ok(box.x >= 0 && box.x + box.width <= width);
    assert.equal(await visitor.page.evaluate(() => document.documentElement.scrollWidth), width);
    await visitor.page.screenshot({ path: `${OUTPUT}teaser-${name.replace(" ", "-")}.png` });
    await visitor.leaves();
  });
}

story("when the panel cannot be reached a click says so in words, and the next click tries again", async () => {
  const visitor = await onPage();
  const { page } = visitor;
  await visitor.launcher().waitFor();
  await page.route("**/w/icw_*", (route) => route.abort());

  await visitor.launcher().click();

  await bubble(visitor).getByText(SENTENCE).waitFor();
  const events = (await told(visitor)).map(([name, detail]) => detail.code ?? name);
  assert.deepEqual(events, ["ready", "open", "close", "unavailable"]);
  assert.equal((await visitor.call("getState")).open, false);
  await page.unroute("**/w/icw_*");
  await visitor.launcher().click();
  await page.locator("iframe").contentFrame().locator("#deskbell-panel *").first().waitFor();
  assert.equal(await bubble(visitor).count(), 0);
  await visitor.leaves();
});

story("a panel that never answers counts as out of reach once its time is over", async () => {
  const visitor = await onPage();
  await visitor.page.route("**/w/icw_*", () => {});
  await visitor.launcher().click();
  await visitor.page.locator("iframe").waitFor({ state: "attached" });
  await timeIsOver(visitor.page);
  await bubble(visitor).getByText(SENTENCE).waitFor();
  await visitor.leaves();
});

story("when the panel's half of the script cannot be loaded a click says so, nothing said is lost, and the next click tries again", async () => {
  const visitor = await onPage();
  const { page } = visitor;
  const tried = [];
  page.on("request", (request) => request.url().includes("widget-panel.js") && tried.push(request.url()));
  await visitor.launcher().waitFor();
  await visitor.call("track", "basket");
  assert.deepEqual(tried, [], "who only looks loads nothing");
  await page.route("**/widget-panel.js*", (route) => route.abort());

  await visitor.launcher().click();

  await bubble(visitor).getByText(SENTENCE).waitFor();
  assert.deepEqual((await told(visitor)).map(([name, detail]) => detail.code ?? name), ["ready", "open", "close", "unavailable"]);
  assert.equal((await visitor.call("getState")).open, false);
  assert.equal(await page.locator("iframe").count(), 0);
  assert.deepEqual(await barriersIn(page, { within: ["deskbell-widget"] }), []);
  await page.keyboard.press("Escape");
  assert.equal(await bubble(visitor).count(), 0);

  await page.unroute("**/widget-panel.js*");
  await visitor.launcher().click();
  await meets(visitor);
  await eventually(async () => assert.deepEqual((await heardBy(visitor)).map(({ type }) => type), ["track", "open"]));
  assert.ok(tried.length >= 2);
  await visitor.leaves();
});

story("a half that is older than the loader counts as not loaded", async () => {
  const visitor = await onPage();
  await visitor.page.route("**/widget-panel.js*", (route) =>
    route.fulfill({ contentType: "text/javascript", headers: { "access-control-allow-origin": "*" }, body: "export function v0() {}" }));
  await visitor.launcher().click();

  await bubble(visitor).getByText(SENTENCE).waitFor();
  await bubble(visitor).click();
  assert.equal(await bubble(visitor).count(), 0);
  await visitor.leaves();
});

story("the panel's half comes at the first sign of interest, and commands wait for it in order", async () => {
  const visitor = await onPage();
  const { page } = visitor;
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  let asked = 0;
  await page.route("**/widget-panel.js*", async (route) => {
    asked += 1;
    await arrived;
    await route.continue();
  });
  await visitor.launcher().waitFor();
  await settles(visitor);
  assert.equal(asked, 0);
  await visitor.launcher().hover();
  await eventually(async () => assert.equal(asked, 1));

  await visitor.call("showArticle", "sizes");
  await visitor.call("track", "basket");
  await visitor.call("close");
  await visitor.call("open");
  assert.equal(await page.getByRole("button", { name: "Close chat" }).getAttribute("aria-busy"), "true");
  arrive();

  await meets(visitor);
  await eventually(async () => {
    assert.deepEqual((await heardBy(visitor)).map(({ type, id }) => id ?? type), ["sizes", "track", "close", "open"]);
  });
  assert.equal(asked, 1);
  await page.locator("iframe").waitFor();
  await visitor.leaves();
});

story("a panel that cannot be reached is no matter to who only passes over the launcher", async () => {
  const visitor = await onPage();
  await visitor.page.route("**/w/icw_*", (route) => route.abort());
  const asked = visitor.page.waitForEvent("requestfailed", (request) => request.url().includes("/w/icw_"));
  await visitor.launcher().hover();
  await asked;
  // It stands there until it counts as blocked.
  await eventually(async () => assert.equal(await visitor.page.locator("iframe").count(), 0));

  assert.equal(await bubble(visitor).count(), 0);
  assert.deepEqual((await told(visitor)).map(([name]) => name), ["ready"]);
  await visitor.leaves();
});

story("chosen events go to the page's dataLayer", async () => {
  const visitor = await onPage({ init: (init) => ({ ...init, mirror: ["open", "message:sent"] }) });
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  await panelSays(visitor, { type: "event", name: "navigate", detail: { view: "home" } });
  await panelSays(visitor, { type: "event", name: "message:sent", detail: { conversation_id: "cnv_1" } });

  const expected = [{ event: "deskbell:open" }, { event: "deskbell:message:sent", conversation_id: "cnv_1" }];
  await eventually(async () => assert.deepEqual(await visitor.page.evaluate(() => window.dataLayer), expected));
  await visitor.leaves();
});

story("an own button takes the launcher's place, and nothing teases", async () => {
  const visitor = await visitorOn(world, `<button data-deskbell="open">Help</button>${snippetWith(world, 'data-user-token="t"')}`, { records: true, init: launching({ is_hidden: true }) });
  await meets(visitor);
  await panelSays(visitor, { type: "unread", count: 1, teaser: TEASER });
  await eventually(async () => assert.equal((await visitor.call("getState")).unread, 1));
  assert.deepEqual([await visitor.launcher().count(), await bubble(visitor).count()], [0, 0]);
  await visitor.page.getByRole("button", { name: "Help" }).click();
  await visitor.page.locator("iframe").waitFor();
  await visitor.leaves();
});
