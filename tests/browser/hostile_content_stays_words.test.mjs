// Whoever writes, writes words. What a visitor, a customer's page, a shop's server or an agent puts into any field is
// shown as it was written: nothing of it runs, becomes a part of a page, asks a stranger's server or breaks the layout.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { givesFiles, picture, text } from "./support/files.mjs";
import { LINES, packed, stayedWords, watches } from "./support/hostile.mjs";
import { typesPasswordIfAsked } from "./support/proof.mjs";
import { CUSTOMER, proof, Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

/** More of everything than anybody writes in a minute. */
const LIMITS = { messages_per_minute: 60_000, messages_burst: 10_000, uploads_per_hour: 5_000, ingest_burst: 5_000 };
/** For names, which are short: each breaks out of another place. */
const SHORT = ['"><img src=x onerror=alert(1)>', "</title><script>alert(1)</script>", "'><svg onload=alert(1)>", "{{constructor.constructor('alert(1)')()}}"];
const BUSINESS = `${SHORT[0]}${SHORT[1]}`;

let world;
let admin;
let signedIn;
let secret;
before(async () => {
  world = await World.start({ limits: LIMITS });
  admin = await world.admin();
  admin.business = BUSINESS;
  admin.account.name = `Ana ${SHORT[2]}`;
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  signedIn = await admin.signedIn();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;

/** Somebody whose browser watches, on a page whose title and address are hostile too. */
async function watchedVisitor({ launcher = /^Open chat/, ...options } = {}) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor(options);
  visitor.launcher = () => visitor.page.getByRole("button", { name: launcher });
  const seen = await watches(visitor.page.context());
  const query = packed(1_500, "&").map((line, index) => `utm_source=${encodeURIComponent(line)}&utm_campaign=${encodeURIComponent(LINES[index])}`);
  await visitor.page.addInitScript((title) => addEventListener("DOMContentLoaded", () => (document.title = title)), packed(400)[0]);
  await visitor.page.goto(`${world.hostPage.origin}/?${query[0]}#${encodeURIComponent(LINES[0])}`, { referer: `https://shop.example/?q=${encodeURIComponent(LINES[8])}` });
  await visitor.launcher().waitFor();
  return { visitor, seen };
}

async function watchedAgent(options = {}) {
  const agent = await world.agent({ storageState: signedIn, ...options });
  const seen = await watches(agent.page.context());
  await agent.page.goto(at("/inbox/v/all"));
  return { agent, seen };
}

/** Writes as the panel's own script would, only faster. */
function posts(visitor, bodies) {
  return visitor.frame().evaluate(async (all) => {
    const key = Object.keys(localStorage).find((one) => one.endsWith(":token"));
    const headers = { "content-type": "application/json", authorization: `Bearer ${localStorage.getItem(key)}` };
    const { conversations } = await (await fetch("/api/widget/conversations", { headers })).json();
    for (const body of all) {
      const frame = { type: "message.post", client_id: crypto.randomUUID(), conversation_id: conversations[0].id, body };
      const answer = await (await fetch("/api/widget/frames", { method: "POST", headers, body: JSON.stringify(frame) })).json();
      if (answer.frames[0].type !== "ack") throw new Error(JSON.stringify(answer));
    }
  }, bodies);
}

/** Reads a thread from its end to its beginning. */
async function readsAll(log) {
  await eventually(async () => {
    await log.evaluate((box) => (box.scrollTop = 0));
    assert.ok(await log.evaluate((box) => box.scrollTop === 0));
  });
  await log.evaluate((box) => (box.scrollTop = box.scrollHeight));
}

story("what a visitor and the page around them write", async () => {
  const { visitor, seen } = await watchedVisitor();
  // A name holds no control character: one of the lines has a tab.
  const nameOf = (line, index) => [...`${index} ${line.replace(/\p{Cc}/gu, "")}`].slice(0, 60).join("");
  const attributes = Object.fromEntries(LINES.slice(0, 90).map((line, index) => [nameOf(line, index), line]));
  await visitor.call("identify", {
    name: packed(190)[0],
    username: packed(190)[1],
    address: packed(190)[2],
    attributes,
  });
  await visitor.call("track", SHORT[0], Object.fromEntries(LINES.slice(0, 20).map((line, index) => [SHORT[index % 4] + index, line])));
  for (const line of LINES.slice(20, 35)) await visitor.call("track", [...line].slice(0, 60).join(""), { [SHORT[1]]: line });
  await visitor.opensPanel();
  await visitor.says(LINES[0]);
  await visitor.hasSent();
  await posts(visitor, [...LINES, LINES.join("\n"), packed(9_000)[0]]);
  await visitor.sees("‮");
  const files = LINES.slice(0, 9).flatMap((line, index) => (index === 0 ? [picture(`${line}.png`)] : [text(`${line}.txt`)]));
  await givesFiles(visitor.panel().locator("body"), "drop", files);
  await eventually(async () => assert.equal(await visitor.panel().locator(".picked__item").count(), files.length));
  await eventually(async () => assert.equal(await visitor.panel().locator(".picked__progress").count(), 0));
  assert.deepEqual(await visitor.panel().locator(".picked__wrong").allInnerTexts(), []);
  await stayedWords(visitor, seen, "files that are picked");
  await visitor.says(LINES[9]);
  await visitor.panel().locator(".files .file").nth(files.length - 2).waitFor();
  await readsAll(visitor.log());
  await visitor.log().locator(".picture").click();
  await visitor.panel().getByRole("dialog", { name: /^Picture/ }).waitFor();
  await stayedWords(visitor, seen, "the panel");
  await visitor.panel().getByRole("dialog", { name: /^Picture/ }).press("Escape");

  const { agent, seen: seenByAgent } = await watchedAgent();
  await agent.page.locator("[data-conversation]").first().waitFor();
  await stayedWords(agent, seenByAgent, "the inbox's list");
  await agent.page.locator("[data-conversation]").first().click();
  await agent.composer().waitFor();
  await agent.page.locator(".files .file").first().waitFor();
  await readsAll(agent.log());
  const details = agent.page.getByRole("complementary", { name: "Details" });
  await details.getByText(LINES[3], { exact: true }).first().waitFor();
  await details.getByText(SHORT[0]).first().waitFor();
  await stayedWords(agent, seenByAgent, "the inbox");
  await agent.page.setViewportSize({ width: 390, height: 844 });
  await stayedWords(agent, seenByAgent, "the inbox on a phone");

  const stored = await agent.storedBodies();
  assert.ok(stored.length > 0, "the newest of them are in the thread");
  await agent.page.context().close();
  await visitor.leaves();
});

/** Messages of every kind whose every text is hostile. */
function hostileContents() {
  const cut = (line, most) => [...line].slice(0, most).join("");
  const lines = (most, from, count) => LINES.map((line) => cut(line, most)).slice(from, from + count);
  const unique = (most, from, count) => [...new Set(lines(most, from, count))];
  return [
    { body: LINES[1], content: { type: "buttons", buttons: lines(80, 6, 6).map((line) => ({ text: line, reply: line })) } },
    {
      body: LINES[2],
      content: {
        type: "cards",
        cards: lines(120, 12, 10).map((line, index) => ({ title: line, text: packed(500)[index % packed(500).length], buttons: [{ text: cut(line, 80), reply: line }] })),
      },
    },
    { body: LINES[3], content: { type: "products", products: lines(120, 22, 10).map((line) => ({ title: line, description: line, price: "19.90", currency: "EUR", is_available: false })) } },
    {
      body: "",
      content: {
        type: "form",
        title: cut(LINES[4], 120),
        is_contact: false,
        submit: cut(LINES[5], 40),
        fields: [
          ...lines(120, 30, 8).map((label, index) => ({ name: `field_${index}`, label, kind: index % 2 === 0 ? "text" : "long_text", is_required: true, options: [] })),
          { name: "choice", label: LINES[9], kind: "choice", is_required: true, options: unique(120, 40, 30) },
        ],
      },
    },
    { body: LINES[4], content: { type: "quick_replies", replies: unique(80, 45, 10) } },
  ];
}

story("what an agent writes, and what a visitor answers to it", async () => {
  const { visitor, seen } = await watchedVisitor();
  await visitor.opensPanel();
  await visitor.says("Say something.");
  const { agent, seen: seenByAgent } = await watchedAgent();
  await agent.opensConversation("Say something.");
  await agent.says(LINES[10]);
  await visitor.sees("You are now talking with Ana");
  for (const line of [...LINES, packed(9_000)[0]]) await agent.posts({ body: line });
  for (const message of hostileContents()) await agent.posts(message);
  await visitor.panel().locator(".replies .reply").first().waitFor();
  await readsAll(visitor.log());
  await stayedWords(visitor, seen, "the panel with every kind");
  await agent.page.locator(".replies--still").first().waitFor();
  await readsAll(agent.log());
  await stayedWords(agent, seenByAgent, "the inbox with every kind");

  const form = visitor.panel().locator("form.kind-form");
  await form.locator("select").waitFor({ state: "attached" });
  const boxes = await form.locator("input, textarea").all();
  for (const [index, box] of boxes.entries()) await box.fill(packed(400)[index % packed(400).length]);
  await form.locator("select").selectOption({ index: 1 });
  await form.locator(".kind-form__submit").click();
  await visitor.panel().locator(".kind-form__given").waitFor();
  await visitor.panel().locator(".replies .reply").first().click();
  await agent.page.locator(".kind-form__given").first().waitFor();
  await stayedWords(visitor, seen, "an answered form");
  await stayedWords(agent, seenByAgent, "an answered form in the inbox");

  await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();
  await visitor.panel().getByRole("radio", { name: "Good", exact: true }).check({ force: true });
  await visitor.panel().getByRole("textbox", { name: "Would you like to add something?" }).fill(packed(900)[0]);
  await visitor.panel().getByRole("button", { name: "Send rating" }).click();
  await agent.page.locator(".rating__comment").waitFor();
  await stayedWords(agent, seenByAgent, "a rating in the inbox");

  await visitor.call("close");
  await visitor.page.locator("iframe").waitFor({ state: "hidden" });
  // What comes before the panel has heard of it is read: on a busy machine an answer can overtake the word to close.
  await visitor.frame().evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  for (const line of [LINES[0], LINES[10], LINES[60]]) {
    await agent.posts({ body: line });
    await visitor.page.locator("deskbell-widget").getByRole("status").getByText(line, { exact: false }).waitFor();
    await stayedWords(visitor, seen, "the bubble beside the launcher");
  }
  await agent.page.context().close();
  await visitor.leaves();
});

/** Writes into every field of a page of the console that takes text, and saves. */
async function fillsIn(page, path, values, button = "Save") {
  await page.goto(at(path));
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.locator(".flash").filter({ hasText: /saved/i }).first().waitFor();
}

story("what stands in the site's settings, on every page of the console and before every visitor", async () => {
  const person = await world.visitor({ storageState: signedIn });
  const seen = await watches(person.page.context());
  const texts = packed(290);
  await fillsIn(person.page, "/console/launcher", {
    name: BUSINESS.slice(0, 80),
    launcher_text: SHORT[0],
    greeting: texts[0],
    introduction: texts[1],
    reply_expectation: texts[2],
    away: texts[3],
    notice: texts[4],
  });
  await person.page.goto(at("/console/developers"));
  await person.page.getByLabel("Name").fill(SHORT[1]);
  for (const scope of await person.page.getByRole("checkbox").all()) await scope.check();
  await typesPasswordIfAsked(person.page, world.owner.password);
  await person.page.getByRole("button", { name: "Make key" }).click();
  const key = (await person.page.locator('copy-field[label="API key"] code').innerText()).trim();
  for (const path of ["install", "sites", "site", "site/keys", "launcher", "pages", "hours", "integrations", "developers", "try"]) {
    await person.page.goto(at(`/console/${path}`));
    await person.page.waitForLoadState("networkidle");
    await stayedWords(person, seen, path);
  }
  await person.page.context().close();

  const shop = new Shop(world.server, key);
  const customer = { ...CUSTOMER, external_id: SHORT[0], name: packed(190)[0], attributes: { [SHORT[1]]: LINES[5] } };
  const records = LINES.slice(0, 20).map((line, index) => ({
    kind: "order", reference: `${index}-${SHORT[0]}`, title: packed(190)[index % 9], status: [...line].slice(0, 30).join(""), amount: "1.00", currency: "EUR", occurred_at: new Date().toISOString(),
  }));
  await shop.tells({ customer, records });

  for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 640 }]) {
    const { visitor, seen: seenByVisitor } = await watchedVisitor({ viewport, launcher: SHORT[0] });
    await stayedWords(visitor, seenByVisitor, "the launcher");
    await visitor.call("identify", proof(secret, SHORT[0]));
    await visitor.opensHome();
    await visitor.panel().locator(".notice").waitFor();
    await visitor.panel().locator(".record").first().waitFor();
    await stayedWords(visitor, seenByVisitor, "Home");
    await visitor.panel().locator(".tabs").getByRole("button", { name: "Activity" }).click();
    await visitor.panel().locator(".record").nth(10).waitFor();
    await stayedWords(visitor, seenByVisitor, "Activity");
    await visitor.leaves();
  }
});
