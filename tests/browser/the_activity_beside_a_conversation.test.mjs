// Whoever answers sees what the customer did, as it happens: one kind or all of it, what it comes to, and further back page
// by page. Products of the catalogue go into a message, and of somebody who was erased nothing stays on the screen.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { LINES, packed, stayedWords, watches } from "./support/hostile.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { COPIED_MS, lasts } from "./support/lasting.mjs";
import { looksRight, LOOKS, optionsOf } from "./support/looks.mjs";
import { proof, Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

let world;
let signedIn;
let secret;
let shop;
before(async () => {
  world = await World.start({ limits: { ingest_burst: 5_000 } });
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  shop = new Shop(world.server, await admin.apiKey());
  signedIn = await admin.signedIn();
  await admin.leaves();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const ago = (ms) => new Date(Date.now() - ms).toISOString();
const details = (agent) => agent.page.getByRole("complementary", { name: "Details" });
const timeline = (agent) => details(agent).locator("section").filter({ has: agent.page.getByRole("heading", { name: "Activity", level: 3 }) });
const all = (agent) => timeline(agent).locator(".activity__item");
/** Without the pages they were on, which everybody has. */
const items = (agent) => all(agent).filter({ hasNot: agent.page.locator(".sign--page") });
const chip = (agent, name) => timeline(agent).getByRole("button", { name });
// Not what is drawn: a long timeline is drawn only where it is in sight.
const titles = (agent) => items(agent).locator(".activity__title").allTextContents();

/** A customer of the shop who has written `words` with a proof of who they are; the page stays open. */
async function customerWrites(external_id, words, options) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor(options);
  await visitor.visits();
  await visitor.launcher().waitFor();
  await visitor.call("identify", proof(secret, external_id));
  await visitor.opensPanel();
  await visitor.says(words);
  await visitor.hasSent();
  return visitor;
}

/** An agent who has the conversation with those words open; `prepare` has the page before it loads. */
async function agentAt(words, { prepare, ...options } = {}) {
  const agent = await world.agent({ storageState: signedIn, ...options });
  await prepare?.(agent.page);
  await agent.page.goto(at("/inbox/v/all"));
  await agent.opensConversation(words);
  if ((agent.page.viewportSize()?.width ?? 1280) < 1200) await agent.page.getByRole("button", { name: "Show details" }).click();
  await details(agent).getByRole("heading", { level: 2 }).waitFor();
  return agent;
}

async function part(...people) {
  for (const person of people) await person.leaves();
}

const order = (number, more = {}) => ({ kind: "order", reference: `BK-${number}`, title: `Order BK-${number}`, amount: "10.00", currency: "EUR", status: "paid", occurred_at: ago(number * MINUTE_MS), ...more });

story("records appear as they are pushed: newest first, by day, each with its word, its status, its amount and its way out", async () => {
  await shop.post("identify", { external_id: "cust_live", name: "Noor Haddad" });
  const visitor = await customerWrites("cust_live", "Has my bell been sent?");
  const agent = await agentAt("Has my bell been sent?");
  const records = [
    order(2, { url: "https://shop.example/orders/BK-2", attributes: { warehouse: "Bern", parcels: 2 } }),
    { kind: "payment", reference: "P-1", title: "Card payment", amount: "1234.50", currency: "CHF", status: "pending", occurred_at: ago(1 * MINUTE_MS) },
    { kind: "withdrawal", reference: "W-9", title: "Store credit", amount: "20", currency: "JPY", status: "failed", occurred_at: ago(3 * DAY_MS) },
  ];
  await shop.post("records", { external_id: "cust_live", records });
  await items(agent).nth(2).waitFor();
  assert.deepEqual(await titles(agent), ["Card payment", "Order BK-2", "Store credit"]);
  assert.equal(await timeline(agent).getByRole("heading", { level: 4 }).count() >= 2, true, "by day");

  const [payment, bell, credit] = [0, 1, 2].map((index) => items(agent).nth(index));
  await payment.getByText("CHF 1,234.50").waitFor();
  await payment.locator(".badge--warn").getByText("pending").waitFor();
  await credit.getByText("Withdrawal").waitFor();
  await credit.locator(".badge--err").getByText("failed").waitFor();
  await credit.getByText("JP¥20").waitFor();
  await bell.getByText("Order · BK-2").waitFor();
  const link = bell.getByRole("link", { name: "Open Order BK-2 in a new tab" });
  assert.deepEqual(await link.evaluate((one) => [one.href, one.target, one.rel]), ["https://shop.example/orders/BK-2", "_blank", "noopener noreferrer nofollow"]);
  assert.match(await bell.locator("time").getAttribute("title"), /\d{4}/, "the exact time is there on hover");
  await bell.getByText("2 details").click();
  await bell.getByText("warehouse").waitFor();
  await bell.getByText("Bern").waitFor();

  await shop.post("records", { external_id: "cust_live", records: [{ kind: "order", reference: "BK-2", status: "refunded" }] });
  await bell.locator(".badge--err").getByText("refunded").waitFor();
  await bell.getByText("Bern").waitFor();
  await part(agent, visitor);
});

story("sixty records: one kind with its count, what they come to, and pages back that news takes nothing away from", async () => {
  const failed = (number) => (number % 15 === 0 ? { status: "failed" } : {});
  const orders = Array.from({ length: 45 }, (_, index) => order(index + 1, { ...failed(index + 1), ...(index < 5 ? { currency: "CHF" } : {}) }));
  const payments = Array.from({ length: 15 }, (_, index) => ({ ...order(100 + index), kind: "payment", reference: `P-${index}`, title: `Payment P-${index}` }));
  await shop.tells({ customer: { external_id: "cust_60", name: "Ida Moser" }, records: [...orders, ...payments] });
  const visitor = await customerWrites("cust_60", "What did I pay last year?");
  const agent = await agentAt("What did I pay last year?");

  await chip(agent, "Orders 45").waitFor();
  await chip(agent, "Payments 15").waitFor();
  const sums = await timeline(agent).locator(".sum").allInnerTexts();
  assert.deepEqual(sums.map((sum) => sum.replace(/\s+/g, " ")), ["Orders · 37 · €370.00 3 failed or refunded", "Orders · 5 · CHF 50.00", "Payments · 15 · €150.00"]);
  assert.equal(await all(agent).count(), 20);

  const older = timeline(agent).getByRole("button", { name: "Show older" });
  await older.click();
  await eventually(async () => assert.equal(await all(agent).count(), 40));
  const before = await items(agent).count();
  assert.equal(new Set(await titles(agent)).size, before);
  await shop.post("records", { external_id: "cust_60", records: [order(0)] });
  await items(agent).getByText("Order BK-0").waitFor();
  assert.equal(await items(agent).count(), before + 1, "what was paged in is still there");
  await chip(agent, "Orders 46").waitFor();

  await chip(agent, "Payments 15").click();
  await eventually(async () => assert.equal(await items(agent).count(), 15));
  assert.ok((await titles(agent)).every((title) => title.startsWith("Payment")));
  assert.equal(await chip(agent, "Payments 15").getAttribute("aria-pressed"), "true");
  await eventually(async () => assert.equal(await timeline(agent).locator(".sum").count(), 1, "the sums are those of the kind"));
  await shop.post("records", { external_id: "cust_60", records: [{ ...payments[0], reference: "P-new", title: "Payment P-new", occurred_at: ago(0) }] });
  await items(agent).getByText("Payment P-new").waitFor();
  assert.equal(await items(agent).count(), 16, "the choice stays");

  await chip(agent, "All").click();
  await items(agent).getByText("Order BK-0").waitFor();
  for (let shown = 20; shown <= 60; shown += 20) {
    await eventually(async () => assert.equal(await all(agent).count(), shown));
    await older.focus();
    await agent.page.keyboard.press("Enter");
  }
  const end = timeline(agent).getByText("That is everything.");
  await eventually(async () => assert.ok(await end.evaluate((one) => one === document.activeElement), "the keyboard is led on where the button was"));
  assert.deepEqual([await items(agent).count(), new Set(await titles(agent)).size], [62, 62]);
  await part(agent, visitor);
});

story("what the page told and the pages that were visited stand among the orders", async () => {
  await shop.tells({ customer: { external_id: "cust_events", name: "Leo Frei" }, records: [order(5)] });
  const visitor = await customerWrites("cust_events", "I cannot find the brakes.");
  const agent = await agentAt("I cannot find the brakes.");
  await visitor.call("track", "Searched", { words: "brakes", results: 0 });

  const event = items(agent).filter({ hasText: "Searched" });
  await event.getByText(/^Event/).waitFor();
  await event.getByText("2 details").click();
  await event.getByText("brakes").waitFor();
  await chip(agent, /^Pages/).click();
  const page = all(agent).first().getByRole("link");
  assert.equal(await page.evaluate((one) => new URL(one.href).origin), world.hostPage.origin);
  await chip(agent, /^Events/).click();
  await eventually(async () => assert.deepEqual(await titles(agent), ["Searched"]));
  await part(agent, visitor);
});

story("whatever a shop's server writes into any field stays words", async () => {
  const short = (line, most) => [...line.replace(/\p{Cc}/gu, "")].slice(0, most).join("");
  const attributes = Object.fromEntries(LINES.slice(0, 40).map((line, index) => [short(`${index} ${line}`, 60), line]));
  const records = LINES.slice(0, 19).map((line, index) => ({
    ...order(index + 1),
    kind: ["order", "payment", "deposit", "withdrawal", "custom"][index % 5],
    reference: short(`${index} ${line}`, 200),
    title: packed(190)[index % packed(190).length],
    status: short(line, 30),
    attributes,
  }));
  await shop.tells({ customer: { external_id: "cust_hostile", name: packed(190)[0] }, records });
  const visitor = await customerWrites("cust_hostile", "Read this.");
  const agent = await agentAt("Read this.", { prepare: async (page) => (page.seen = await watches(page.context())) });
  await items(agent).nth(18).waitFor();
  for (const summary of await items(agent).locator("summary").all()) await summary.click();
  await details(agent).getByText(LINES[3], { exact: true }).first().waitFor();
  await stayedWords(agent, agent.page.seen, "the timeline");
  await agent.page.setViewportSize({ width: 390, height: 844 });
  await agent.page.getByRole("button", { name: "Show details" }).click();
  await stayedWords(agent, agent.page.seen, "the timeline on a phone");
  assert.equal(await details(agent).evaluate((one) => one.scrollWidth <= one.clientWidth), true, "nothing sticks out of the column");
  await part(agent, visitor);
});

/** Lets the server answer, and says it differently. */
const saysInstead = (page, path, change) =>
  page.route(path, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });

story("what the business's server said of the visit stands apart from what the page said, and others with the same address are named", async () => {
  await shop.post("identify", { external_id: "cust_context", name: "Mia Keller", email: "mia@example.com" });
  const visitor = await customerWrites("cust_context", "My cart is empty again.");
  const context = [{ name: "cart_total", value: "189.90" }, { name: "<b>tier</b>", value: "Gold" }];
  const claims = [{ name: "plan", value: "Platinum" }];
  const agent = await agentAt("My cart is empty again.", {
    prepare: (page) => saysInstead(page, /\/api\/inbox\/conversations\/cnv_\w+$/, (thread) => ({ ...thread, contact: { ...thread.contact, context, claims, possible_duplicates: 2 } })),
  });

  const section = (title) => details(agent).locator("section").filter({ has: agent.page.getByRole("heading", { name: title, level: 3 }) });
  await section("From your website's server").getByText("189.90").waitFor();
  await section("From your website's server").getByText("<b>tier</b>", { exact: true }).waitFor();
  assert.equal(await section("From your website's server").getByText("Unverified").count(), 0);
  await section("What the page said").getByText("Platinum").waitFor();
  await section("What the page said").getByText("Unverified").waitFor();
  await section("Contact").getByText("2 others share this e-mail address or phone number.").waitFor();
  await part(agent, visitor);
});

story("without any order an administrator is shown the way, and an agent is not sent where they may not go", async () => {
  const visitor = await customerWrites("cust_nothing", "Hello?");
  const agent = await agentAt("Hello?");
  await timeline(agent).getByRole("link", { name: "Push orders with the API" }).waitFor();

  const asAgent = (me) => ({ ...me, agent: { ...me.agent, role: "agent" }, permissions: me.permissions.filter((one) => !one.startsWith("manage")) });
  const other = await agentAt("Hello?", { prepare: (page) => saysInstead(page, "**/api/inbox/me", asAgent) });
  await timeline(other).waitFor();
  await details(other).getByRole("heading", { name: "cust_nothing" }).waitFor();
  assert.equal(await timeline(other).getByRole("link", { name: "Push orders with the API" }).count(), 0);
  await part(agent, other, visitor);
});

story("what cannot be loaded says so where it is missing, and comes with the next try", async () => {
  const records = Array.from({ length: 30 }, (_, index) => order(index + 1));
  await shop.tells({ customer: { external_id: "cust_away", name: "Tom Baum" }, records: [...records, { ...order(50), kind: "payment", reference: "P-50", title: "Payment P-50" }] });
  const visitor = await customerWrites("cust_away", "Which one was it?");
  const agent = await agentAt("Which one was it?");
  await all(agent).nth(19).waitFor();
  await agent.page.route("**/api/inbox/contacts/*/activity?*", (route) => route.abort());

  await timeline(agent).getByRole("button", { name: "Show older" }).click();
  await timeline(agent).getByText("Older activity could not be loaded.").waitFor();
  assert.equal(await all(agent).count(), 20, "what was there is still there");
  await chip(agent, /^Payments/).click();
  await timeline(agent).getByText("The activity could not be loaded.").waitFor();
  await agent.page.unroute("**/api/inbox/contacts/*/activity?*");
  await timeline(agent).getByRole("button", { name: "Retry" }).click();
  await eventually(async () => assert.deepEqual(await titles(agent), ["Payment P-50"]));
  await part(agent, visitor);
});

story("what is not needed is folded away and stays so, and what is needed elsewhere is copied", async () => {
  await shop.tells({ customer: { external_id: "cust_fold", name: "Ida Sommer", email: "ida@example.com", phone: "+41 31 555 01 42" }, records: [order(1)] });
  const visitor = await customerWrites("cust_fold", "Is my bell ready?");
  const agent = await agentAt("Is my bell ready?", { permissions: ["clipboard-read", "clipboard-write"], prepare: (page) => lasts(page, COPIED_MS) });
  const contact = details(agent).locator("section").filter({ has: agent.page.getByRole("heading", { name: "Contact", level: 3 }) });
  for (const [name, value] of [["E-mail", "ida@example.com"], ["Phone", "+41 31 555 01 42"], ["Customer ID", "cust_fold"]]) {
    await contact.getByRole("button", { name: `Copy: ${name}` }).press("Enter");
    await contact.getByRole("status").getByText("Copied").first().waitFor({ state: "attached" });
    await eventually(async () => assert.equal(await agent.page.evaluate(() => navigator.clipboard.readText()), value));
  }

  const fold = timeline(agent).getByRole("button", { name: "Activity" });
  await fold.press("Enter");
  assert.equal(await fold.getAttribute("aria-expanded"), "false");
  assert.equal(await all(agent).count(), 0);
  await agent.page.reload();
  await contact.getByText("ida@example.com").waitFor();
  assert.deepEqual([await fold.getAttribute("aria-expanded"), await all(agent).count()], ["false", 0]);
  await shop.post("records", { external_id: "cust_fold", records: [order(0)] });
  await fold.press("Enter");
  await items(agent).getByText("Order BK-0").waitFor();
  await part(agent, visitor);
});

story("of somebody who was erased nothing stays, and nothing that was begun is sent", async () => {
  await shop.tells({ customer: { external_id: "cust_gone", name: "Eva Lang" }, records: [order(1)] });
  const visitor = await customerWrites("cust_gone", "Please delete everything about me.");
  const [agent, other] = [await agentAt("Please delete everything about me."), await world.agent({ storageState: signedIn })];
  await other.page.goto(at("/inbox/v/all"));
  await other.sees("Please delete everything about me.");
  await agent.composer().fill("Dear Eva, of cou");

  const answer = await fetch(at("/v1/chat/ingest/customers/cust_gone"), { method: "DELETE", headers: { authorization: `Bearer ${shop.key}` } });
  assert.equal(answer.status, 200, await answer.text());
  await agent.page.getByRole("alert").getByText("Everything about this person was erased").waitFor();
  await eventually(async () => assert.equal(await agent.page.getByText("Eva Lang").count(), 0));
  assert.equal(await agent.composer().count(), 0);
  await eventually(async () => assert.equal(await other.page.getByText("Eva Lang").count(), 0, "it leaves every list"));
  const kept = await agent.page.evaluate(() => Object.values(localStorage).join());
  assert.ok(!kept.includes("Dear Eva"), "the draft is not kept");
  await agent.page.getByRole("alert").getByRole("button", { name: "Back to the list" }).click();
  await agent.page.waitForURL("**/inbox/v/all");
  await part(agent, other, visitor);
});

/** A dot: pictures of products come from the shop, and a story has none that answers https. */
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg6Ff4DwACigF2ZTc7fwAAAABJRU5ErkJggg==", "base64");
const answersPictures = (page) => page.route("https://shop.example/**", (route) => route.fulfill({ contentType: "image/png", body: DOT }));

story("products are found while somebody types, chosen with the keyboard, and sent as cards", async () => {
  const visitor = await customerWrites("cust_products", "What bells do you have?");
  const agent = await agentAt("What bells do you have?", { prepare: answersPictures });
  let dialog = await agent.inserts("Product from the catalogue");
  await dialog.getByText("There are no products yet.").waitFor();
  await dialog.getByRole("link", { name: "Settings → Products" }).waitFor();
  await agent.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  const bells = ["Blue bell", "Brass bell", "Red bell"].map((title, index) => ({ external_id: `bell-${index}`, title, price: "19.90", currency: "EUR", url: `https://shop.example/bells/${index}`, image_url: `https://shop.example/bells/${index}.png`, available: index !== 2 }));
  const lights = Array.from({ length: 25 }, (_, index) => ({ external_id: `light-${index}`, title: `Front light ${"bright ".repeat(20)}${index}`, description: "Shines. ".repeat(90) }));
  await shop.post("products", { products: [...bells, ...lights] });
  dialog = await agent.inserts("Product from the catalogue");
  const search = dialog.getByRole("combobox", { name: "Search products" });
  await eventually(async () => assert.ok(await hasFocus(search), "one can type at once"));
  const options = dialog.getByRole("option");
  await options.nth(19).waitFor();
  await search.fill("bell");
  await eventually(async () => assert.equal(await options.count(), 3));
  await options.filter({ hasText: "Red bell" }).getByText("Not available").waitFor();
  await options.filter({ hasText: "Blue bell" }).getByText("€19.90").waitFor();

  for (const key of ["Enter", "ArrowDown", "Enter", "ArrowDown", "Enter"]) await agent.page.keyboard.press(key);
  await dialog.getByRole("status").getByText("3 chosen").waitFor();
  await dialog.getByRole("button", { name: "Remove Brass bell" }).click();
  await search.fill("light bright");
  await options.filter({ hasText: "Front light" }).first().click();
  await search.fill("no such thing");
  await dialog.getByText("No product has “no such thing” in its name.").waitFor();
  await dialog.getByLabel(/^Message/).fill("These two, and a light.");
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.waitFor({ state: "detached" });

  for (const side of [visitor.log(), agent.log()]) {
    await side.getByText("These two, and a light.").waitFor();
    await side.locator(".kind-card").filter({ hasText: "Blue bell" }).getByText("€19.90").waitFor();
    await side.locator(".kind-card").filter({ hasText: "Front light" }).waitFor({ state: "attached" });
    assert.equal(await side.locator(".kind-card").count(), 3);
  }
  const { content } = (await agent.storedMessages()).at(-1);
  const light = content.products.find((product) => product.title.startsWith("Front light"));
  for (const [text, most] of [[light.title, 120], [light.description, 500]]) assert.ok(text.endsWith("…") && [...text].length <= most, text);
  await part(agent, visitor);
});

story("a catalogue that cannot be had says so and tries again", async () => {
  const visitor = await customerWrites("cust_catalogue", "And what else?");
  const agent = await agentAt("And what else?", { prepare: answersPictures });
  await agent.page.route("**/api/inbox/products*", (route) => route.abort());
  const dialog = await agent.inserts("Product from the catalogue");
  await dialog.getByText("The products could not be loaded.").waitFor();
  await agent.page.unroute("**/api/inbox/products*");
  await dialog.getByRole("button", { name: "Retry" }).click();
  await dialog.getByRole("option").first().waitFor();
  await part(agent, visitor);
});

story("how the timeline and the catalogue look, and whether everybody can use them", async () => {
  const records = Array.from({ length: 30 }, (_, index) => order(index * 700 + 1, { reference: `BK-${index}`, title: `Order BK-${index}`, url: "https://shop.example/", status: ["paid", "pending", "failed", "on hold"][index % 4], attributes: { warehouse: "Bern" } }));
  const others = ["payment", "deposit", "withdrawal", "custom"].map((kind, index) => ({ ...order(index * 300), kind, reference: `R-${kind}`, title: `Bergs Fahrradwerkstatt und Zubehörhandel ${kind}`, currency: "CHF", amount: "12345.60" }));
  await shop.tells({ customer: { external_id: "cust_looks", name: "Noor Haddad", email: "noor@example.com" }, records: [...records, ...others] });
  const visitor = await customerWrites("cust_looks", "Which of these is the blue one?");
  for (const look of LOOKS) {
    const agent = await agentAt("Which of these is the blue one?", { ...optionsOf(look), prepare: answersPictures });
    await all(agent).nth(19).waitFor();
    await items(agent).locator("summary").first().click();
    await looksRight(agent, "inbox-activity", look);
    await details(agent).evaluate((one) => one.scrollTo(0, 420));
    await looksRight(agent, "inbox-activity-below", look);
    if (look.width < 1200) await details(agent).getByRole("button", { name: "Hide details" }).click();
    const dialog = await agent.inserts("Product from the catalogue");
    await dialog.getByRole("option").nth(2).waitFor();
    for (const option of (await dialog.getByRole("option").all()).slice(0, 3)) await option.click();
    await looksRight(agent, "inbox-catalogue", look);
    await part(agent);
  }
  await part(visitor);
});
