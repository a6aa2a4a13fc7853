// The documentation as whoever builds a page or a server reads it: on a phone, with a keyboard, and without the internet.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { hasFocus, tabsTo } from "./support/keyboard.mjs";
import { CROSSED_LOOKS, looksRight, optionsOf } from "./support/looks.mjs";
import { story, World } from "./support/world.mjs";

const LANGUAGES = ["curl", "Node", "PHP", "Python"];

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** A reader; `reader.asked` holds the address of everything their browser asks for. */
async function readerAt(path, options) {
  const reader = await world.visitor(options);
  reader.asked = [];
  reader.page.context().on("request", (request) => reader.asked.push(request.url()));
  await reader.page.goto(`${world.server.origin}${path}`);
  return reader;
}

const strangers = (reader) => reader.asked.filter((url) => !url.startsWith("data:") && new URL(url).origin !== world.server.origin);

story("every page of the documentation comes whole from this server", async () => {
  const reader = await readerAt("/docs", { viewport: { width: 390, height: 844 } });
  const { page } = reader;
  const links = await page.getByRole("link").evaluateAll((all) => all.map((one) => one.href));
  const pages = [...new Set(links.map((link) => link.split("#")[0]))].filter((link) => new URL(link).origin === world.server.origin && /\/docs/.test(link));
  assert.ok(pages.length > 10, "the widget's page and one for each problem");
  const targets = links.filter((link) => link.startsWith(`${world.server.origin}/docs#`)).map((link) => new URL(link).hash.slice(1));
  const missing = await page.evaluate((ids) => ids.filter((id) => document.getElementById(decodeURIComponent(id)) === null), targets);
  assert.deepEqual(missing, [], "every link within the page leads somewhere");
  for (const link of pages) {
    const answer = await page.goto(link);
    assert.equal(answer.status(), 200, link);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${link} fits a phone`);
  }
  assert.deepEqual(strangers(reader), []);
  assert.deepEqual([reader.exceptions, reader.ownLines()], [[], []]);
  await page.context().close();
});

for (const look of CROSSED_LOOKS) {
  story(`the documentation of API and widget: ${look.width} px, ${look.colorScheme}`, async () => {
    const reader = await readerAt("/docs", optionsOf(look));
    await looksRight(reader, "docs-api", look);
    await reader.page.goto(`${world.server.origin}/docs/widget`);
    await looksRight(reader, "docs-widget", look);
    await reader.page.goto(`${world.server.origin}/docs/problems/guest_external_id`);
    await looksRight(reader, "docs-problem", look);
    assert.deepEqual(strangers(reader), []);
    await reader.page.context().close();
  });
}

story("on a phone a keyboard changes the language of an example, and each shows one that fits or scrolls by itself", async () => {
  const reader = await readerAt("/docs", { viewport: { width: 390, height: 844 } });
  const { page } = reader;
  const operations = await page.locator(".samples").count();
  assert.ok(operations >= 8);

  const samples = page.locator(".samples").first();
  const tabs = samples.getByRole("radio");
  assert.deepEqual(await samples.locator(".samples__tab").allInnerTexts(), LANGUAGES);
  await page.locator("#identify_customer").evaluate((heading) => {
    heading.tabIndex = -1;
    heading.focus();
  });
  await tabsTo(page, tabs.first());
  const panels = samples.locator(".samples__panel");
  const shown = new Set();
  for (let index = 0; index < LANGUAGES.length; index += 1) {
    if (index > 0) await page.keyboard.press("ArrowRight");
    assert.ok(await hasFocus(tabs.nth(index)), LANGUAGES[index]);
    assert.ok(await tabs.nth(index).isChecked());
    assert.equal(await panels.filter({ visible: true }).count(), 1, "one language at a time");
    const box = await samples.locator(".samples__tab").nth(index).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, `${LANGUAGES[index]} is in sight`);
    shown.add(await panels.filter({ visible: true }).locator("pre").innerText());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page itself does not move sideways");
  }
  assert.equal(shown.size, LANGUAGES.length);
  await page.keyboard.press("Tab");
  assert.ok(await hasFocus(panels.filter({ visible: true }).locator("pre")), "Tab leads from the language to its example, which arrow keys scroll");
  assert.deepEqual(strangers(reader), []);
  await page.context().close();
});
