// The console's preview is the real widget, shaped by the page around it: nothing is fetched of what is stored, nothing
// is stored, no global is defined, and whoever types beside it keeps the keys.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { heardBy, RECORDER, recorder } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

const DIST = new URL("../../assets/dist/", import.meta.url);
const INSIDE = '<!doctype html><html lang="en"><meta charset="utf-8"><body><script src="/story/preview.js"></script></body></html>';
const AROUND = '<!doctype html><html lang="en"><body><input><iframe name="preview" src="/story/inside" width="600" height="700"></iframe></body></html>';

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** A form of the console with the preview beside it, and what the site is now. */
async function formWithPreview() {
  const visitor = await world.visitor();
  const { page } = visitor;
  const { origin } = world.server;
  const manifest = JSON.parse(readFileSync(new URL("manifest.json", DIST), "utf8"));
  const script = readFileSync(new URL(manifest["preview.js"], DIST), "utf8");
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route("**/story/around", (route) => route.fulfill({ contentType: "text/html", body: AROUND }));
  await page.route("**/story/inside", (route) => route.fulfill({ contentType: "text/html", body: INSIDE }));
  await page.route("**/story/preview.js", (route) => route.fulfill({ contentType: "text/javascript; charset=utf-8", body: script }));
  await page.route("**/w/icw_*", (route) => route.fulfill({ contentType: "text/html", body: RECORDER }));
  await page.goto(`${origin}/story/around`);
  const appId = world.snippet.match(/icw_\w+/)[0];
  const init = await (await fetch(`${origin}/api/widget/init?app_id=${appId}`, { headers: { origin: world.hostPage.origin } })).json();
  const config = await (await fetch(`${origin}/api/widget/panel?app_id=${appId}`)).json();
  const shows = (wish) => page.evaluate((said) => frames.preview.postMessage({ deskbell: "preview", ...said }, location.origin), { init, config, ...wish });
  const inside = page.frameLocator("iframe[name=preview]");
  return { visitor, page, inside, init, config, shows, asked };
}

story("the form's page shapes the launcher and the panel, in place and without a trace", async () => {
  const { visitor, page, inside, init, config, shows, asked } = await formWithPreview();
  const launcher = (name) => inside.getByRole("button", { name });
  await page.locator("input").focus();
  await shows({});
  await launcher("Open chat").waitFor();

  await shows({ init: { ...init, launcher: { ...init.launcher, size: "large", texts: { de: "Frag uns" } } }, locale: "de" });
  await launcher("Frag uns").waitFor();
  assert.equal(await inside.locator("deskbell-widget").count(), 1);
  await shows({ open: true });
  await launcher("Close chat").waitFor();
  await eventually(() => recorder(visitor));
  await shows({ open: true, config: { ...config, message_max_chars: 7 } });

  await eventually(async () => {
    const heard = await heardBy(visitor);
    assert.deepEqual(heard.filter(({ type }) => type === "preview").at(-1).config.message_max_chars, 7);
    assert.equal(heard.filter(({ type }) => type === "open").length, 1, "a changed text opens nothing anew");
  });
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "INPUT");
  await shows({ open: false });
  await launcher("Open chat").waitFor();
  const frame = page.frame({ name: "preview" });
  assert.deepEqual(await frame.evaluate(() => [typeof window.SoftbetChat, localStorage.length, sessionStorage.length]), ["undefined", 0, 0]);
  assert.ok(!asked.includes("/api/widget/init"));
  assert.deepEqual(visitor.ownLines(), []);
  await visitor.leaves();
});

story("only the page around it, of our own origin, is believed", async () => {
  const { visitor, page, inside, init, config } = await formWithPreview();
  const frame = page.frame({ name: "preview" });

  await frame.evaluate((said) => {
    window.postMessage(said, "*");
    window.dispatchEvent(new MessageEvent("message", { data: said, origin: "https://other.example", source: parent }));
    window.dispatchEvent(new MessageEvent("message", { data: null, origin: location.origin, source: parent }));
  }, { deskbell: "preview", init, config });
  await page.waitForTimeout(200);

  assert.equal(await inside.locator("deskbell-widget").count(), 0);
  await visitor.leaves();
});
