// Words of stories about the script on a customer's page: how it is put there, what the start document says, and a panel
// that does nothing but remember what it was told, so that a story can look at one side of the bridge alone.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

export const STUB =
  "<script>window.SoftbetChat=window.SoftbetChat||function(){(SoftbetChat.q=SoftbetChat.q||[]).push(arguments)}</script>";

/** Says hello like the panel, keeps what it hears, and says what a story wants. */
export const RECORDER = `<!doctype html><html lang="en"><title>Panel</title><button>Inside</button><script>
  window.heard = [];
  addEventListener("message", ({ data, ports }) => {
    if (data?.deskbell !== "init") return;
    window.init = data;
    window.port = ports[0];
    port.onmessage = (message) => heard.push(message.data);
  });
  parent.postMessage({ deskbell: "hello", v: 1 }, "*");
</script></html>`;

/** The snippet with more attributes. */
export function snippetWith(world, attributes) {
  return world.snippet.replace("></script>", ` ${attributes}></script>`);
}

/** A visitor on a page. `init` changes the start document; `records` puts the remembering panel in place of the real one. */
export async function visitorOn(world, body, { init = null, records = false, head = "", policy = null, before = null, ...options } = {}) {
  world.hostPage.show({ head, body, policy });
  const visitor = await world.visitor(options);
  const { page } = visitor;
  if (init) {
    await page.route("**/api/widget/init*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: init(await response.json()) });
    });
  }
  if (records) await page.route("**/w/icw_*", (route) => route.fulfill({ contentType: "text/html", body: RECORDER }));
  if (before) await page.addInitScript(before);
  await visitor.visits();
  return visitor;
}

/** What the remembering panel has heard, in order, without what it is told all the time. */
export async function heardBy(visitor) {
  const all = await recorder(visitor).evaluate(() => window.heard);
  return all.filter((message) => message.type !== "full" && message.type !== "page");
}

/** The remembering panel says something to the loader. */
export function panelSays(visitor, message) {
  return recorder(visitor).evaluate((said) => window.port.postMessage(said), message);
}

export function recorder(visitor) {
  const frame = visitor.page.frames().find((one) => one.url().includes("/w/icw_"));
  assert.ok(frame, "the panel is loaded");
  return frame;
}

/** Waits until the remembering panel knows the page. */
export async function meets(visitor) {
  const frame = await eventually(() => recorder(visitor));
  await frame.waitForFunction(() => window.port !== undefined);
}

/** Waits until the loader has looked at the page and had time to say something. */
export async function settles(visitor) {
  await visitor.page.waitForLoadState("networkidle");
}

export function warnings(visitor) {
  return visitor.ownLines().filter((line) => line.type === "warning");
}

/** Collects what the page hears, from before the script runs; `window.told` holds it. */
export function collectsEvents() {
  window.told = [];
  const names = ["ready", "open", "close", "unread", "navigate", "message:sent", "message:received", "conversation:started", "identified", "article:viewed", "app:opened", "lead:submitted", "booking:created", "csat:submitted", "error"];
  for (const name of names) window.addEventListener(`deskbell:${name}`, ({ detail }) => window.told.push([name, detail]));
}

export const told = (visitor) => visitor.page.evaluate(() => window.told);

/** How far the launcher is from the left, the right and the bottom of the page. */
export async function distances(visitor) {
  await visitor.launcher().waitFor();
  // It grows as it appears.
  await visitor.launcher().evaluate((button) => Promise.all(button.getAnimations().map((one) => one.finished)));
  const box = await visitor.launcher().boundingBox();
  const { width, height } = visitor.page.viewportSize();
  return { left: box.x, right: width - box.x - box.width, bottom: height - box.y - box.height };
}
