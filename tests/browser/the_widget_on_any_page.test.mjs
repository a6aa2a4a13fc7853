// The one line works wherever it is put and whatever the page does: every attribute, every way to load it, pages that swap
// what they show, strict policies, blocked storage, phones and pages written from right to left.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { collectsEvents, distances, heardBy, meets, panelSays, recorder, settles, snippetWith, STUB, told, visitorOn, warnings } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

/** Where the launcher stands without any attribute, in pixels from the side and from the bottom. */
const USUAL_DISTANCE = 20;
const PHONE = { viewport: { width: 390, height: 844 } };

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

const withAttributes = (attributes, more = {}) => visitorOn(world, snippetWith(world, attributes), { records: true, before: collectsEvents, ...more });

/** What the panel is told of the page around it. */
async function introduced(visitor) {
  await visitor.call("open");
  await meets(visitor);
  return recorder(visitor).evaluate(() => window.init);
}

story("the launcher stands where the attributes say", async () => {
  const visitor = await withAttributes('data-position="left" data-offset-x="40" data-offset-y="100" data-z-index="77"');

  const { left, bottom } = await distances(visitor);

  assert.deepEqual({ left, bottom }, { left: 40, bottom: 100 });
  assert.equal(await visitor.page.locator("deskbell-widget").evaluate((host) => getComputedStyle(host).zIndex), "77");
  assert.deepEqual(visitor.ownLines(), []);
  await visitor.leaves();
});

for (const [attribute, junk] of [
  ...["-5", "1001", "12.5", "20px", "1e2", "lots"].map((value) => ["data-offset-x", value]),
  ["data-offset-y", "x"], ["data-position", "middle"], ["data-theme", "blue"], ["data-locale", "no tag"],
  ["data-purpose", "party"], ["data-z-index", "top"], ["data-launcher", "maybe"],
]) {
  story(`${attribute}="${junk}" falls back to the default with one warning`, async () => {
    const visitor = await withAttributes(`${attribute}="${junk}"`);

    const { right, bottom } = await distances(visitor);

    assert.deepEqual({ right, bottom }, { right: USUAL_DISTANCE, bottom: USUAL_DISTANCE });
    assert.equal(warnings(visitor).length, 1);
    assert.ok(warnings(visitor)[0].text.includes(attribute));
    await visitor.leaves();
  });
}

story("theme, language, purpose and campaign go to the panel", async () => {
  const visitor = await withAttributes('data-theme="dark" data-locale="fr-CA" data-purpose="sales" data-campaign="Spring"');
  await visitor.page.getByRole("button", { name: "Ouvrir le chat" }).waitFor();

  const { theme, locale, purpose, page } = await introduced(visitor);

  assert.deepEqual({ theme, locale, purpose, campaign: page.campaign }, { theme: "dark", locale: "fr-CA", purpose: "sales", campaign: { campaign: "Spring" } });
  await visitor.leaves();
});

story("who the visitor is can stand in the attributes; a proof loads the panel when the page is idle", async () => {
  const visitor = await withAttributes('data-user-id="7" data-user-hash="ab" data-user-token="t" data-user-name="Bo" data-user-email="bo@example.com" data-session="s"');

  await meets(visitor);

  const identity = { user_id: "7", user_hash: "ab", user_token: "t", name: "Bo", email: "bo@example.com", session: "s" };
  await eventually(async () => assert.deepEqual(await heardBy(visitor), [{ type: "identify", identity }]));
  await visitor.leaves();
});

story("empty attributes, as templates write them for guests, identify nobody", async () => {
  const visitor = await withAttributes('data-user-id="" data-user-hash="" data-user-email=""');
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);

  await eventually(async () => assert.deepEqual((await heardBy(visitor)).map((message) => message.type), ["open"]));
  await visitor.leaves();
});

story("with data-launcher none nothing is drawn until open", async () => {
  const visitor = await visitorOn(world, snippetWith(world, 'data-launcher="none"'));
  await settles(visitor);
  assert.equal(await visitor.launcher().count(), 0);

  await visitor.call("open");

  await visitor.page.locator("iframe").waitFor();
  await visitor.leaves();
});

story("data-global names the function, and a name of the page's own is left alone", async () => {
  const visitor = await withAttributes('data-global="Chat"');
  await visitor.launcher().waitFor();
  assert.deepEqual(await visitor.page.evaluate(() => [typeof window.Chat, typeof window.SoftbetChat]), ["function", "undefined"]);
  await visitor.leaves();

  for (const name of ["alert", "theirs"]) {
    const other = await withAttributes(`data-global="${name}"`, { head: "<script>window.theirs = () => 'mine'</script>" });
    await settles(other);
    assert.equal(await other.page.evaluate((one) => /Deskbell|desk/.test(String(window[one])), name), false);
    assert.equal(warnings(other).length, 1);
    assert.equal(await other.page.locator("deskbell-widget").count(), 0);
    await other.leaves();
  }
});

const LINE = () => world.snippet.replace(/ (defer|async)(="")?/g, "");
for (const [how, put] of [
  ["in the head", () => ({ head: LINE() })],
  ["in the body", () => ({ body: LINE() })],
  ["with defer", () => ({ head: LINE().replace("<script", "<script defer") })],
  ["with async", () => ({ head: LINE().replace("<script", "<script async") })],
]) {
  story(`the script works ${how}`, async () => {
    const { head = "", body = "" } = put();
    const visitor = await visitorOn(world, body, { head, records: true });
    await visitor.launcher().waitFor();
    const made = await visitor.page.evaluate(() => [typeof window.SoftbetChat, Object.keys(window).filter((name) => /deskbell/i.test(name))]);
    assert.deepEqual(made, ["function", []]);
    assert.deepEqual(visitor.ownLines(), []);
    await visitor.leaves();
  });
}

story("a tag manager can put it there later", async () => {
  const visitor = await visitorOn(world, `<template>${world.snippet}</template>${STUB}<script>SoftbetChat('open')</script>`, { records: true });
  await visitor.page.evaluate(() => {
    const given = document.querySelector("template").content.querySelector("script");
    const script = document.createElement("script");
    for (const { name, value } of given.attributes) script.setAttribute(name, value);
    document.body.append(script);
  });

  await meets(visitor);
  assert.deepEqual(visitor.ownLines(), []);
  await visitor.leaves();
});

story("a second script is ignored with a warning, even under another name", async () => {
  for (const second of [world.snippet, snippetWith(world, 'data-global="Other"')]) {
    const visitor = await visitorOn(world, world.snippet + second);
    await settles(visitor);
    await eventually(async () => assert.equal(warnings(visitor).length, 1));
    await visitor.launcher().first().waitFor();
    assert.equal(await visitor.launcher().count(), 1);
    await visitor.leaves();
  }
});

story("an app id nobody knows, or none, shows nothing and explains itself once", async () => {
  for (const line of [world.snippet.replace(/icw_\w+/, `icw_${"0".repeat(24)}`), world.snippet.replace(/ data-app-id="[^"]*"/, "")]) {
    const visitor = await visitorOn(world, line);
    await settles(visitor);
    await eventually(async () => assert.equal(warnings(visitor).length, 1));
    assert.equal(visitor.ownLines().length, 1);
    assert.equal(await visitor.page.locator("deskbell-widget").count(), 0);
    await visitor.leaves();
  }
});

/** Notes how long the script waits before it asks again. Runs in the page. */
function notesPauses() {
  window.pauses = [];
  const later = window.setTimeout;
  window.setTimeout = (act, pause_ms, ...given) => {
    if (pause_ms >= 1_000) window.pauses.push(pause_ms);
    return later(act, pause_ms, ...given);
  };
}

story("when the server does not answer the page hears and sees nothing of us, and it is asked again", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  const asked = [];
  await visitor.page.clock.install();
  await visitor.page.route("**/api/widget/init*", (route) => void asked.push(route));
  await visitor.visits();
  await visitor.page.evaluate(notesPauses);
  const fails = async (time) => {
    await eventually(() => assert.equal(asked.length, time));
    await Promise.all([visitor.page.waitForEvent("requestfailed"), asked.at(-1).abort()]);
  };
  for (const [index, pause] of [5_000, 30_000, 300_000].entries()) {
    await fails(index + 1);
    await eventually(async () => assert.equal(await visitor.page.evaluate(() => window.pauses.at(-1)), pause));
    await visitor.page.clock.runFor(pause);
  }
  await fails(4);
  await visitor.page.clock.runFor("01:00:00");
  assert.equal(await visitor.page.evaluate(() => window.pauses.length), 3, "then it is silent");
  assert.equal(asked.length, 4);
  assert.equal(await visitor.page.locator("deskbell-widget").count(), 0);
  assert.deepEqual(visitor.ownLines(), []);
  await visitor.leaves();
});

story("a page may swap its body or its whole document, and the open panel is not even loaded anew by the first", async () => {
  const visitor = await visitorOn(world, world.snippet, { records: true });
  const { page } = visitor;
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  await recorder(visitor).evaluate(() => (window.isSame = true));

  await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
  await page.evaluate(() => document.documentElement.replaceChild(document.createElement("body"), document.body));
  assert.equal(await recorder(visitor).evaluate(() => window.isSame), true);

  await page.evaluate(() => document.querySelector("deskbell-widget").remove());
  await eventually(async () => assert.equal(await page.locator("deskbell-widget").count(), 1));
  await page.evaluate(() => {
    const html = document.createElement("html");
    html.append(document.createElement("head"), document.createElement("body"));
    document.documentElement.replaceWith(html);
  });
  await eventually(async () => assert.equal(await page.locator("deskbell-widget").count(), 1));
  await page.evaluate(() => document.querySelector("deskbell-widget").remove());
  await eventually(async () => assert.equal(await page.locator("deskbell-widget").count(), 1));
  await visitor.leaves();
});

story("it works under a policy that allows no style, no inline script and only trusted types", async () => {
  const { origin } = world.server;
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; connect-src ${origin}; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const visitor = await visitorOn(world, `<a href="/x" data-deskbell="open">Ask</a>${world.snippet}`, { policy });
  await visitor.launcher().waitFor();
  // As it is laid out: it moves once, and is larger then.
  assert.equal(await visitor.launcher().evaluate((button) => button.offsetWidth), 56);

  await visitor.page.getByText("Ask").click();
  await visitor.page.locator("iframe").contentFrame().locator("#deskbell-panel *").first().waitFor();

  assert.deepEqual(world.hostPage.reports, []);
  assert.deepEqual(visitor.ownLines().filter((line) => line.type === "error"), []);
  await visitor.leaves();
});

story("it works under a policy that trusts one script by its nonce and what that one loads", async () => {
  const { origin } = world.server;
  const policy = `default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; frame-src ${origin}; connect-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const visitor = await visitorOn(world, snippetWith(world, 'nonce="r4nd0m"'), { policy });
  await visitor.launcher().click();
  await visitor.page.locator("iframe").contentFrame().locator("#deskbell-panel *").first().waitFor();

  assert.deepEqual(world.hostPage.reports, []);
  assert.deepEqual(visitor.ownLines().filter((line) => line.type === "error"), []);
  await visitor.leaves();
});

story("storage that throws when it is touched is no error", async () => {
  const visitor = await visitorOn(world, world.snippet, {
    records: true,
    before: () => {
      for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
        Object.defineProperty(window, name, { get: () => { throw new DOMException("Blocked", "SecurityError"); } });
      }
    },
  });
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  await panelSays(visitor, { type: "acted", hasActed: true });
  await visitor.call("logout");

  await eventually(async () => assert.equal((await heardBy(visitor)).at(-1).type, "logout"));
  assert.deepEqual(visitor.ownLines(), []);
  await visitor.leaves();
});

story("nothing is stored for who only looks, one flag for who has acted, nothing after logout", async () => {
  const visitor = await visitorOn(world, world.snippet, { records: true });
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  assert.deepEqual((await visitor.stored()).local, []);

  await panelSays(visitor, { type: "acted", hasActed: true });
  await eventually(async () => assert.match((await visitor.stored()).local.join(), /^deskbell:icw_\w+$/));
  await visitor.page.reload();
  await meets(visitor);
  await visitor.call("logout");
  assert.deepEqual((await visitor.stored()).local, []);
  await visitor.leaves();
});

story("on a phone the panel is the whole screen, and Back closes it without a history entry", async () => {
  const visitor = await visitorOn(world, world.snippet, {
    ...PHONE,
    records: true,
    before: () => {
      window.watchers = [];
      window.CloseWatcher = class extends EventTarget {
        constructor() {
          super();
          window.watchers.push(this);
        }
        destroy() {
          window.watchers = window.watchers.filter((one) => one !== this);
        }
      };
    },
  });
  const { page } = visitor;
  await visitor.launcher().waitFor();
  const before = await page.evaluate(() => history.length);
  await visitor.call("open");
  await meets(visitor);
  await eventually(async () => assert.deepEqual(await page.locator("iframe").boundingBox(), { x: 0, y: 0, width: 390, height: 844 }));
  assert.equal(await page.evaluate(() => document.body.inert && watchers.length === 1), true);

  await page.evaluate(() => watchers[0].dispatchEvent(new Event("close")));

  await page.locator("iframe").waitFor({ state: "hidden" });
  assert.deepEqual(await page.evaluate(() => [document.body.inert, watchers.length, history.length, getComputedStyle(document.documentElement).overflow]), [false, 0, before, "visible"]);
  await visitor.leaves();
});

story("a panel that is slow to come takes nothing from a phone's page, and the launcher closes it again", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor(PHONE);
  const { page } = visitor;
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await page.route("**/w/icw_*", async (route) => {
    await arrived;
    await route.continue();
  });
  await visitor.visits();
  await visitor.launcher().click();

  const closes = page.getByRole("button", { name: "Close chat" });
  await closes.waitFor();
  assert.equal(await closes.getAttribute("aria-busy"), "true");
  assert.equal(await page.locator("iframe").isVisible(), false, "no empty box");
  assert.equal(await page.evaluate(() => document.body.inert || document.documentElement.style.overflow !== ""), false);
  await closes.click();
  await visitor.launcher().click();
  arrive();
  await page.locator("iframe").waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.body.inert), true, "now it is the whole screen"));
  await visitor.leaves();
});

story("a page written from right to left keeps the launcher where the site wants it, in the page's language", async () => {
  const visitor = await visitorOn(world, world.snippet, { records: true, before: () => addEventListener("DOMContentLoaded", () => (document.documentElement.dir = "rtl")), head: "<script>document.documentElement.lang = 'ar'</script>" });
  const launcher = visitor.page.getByRole("button", { name: "فتح الدردشة" });
  await launcher.waitFor();
  // It grows as it appears.
  await launcher.evaluate((button) => Promise.all(button.getAnimations().map((one) => one.finished)));
  const box = await launcher.boundingBox();

  assert.equal(box.x + box.width, 1280 - USUAL_DISTANCE);
  await visitor.leaves();
});

story("a panel that was open before a reload opens again, quietly", async () => {
  const visitor = await visitorOn(world, `<input>${snippetWith(world, 'data-user-token="t"')}`, { records: true, before: collectsEvents });
  await meets(visitor);
  await visitor.page.locator("input").focus();

  await panelSays(visitor, { type: "reopen" });

  await eventually(async () => assert.deepEqual((await heardBy(visitor)).at(-1), { type: "open", isFull: false, wantsComposer: false, isQuiet: true }));
  assert.equal(await visitor.page.locator("iframe").isVisible(), true);
  assert.equal(await visitor.page.evaluate(() => document.activeElement.tagName), "INPUT");
  await visitor.call("close");
  assert.equal(await visitor.page.evaluate(() => document.activeElement.tagName), "INPUT");
  assert.deepEqual((await told(visitor)).map(([name]) => name), ["ready", "open", "close"]);
  await visitor.leaves();
});

story("it does not show on paper", async () => {
  const visitor = await visitorOn(world, world.snippet, { records: true });
  await visitor.launcher().waitFor();
  await visitor.page.emulateMedia({ media: "print" });
  assert.equal(await visitor.page.locator("deskbell-widget").evaluate((host) => getComputedStyle(host).display), "none");
  await visitor.leaves();
});
