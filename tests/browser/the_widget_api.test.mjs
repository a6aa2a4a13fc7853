// What a page may ask of the widget, and what happens when a page gets it wrong: one clear warning
// at most, never an exception, nothing for the visitor to see.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

const STUB =
  "<script>window.SoftbetChat=window.SoftbetChat||function(){(SoftbetChat.q=SoftbetChat.q||[]).push(arguments)}</script>";

/** Where the launcher stands without any attribute, in pixels from the side and from the bottom. */
const USUAL_DISTANCE = 20;

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** The snippet with more attributes. */
function snippetWith(attributes) {
  return world.snippet.replace("></script>", ` ${attributes}></script>`);
}

async function visitorOn(body) {
  world.hostPage.show({ body });
  const visitor = await world.visitor();
  await visitor.visits();
  return visitor;
}

async function leaves(visitor) {
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
}

/** Waits until the loader has looked at the page and had time to say something. */
async function settles(visitor) {
  await visitor.page.waitForLoadState("networkidle");
}

function warnings(visitor) {
  return visitor.ownLines().filter((line) => line.type === "warning");
}

/** Tells how far the launcher is from the left, the right and the bottom of the page. */
async function distances(visitor) {
  await visitor.launcher().waitFor();
  const box = await visitor.launcher().boundingBox();
  const { width, height } = visitor.page.viewportSize();
  return { left: box.x, right: width - box.x - box.width, bottom: height - box.y - box.height };
}

story("open, close and toggle move the panel and tell whoever listens", async () => {
  const visitor = await visitorOn(world.snippet);
  await visitor.launcher().waitFor();
  await visitor.page.evaluate(() => {
    window.heard = [];
    for (const name of ["ready", "open", "close"]) window.SoftbetChat("on", name, () => window.heard.push(name));
    window.addEventListener("deskbell:open", () => window.heard.push("deskbell:open"));
  });
  const heard = () => visitor.page.evaluate(() => window.heard);

  await visitor.call("open");
  await visitor.composer().waitFor();
  await eventually(async () => assert.equal((await heard()).filter((name) => name === "open").length, 1));
  assert.ok((await heard()).includes("deskbell:open"));

  await visitor.call("close");
  await visitor.page.locator("iframe").waitFor({ state: "hidden" });
  await visitor.call("toggle");
  await visitor.composer().waitFor();
  await visitor.call("toggle");
  await visitor.page.locator("iframe").waitFor({ state: "hidden" });
  await eventually(async () => {
    const moves = (await heard()).filter((name) => name === "open" || name === "close");
    assert.deepEqual(moves, ["open", "close", "open", "close"]);
  });
  assert.deepEqual(visitor.ownLines(), []);
  await leaves(visitor);
});

story("a listener can be taken away again", async () => {
  const visitor = await visitorOn(world.snippet);
  await visitor.launcher().waitFor();

  const heard = await visitor.page.evaluate(async () => {
    let count = 0;
    const stop = window.SoftbetChat("on", "open", () => (count += 1));
    stop();
    const opened = new Promise((resolve) => window.addEventListener("deskbell:open", resolve, { once: true }));
    window.SoftbetChat("open");
    await opened;
    return count;
  });

  assert.equal(heard, 0);
  await leaves(visitor);
});

story("calls made before the script has loaded are carried out in order", async () => {
  const calls = "<script>SoftbetChat('on', 'open', () => { document.title = 'opened' }); SoftbetChat('open')</script>";
  const visitor = await visitorOn(STUB + world.snippet + calls);

  await visitor.composer().waitFor();

  await eventually(async () => assert.equal(await visitor.page.title(), "opened"));
  assert.deepEqual(visitor.ownLines(), []);
  await leaves(visitor);
});

story("unknown commands and wrong arguments warn and never throw", async () => {
  const visitor = await visitorOn(world.snippet);
  await visitor.launcher().waitFor();

  await visitor.page.evaluate(() => {
    window.SoftbetChat("dance");
    window.SoftbetChat();
    window.SoftbetChat("on", "open", "not a function");
    window.SoftbetChat("identify", 7);
  });

  await eventually(async () => assert.equal(warnings(visitor).length, 4));
  assert.match(warnings(visitor)[0].text, /dance/);
  await leaves(visitor);
});

story("the launcher stands where the attributes say", async () => {
  const visitor = await visitorOn(snippetWith('data-position="left" data-offset-x="40" data-offset-y="100"'));

  const { left, bottom } = await distances(visitor);

  assert.deepEqual({ left, bottom }, { left: 40, bottom: 100 });
  assert.deepEqual(visitor.ownLines(), []);
  await leaves(visitor);
});

for (const junk of ["-5", "1001", "12.5", "20px", "1e2", "lots"]) {
  story(`an offset of "${junk}" falls back to the default with one warning`, async () => {
    const visitor = await visitorOn(snippetWith(`data-offset-x="${junk}"`));

    const { right, bottom } = await distances(visitor);

    assert.deepEqual({ right, bottom }, { right: USUAL_DISTANCE, bottom: USUAL_DISTANCE });
    assert.equal(warnings(visitor).length, 1);
    assert.match(warnings(visitor)[0].text, /data-offset-x/);
    await leaves(visitor);
  });
}

story("an unknown side falls back to the right with one warning", async () => {
  const visitor = await visitorOn(snippetWith('data-position="middle"'));

  assert.equal((await distances(visitor)).right, USUAL_DISTANCE);
  assert.equal(warnings(visitor).length, 1);
  assert.match(warnings(visitor)[0].text, /data-position/);
  await leaves(visitor);
});

story("with data-launcher none nothing is drawn until open", async () => {
  const visitor = await visitorOn(snippetWith('data-launcher="none"'));
  await settles(visitor);
  assert.equal(await visitor.launcher().count(), 0);

  await visitor.call("open");

  await visitor.composer().waitFor();
  await leaves(visitor);
});

story("an app id nobody knows shows nothing and explains itself once", async () => {
  const visitor = await visitorOn(world.snippet.replace(/icw_\w+/, `icw_${"0".repeat(24)}`));
  await settles(visitor);

  await eventually(async () => assert.equal(warnings(visitor).length, 1));
  assert.equal(await visitor.launcher().count(), 0);
  assert.equal(visitor.ownLines().length, 1);
  await leaves(visitor);
});

story("without an app id the script explains itself once and does nothing", async () => {
  const visitor = await visitorOn(world.snippet.replace(/ data-app-id="[^"]*"/, ""));
  await settles(visitor);

  await eventually(async () => assert.equal(warnings(visitor).length, 1));
  assert.match(warnings(visitor)[0].text, /data-app-id/);
  assert.equal(await visitor.launcher().count(), 0);
  await leaves(visitor);
});

story("a second script is ignored with a warning", async () => {
  const visitor = await visitorOn(world.snippet + world.snippet);
  await settles(visitor);

  await eventually(async () => assert.equal(warnings(visitor).length, 1));
  assert.equal(await visitor.launcher().count(), 1);
  await leaves(visitor);
});

story("a link marked data-deskbell opens the panel and keeps its address for when it cannot", async () => {
  const link = '<a href="/contact" data-deskbell="open">Write to us</a>';
  const visitor = await visitorOn(link + world.snippet);
  await visitor.launcher().waitFor();
  assert.equal(await visitor.page.getByRole("link", { name: "Write to us" }).getAttribute("href"), "/contact");

  await visitor.page.getByRole("link", { name: "Write to us" }).click();

  await visitor.composer().waitFor();
  assert.equal(new URL(visitor.page.url()).pathname, "/");
  await leaves(visitor);
});

story("when the server does not answer the page hears and sees nothing of us", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.page.route("**/api/widget/init*", (route) => route.abort());

  await visitor.visits();
  await settles(visitor);

  assert.equal(await visitor.launcher().count(), 0);
  assert.deepEqual(visitor.ownLines(), []);
  await leaves(visitor);
});

story("the widget comes back after a page has swapped its body", async () => {
  const visitor = await visitorOn(world.snippet);
  await visitor.launcher().waitFor();

  await visitor.page.evaluate(() => document.body.replaceWith(document.createElement("body")));

  await visitor.opensPanel();
  assert.equal(await visitor.page.locator("deskbell-widget").count(), 1);
  await leaves(visitor);
});

story("a panel that is slow to come takes nothing from a phone's page, and the launcher closes it again", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor({ viewport: { width: 390, height: 844 } });
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
  await visitor.composer().waitFor();
  assert.equal(await page.evaluate(() => document.body.inert), true, "now it is the whole screen");
  await leaves(visitor);
});
