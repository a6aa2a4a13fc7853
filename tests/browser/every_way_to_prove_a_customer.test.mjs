// The ways a shop's page proves who looks at it, and what the next person at the same browser gets to see: nothing.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { collectsEvents, snippetWith, told } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { CUSTOMER, proof, Shop, token } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

/** A word that stands in everything that is the first customer's and in nothing else. */
const CANARY = "chrysanthemum";
const OTHER = { external_id: "cust_43", name: "Ben Ader", email: "ben@example.com" };

let world;
let secret;
let shop;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  shop = new Shop(world.server, await admin.apiKey());
  await admin.leaves();
  await shop.tells();
  await shop.tells({ customer: OTHER, records: [{ kind: "order", reference: "BK-2001", title: "Order BK-2001", amount: "12.00", currency: "EUR", status: "paid" }] });
});
after(() => world?.stop());

/** Somebody on the shop's page, whose snippet says what `attributes` say and whose script says `identity`. */
async function visitorWho(identity, attributes = "", context) {
  world.hostPage.show({ body: attributes === "" ? world.snippet : snippetWith(world, attributes) });
  const visitor = context ? await onTheSame(context) : await world.visitor();
  await visitor.page.addInitScript(collectsEvents);
  await visitor.visits();
  await visitor.launcher().waitFor();
  if (identity) await visitor.call("identify", identity);
  return visitor;
}

async function onTheSame(visitor) {
  await visitor.page.goto("about:blank");
  return visitor;
}

const state = (visitor) => visitor.page.evaluate(() => window.SoftbetChat("getState"));
const heard = async (visitor, name) => (await told(visitor)).filter(([event]) => event === name).map(([, detail]) => detail);
const isVerified = (visitor) => eventually(async () => assert.deepEqual(await heard(visitor, "identified"), [{ verified: true }]));

async function agentAt(words) {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(words);
  return agent;
}

for (const [what, say] of [
  ["a script", async () => visitorWho(token(secret, { name: CUSTOMER.name, attributes: { club: "Gold" } }))],
  ["the snippet", async () => visitorWho(null, `data-user-token="${token(secret, { name: CUSTOMER.name, attributes: { club: "Gold" } }).user_token}"`)],
]) {
  story(`a signed token in ${what} makes the visitor that customer, with what the token says of them`, async () => {
    const visitor = await say();
    await isVerified(visitor);
    const { identified, verified } = await state(visitor);
    assert.deepEqual([identified, verified], [true, true]);

    await visitor.opensPanel();
    await visitor.says(`Is ${what} enough?`);
    await visitor.hasSent();
    const agent = await agentAt(`Is ${what} enough?`);
    const details = agent.page.getByRole("complementary", { name: "Details" });
    await details.getByRole("heading", { name: CUSTOMER.name }).waitFor();
    await details.getByText("Verified", { exact: true }).first().waitFor();
    await details.getByText("Gold", { exact: true }).first().waitFor();
    assert.deepEqual(await heard(visitor, "error"), []);
    await agent.page.context().close();
    await visitor.leaves();
  });
}

story("a page that comes with a fresh token each time is never told of the old one", async () => {
  const visitor = await visitorWho(token(secret));
  await isVerified(visitor);
  await visitor.page.evaluate(() => history.pushState(null, "", "/?next"));
  await visitor.visits();
  await visitor.launcher().waitFor();
  await visitor.call("identify", token(secret, { exp: Math.floor(Date.now() / 1_000) + 200 }));
  await isVerified(visitor);
  await visitor.opensHome();
  await visitor.sees("Order BK-1042");
  assert.deepEqual(await heard(visitor, "error"), []);
  await visitor.leaves();
});

story("a session that the shop's server prepared makes the visitor that customer, on every page of the same browser", async () => {
  const { session } = await shop.prepares({ external_id: CUSTOMER.external_id });
  const visitor = await visitorWho(null, `data-session="${session}"`);
  await isVerified(visitor);
  await visitor.visits();
  await visitor.launcher().waitFor();
  await isVerified(visitor);
  await visitor.opensHome();
  await visitor.sees("Order BK-1042");
  assert.deepEqual(await heard(visitor, "error"), []);

  const thief = await visitorWho(null, `data-session="${session}"`);
  await eventually(async () => assert.equal((await heard(thief, "error"))[0]?.code, "session_spent"));
  assert.match((await heard(thief, "error"))[0].message, /another browser/);
  assert.deepEqual((await state(thief)).verified, false);
  await thief.opensHome();
  assert.equal(await thief.panel().getByText("Order BK-1042").count(), 0);
  await thief.leaves();
  await visitor.leaves();
});

story("a session that was prepared for nobody yet gives the visitor it speaks of, and no more", async () => {
  const { session } = await shop.prepares({});
  const visitor = await visitorWho({ session });
  await visitor.opensPanel();
  await visitor.says("Prepared, but nobody yet.");
  await visitor.hasSent();
  assert.equal((await state(visitor)).verified, false);
  assert.equal(await visitor.panel().getByText("BK-1042").count(), 0);
  await visitor.leaves();
});

for (const [what, wrong, words] of [
  ["hash", () => proof("not the secret"), /user_hash does not fit/],
  ["token", () => token("not the secret"), /user_token was not accepted/],
]) {
  story(`a wrong ${what} is an error that the page hears, and leaves nothing behind`, async () => {
    const visitor = await visitorWho(wrong());
    await eventually(async () => assert.equal((await heard(visitor, "error"))[0]?.code, "identity_unverified"));
    assert.match((await heard(visitor, "error"))[0].message, words);

    const { identified, verified } = await state(visitor);
    assert.deepEqual([identified, verified, await heard(visitor, "identified")], [false, false, []]);
    const { local, session } = await visitor.storedByPanel();
    assert.deepEqual([local, session, (await visitor.stored()).local], [[], [], []]);
    await visitor.opensHome();
    assert.equal(await visitor.panel().getByText("BK-1042").count(), 0);
    await visitor.leaves();
  });
}

story("two browsers of one customer share what is said in either, as it is said", async () => {
  const [desk, phone] = [await visitorWho(proof(secret)), await visitorWho(proof(secret))];
  await desk.opensPanel();
  await desk.says("Said at the desk.");
  await desk.hasSent();
  await phone.opensHome();
  await phone.panel().locator(".card .row").filter({ hasText: "Said at the desk." }).click();
  await phone.says("And this on the phone.");
  await desk.log().getByText("And this on the phone.").waitFor();
  await desk.leaves();
  await phone.leaves();
});

/** Everything the page and the panel's frame hear from now on. */
function listensIn(page) {
  const heardSince = [];
  page.on("response", async (response) => heardSince.push(await response.text().catch(() => "")));
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => heardSince.push(String(payload))));
  return heardSince;
}

/** What the panel shows and what it keeps. */
async function keptByPanel(visitor) {
  return visitor.frame().evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]));
}

for (const way of ["on the next page", "on the same page"]) {
  story(`another customer at the same browser, proved ${way}, sees nothing of the first`, async () => {
    const first = CUSTOMER.external_id;
    await shop.post("records", { external_id: first, records: [{ kind: "order", reference: "BK-1999", title: `Order for a ${CANARY}`, amount: "5.00", currency: "EUR", status: "paid" }] });
    let visitor = await visitorWho(proof(secret));
    await visitor.opensPanel();
    await visitor.says(`Where is my ${CANARY}?`);
    await visitor.hasSent();
    const agent = await agentAt(`Where is my ${CANARY}?`);
    await visitor.composer().fill(`A ${CANARY} I have not sent`);
    const said = listensIn(visitor.page);
    if (way === "on the next page") {
      await visitor.call("close");
      await agent.says(`Your ${CANARY} is on its way.`);
      // Told to whom it is for, before another one comes.
      await visitor.page.getByRole("button", { name: /unread/ }).waitFor();
      said.length = 0;
      const { user_id, user_hash } = proof(secret, OTHER.external_id);
      visitor = await visitorWho(null, `data-user-id="${user_id}" data-user-hash="${user_hash}"`, visitor);
    } else {
      await visitor.call("identify", proof(secret, OTHER.external_id));
      await eventually(async () => assert.deepEqual((await heard(visitor, "identified")).length, 2));
      await visitor.call("close");
      said.length = 0;
    }
    await eventually(async () => assert.equal((await state(visitor)).verified, true));
    await eventually(async () => assert.equal(await visitor.panel().getByText(CANARY).count(), 0));
    await agent.says(`Another ${CANARY} for you.`);
    await eventually(async () => assert.equal((await agent.storedBodies()).at(-1), `Another ${CANARY} for you.`));
    await shop.post("records", { external_id: first, records: [{ kind: "order", reference: "BK-1999", status: "shipped" }] });
    if (!(await state(visitor)).open) await visitor.opensHome();
    await visitor.sees("Order BK-2001");

    await eventually(async () => assert.ok(!(await keptByPanel(visitor)).includes(CANARY), "neither shown nor stored"));
    assert.deepEqual(said.filter((one) => one.includes(CANARY)), [], "nor sent to this browser");
    assert.equal((await state(visitor)).unread, 0);
    assert.ok(!(await visitor.page.evaluate(() => document.querySelector("deskbell-widget").shadowRoot.innerHTML)).includes(CANARY));
    await agent.page.context().close();
    await visitor.leaves();
  });
}

story("what the shop sends shows in the activity at once, and older orders are unfolded", async () => {
  const collector = { external_id: "cust_50", name: "Caro Lind" };
  const day = (number) => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString();
  const records = Array.from({ length: 45 }, (_, at) => ({ kind: "order", reference: `C-${at}`, title: `Order C-${at}`, amount: "19.90", currency: "EUR", status: "open", occurred_at: day(at) }));
  await shop.tells({ customer: collector, records });
  const visitor = await visitorWho(proof(secret, collector.external_id));
  await visitor.opensHome();
  const panel = visitor.panel();
  await panel.locator(".card .record").first().getByText("Order C-44").waitFor();
  assert.equal(await panel.locator(".card .record").count(), 3);
  await shop.post("records", { external_id: collector.external_id, records: [{ kind: "deposit", reference: "D-1", title: "Gift card", amount: "50", currency: "EUR", status: "completed", occurred_at: day(60) }] });
  await panel.locator(".card .record").first().getByText("Gift card").waitFor();

  await visitor.call("showActivity");
  const rows = panel.locator(".records--all .record");
  await panel.getByRole("button", { name: "Show older" }).click();
  await eventually(async () => assert.equal(await rows.count(), 40));
  await panel.getByRole("button", { name: "Show older" }).click();
  await eventually(async () => assert.equal(await rows.count(), 46));
  assert.equal(await panel.getByRole("button", { name: "Show older" }).count(), 0);
  const shown = await rows.locator(".record__title").allInnerTexts();
  assert.deepEqual([new Set(shown).size, shown[0], shown.at(-1)], [46, "Gift card", "Order C-0"], "each once, newest first");

  await shop.post("records", { external_id: collector.external_id, records: [{ kind: "order", reference: "C-0", status: "paid" }] });
  await rows.last().getByText("paid").waitFor();
  await visitor.leaves();
});

story("who only claims to be a customer finds no trace of an activity", async () => {
  const visitor = await visitorWho({ user_id: CUSTOMER.external_id, name: CUSTOMER.name, email: CUSTOMER.email });
  const asked = [];
  visitor.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await visitor.opensPanel();
  await visitor.says("I am cust_42, believe me.");
  await visitor.hasSent();
  await visitor.call("showActivity");
  await eventually(async () => assert.ok((await heard(visitor, "error")).some(({ code }) => code === "unavailable")));
  await shop.post("records", { external_id: CUSTOMER.external_id, records: [{ kind: "order", reference: "BK-1042", status: "delivered" }] });

  await visitor.heading().waitFor();
  assert.equal(await visitor.panel().getByText(/Your activity|BK-1042/).count(), 0);
  assert.equal(await visitor.panel().getByRole("button", { name: "Activity" }).count(), 0);
  assert.deepEqual(asked.filter((path) => path === "/api/widget/activity"), []);
  assert.equal((await state(visitor)).verified, false);
  await visitor.leaves();
});

story("everything that is stored for a customer stands in the statement on privacy", async () => {
  const visitor = await visitorWho(proof(secret));
  await isVerified(visitor);
  await visitor.opensPanel();
  await visitor.says("What do you keep of me?");
  await visitor.hasSent();
  await visitor.composer().fill("Half a sentence");
  await eventually(async () => assert.ok((await visitor.storedByPanel()).local.some((name) => /:draft/.test(name))));

  const { stored } = await (await fetch(`${world.server.origin}/privacy.json`)).json();
  const escaped = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const names = stored.map(({ name }) => new RegExp(`^${escaped(name).replace(/\{app_id\}/g, "icw_\\w+").replace(/\{\w+\}/g, "[^:]+")}$`));
  const { local, session } = await visitor.storedByPanel();
  const all = [...local, ...session, ...(await visitor.stored()).local];
  assert.ok(all.some((name) => name.endsWith(":token")) && all.some((name) => name.endsWith(":visitor")));
  assert.deepEqual(all.filter((name) => !names.some((stated) => stated.test(name))), []);
  await visitor.leaves();
});
