// What the business's own server decides about who looks at its page: a session it has prepared, the proof it demands, the
// secret it signs with, a customer it has erased, and for how long a proof holds.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { collectsEvents, snippetWith, told } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { CUSTOMER, proof, Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

const OTHER = { external_id: "cust_43", name: "Ben Ader", email: "ben@example.com" };
const DAY_MS = 86_400_000;
/** How long a proof holds unless the console says otherwise, in days. */
const DAYS = 7;

let world;
let signedIn;
let secret;
let shop;
let owner;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  owner = admin.account;
  world.owner = owner;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  shop = new Shop(world.server, await admin.apiKey());
  signedIn = await admin.signedIn();
  await admin.leaves();
  await shop.tells();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const state = (visitor) => visitor.page.evaluate(() => window.SoftbetChat("getState"));
const heard = async (visitor, name) => (await told(visitor)).filter(([event]) => event === name).map(([, detail]) => detail);
const details = (agent) => agent.page.getByRole("complementary", { name: "Details" });
const isVerified = (visitor) => eventually(async () => assert.deepEqual((await heard(visitor, "identified")).at(-1), { verified: true }));

async function part(...people) {
  for (const person of people) await person.leaves();
}

/** Somebody on a page whose snippet has those attributes and whose script says `identity`. */
async function visitorWho(identity, attributes = "") {
  world.hostPage.show({ body: attributes === "" ? world.snippet : snippetWith(world, attributes) });
  const visitor = await world.visitor();
  await visitor.page.addInitScript(collectsEvents);
  await visitor.visits();
  await visitor.launcher().waitFor();
  if (identity) await visitor.call("identify", identity);
  return visitor;
}

async function writes(visitor, words) {
  await visitor.opensPanel();
  await visitor.says(words);
  await visitor.hasSent();
}

async function agentAt(words) {
  const agent = await world.agent({ storageState: signedIn });
  await agent.page.goto(at("/inbox/v/all"));
  await agent.opensConversation(words);
  await details(agent).getByRole("heading", { level: 2 }).waitFor();
  return agent;
}

/** Everything a panel shows and keeps. */
const kept = (visitor) => visitor.frame().evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]));

/** The administrator's browser on a page of the console. */
async function administratorAt(path) {
  const { page } = await world.visitor({ storageState: signedIn });
  await page.goto(at(path));
  return page;
}

const presses = (page, name) => page.getByRole("button", { name, exact: true }).click();
const flash = (page, words) => page.getByRole("status").getByText(words).first().waitFor();

/** Says in the console which names a session may hold, and who reads each. */
async function allows(names) {
  const page = await administratorAt("/console/customer-data");
  for (const [index, [name, readers]] of names.entries()) {
    await presses(page, "Add a name");
    const rule = page.getByRole("group", { name: `Name ${index + 1}`, exact: true });
    await rule.getByRole("textbox", { name: "Name" }).fill(name);
    for (const reader of ["Agents", "Bots", "Assistant"]) await rule.getByRole("checkbox", { name: reader }).setChecked(readers.includes(reader));
  }
  await presses(page, "Save names");
  await flash(page, "Saved. Sessions that your server prepares from now on");
  await page.context().close();
}

// The first: a site's failures are listed once a minute.
story("where proof is demanded a page that only names its customer is not believed, and the administrator reads why", async () => {
  const claim = { user_id: "cust_claimed", name: "Somebody" };
  const before = await visitorWho(claim);
  await writes(before, "As long as nobody asks.");
  assert.deepEqual(await heard(before, "error"), [], "as long as none is demanded a claim is taken as one");
  const early = await agentAt("As long as nobody asks.");
  await details(early).getByText("cust_claimed").first().waitFor();
  await details(early).getByText("Unverified").first().waitFor();

  const install = await administratorAt("/console/install");
  await install.getByLabel("Require verification").check();
  await presses(install, "Save verification");
  await flash(install, "Saved. It holds for every page from now on.");
  assert.equal(await install.getByLabel("Require verification").isChecked(), true);

  // A claim waits for the visitor's first act, and so does what is to be said of it.
  const visitor = await visitorWho(claim);
  await writes(visitor, "You know me.");
  await eventually(async () => assert.equal((await heard(visitor, "error"))[0]?.code, "identity_unverified"));
  assert.match((await heard(visitor, "error"))[0].message, /only with proof/);
  const agent = await agentAt("You know me.");
  await details(agent).getByText("Unverified").first().waitFor();
  const answered = await agent.page.evaluate(async () => (await fetch(`/api/inbox/conversations/${location.pathname.split("/").pop()}`)).text());
  assert.ok(!answered.includes("cust_claimed"), "the id is not even shown as a claim");
  assert.equal(await details(agent).getByText("cust_claimed").count(), 0);

  await install.reload();
  const failures = install.locator("#failures tbody tr");
  await failures.filter({ hasText: "Berg Bicycles" }).filter({ hasText: "proved nothing, and verification is required" }).waitFor();
  assert.ok(!(await install.locator("#failures").innerText()).includes("cust_claimed"), "without the id");

  const proven = await visitorWho(proof(secret));
  await isVerified(proven);
  await install.getByLabel("Require verification").uncheck();
  await presses(install, "Save verification");
  await flash(install, "Saved. It holds for every page from now on.");
  await install.context().close();
  await part(agent, early, visitor, before, proven);
});

story("of what the server says about a visit agents see the names that are theirs, and no others", async () => {
  await allows([["plan", ["Agents"]], ["cart_total", ["Agents", "Bots"]], ["margin", ["Bots"]], ["risk", []]]);
  const refused = await shop.ask("sessions", { context: { plan: "Gold", shoe_size: 42 } });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /shoe_size/);

  const context = { plan: "Gold with a chrysanthemum", cart_total: 49.9, margin: "twelve per cent", risk: "tall" };
  const { session } = await shop.prepares({ external_id: CUSTOMER.external_id, context });
  const visitor = await visitorWho(null, `data-session="${session}"`);
  await isVerified(visitor);
  await writes(visitor, "My basket looks odd.");

  const agent = await agentAt("My basket looks odd.");
  await details(agent).getByRole("heading", { name: CUSTOMER.name }).waitFor();
  const section = details(agent).locator("section").filter({ has: agent.page.getByRole("heading", { name: "From your website's server" }) });
  await section.getByText("Gold with a chrysanthemum").waitFor();
  await section.getByText("49.9", { exact: true }).waitFor();
  for (const hidden of ["margin", "twelve per cent", "risk", "tall"]) assert.equal(await agent.page.getByText(hidden, { exact: true }).count(), 0, hidden);
  const answered = await agent.page.evaluate(async () => (await fetch(`/api/inbox/conversations/${location.pathname.split("/").pop()}`)).text());
  assert.ok(answered.includes("chrysanthemum") && !answered.includes("twelve per cent"), "nor are they sent to the agent's browser");
  const panel = await visitor.frame().evaluate(() => document.documentElement.outerHTML);
  assert.ok(!panel.includes("chrysanthemum") && !panel.includes("twelve per cent"), "and the visitor sees none of it");

  const stranger = await visitorWho({ session });
  await eventually(async () => assert.equal((await heard(stranger, "error"))[0]?.code, "session_spent"));
  assert.equal((await state(stranger)).verified, false);
  await writes(stranger, "I found this link.");
  const other = await agentAt("I found this link.");
  assert.equal(await other.page.getByText("Gold with a chrysanthemum").count(), 0, "what was said of another visit is not said of theirs");
  assert.equal(await details(other).getByText(CUSTOMER.email).count(), 0);
  await part(agent, other, stranger, visitor);
});

story("a page that signs with the old secret proves its customer until the old one is ended", async () => {
  const install = await administratorAt("/console/install");
  await presses(install, "Replace the secret …");
  await install.getByLabel("Until I end it").check();
  await install.getByLabel("Your password").fill(owner.password);
  await presses(install, "Replace the secret");
  await flash(install, "The identity secret is new.");
  await install.getByLabel("Your password").fill(owner.password);
  await presses(install, "Show identity secret");
  const fresh = (await install.locator('copy-field[label="Identity secret"] code').innerText()).trim();
  assert.notEqual(fresh, secret);

  const [late, early] = [await visitorWho(proof(secret)), await visitorWho(proof(fresh))];
  for (const visitor of [late, early]) {
    await isVerified(visitor);
    await visitor.opensHome();
    await visitor.sees("Order BK-1042");
  }
  await install.goto(at("/console/install"));
  await install.getByText(/1 proof since still used the old one/).waitFor();

  await presses(install, "End the old one now");
  await install.getByText("Servers that still sign with it prove nobody from then on.").waitFor();
  await presses(install, "End the old secret");
  await flash(install, "The old identity secret has ended.");
  const [refused, taken] = [await visitorWho(proof(secret)), await visitorWho(proof(fresh))];
  await eventually(async () => assert.equal((await heard(refused, "error"))[0]?.code, "identity_unverified"));
  assert.equal((await state(refused)).verified, false);
  await refused.opensHome();
  assert.equal(await refused.panel().getByText("Order BK-1042").count(), 0);
  await isVerified(taken);
  secret = fresh;
  await install.context().close();
  await part(late, early, refused, taken);
});

story("of a customer whom the server erases neither an open panel nor an open inbox keeps anything", async () => {
  const gone = { ...OTHER, external_id: "cust_gone" };
  await shop.tells({ customer: gone, records: [{ kind: "order", reference: "BK-3000", title: "Order for a chrysanthemum", amount: "5.00", currency: "EUR", status: "paid" }] });
  const { session } = await shop.prepares({ external_id: gone.external_id });
  const [phone, desk] = [await visitorWho(null, `data-session="${session}"`), await visitorWho(proof(secret, gone.external_id))];
  for (const visitor of [phone, desk]) {
    await isVerified(visitor);
    await visitor.opensHome();
    await visitor.sees("Order for a chrysanthemum");
  }
  await phone.startButton().click();
  await phone.composer().waitFor();
  await phone.says("Forget my chrysanthemum.");
  await phone.hasSent();
  const agent = await agentAt("Forget my chrysanthemum.");
  await agent.says("The chrysanthemum is forgotten.");
  await phone.log().getByText("The chrysanthemum is forgotten.").waitFor();

  const answer = await fetch(at("/v1/chat/ingest/customers/cust_gone"), { method: "DELETE", headers: { authorization: `Bearer ${shop.key}` } });
  const { erased, remains } = await answer.json();
  assert.equal(answer.status, 200);
  assert.deepEqual([erased.conversations, erased.records, erased.visitors], [1, 1, 2]);
  assert.ok(remains.length > 0 && remains.every(({ what }) => what.length > 0));

  await agent.page.getByRole("alert").getByText("Everything about this person was erased").waitFor();
  await eventually(async () => assert.equal(await agent.page.getByText(/chrysanthemum|Ben Ader/).count(), 0));
  for (const visitor of [phone, desk]) {
    await eventually(async () => assert.equal(await visitor.panel().getByText("chrysanthemum").count(), 0, "the panel lets go"));
    await eventually(async () => assert.ok(!(await kept(visitor)).includes("chrysanthemum"), "and keeps nothing of it"));
  }
  // The session has gone with the customer; whoever signs a hash still vouches for somebody of that id, with an empty past.
  await eventually(async () => assert.equal((await state(phone)).verified, false));
  await eventually(async () => assert.deepEqual((await phone.storedByPanel()).local.filter((name) => name.endsWith(":token")), [], "the token of a browser that is nobody's is not kept"));
  assert.equal(world.server.ask("SELECT count(*) FROM contacts WHERE name = 'Ben Ader' OR email = 'ben@example.com'").trim(), "0");

  await phone.page.goto("about:blank");
  world.hostPage.show({ body: world.snippet });
  await phone.visits();
  await phone.launcher().waitFor();
  await writes(phone, "Hello, I am new here.");
  const other = await agentAt("Hello, I am new here.");
  assert.equal(await details(other).getByText(/Ben Ader|cust_gone/).count(), 0, "who comes back is a stranger");
  await part(agent, other, phone, desk);
});

story("what was proven lapses after the days that the console says, and a fresh proof brings it back", async () => {
  const visitor = await visitorWho(proof(secret));
  await isVerified(visitor);
  await visitor.opensHome();
  await visitor.sees("Order BK-1042");

  // Seven days pass while the server is away, as far as proofs go: each is good until a moment that the server has noted.
  await visitor.page.goto("about:blank");
  await world.server.isKilled();
  const file = world.server.databaseFile();
  execFileSync("sqlite3", [file, `UPDATE visitors SET verified_until = verified_until - ${DAYS * DAY_MS}`]);
  await world.server.run();

  await visitor.visits();
  // It was open when the visitor left, and is open again.
  await visitor.heading().waitFor();
  await visitor.startButton().waitFor();
  assert.equal((await state(visitor)).verified, false);
  assert.equal(await visitor.panel().getByText("Order BK-1042").count(), 0);
  assert.equal(await visitor.panel().getByRole("button", { name: "Activity" }).count(), 0);
  await visitor.call("identify", proof(secret));
  await isVerified(visitor);
  await visitor.sees("Order BK-1042");
  await part(visitor);
});
