// Who somebody is, in full: what the business knows apart from what a page only said, edited by hand with every line of its
// history, notes for the team, two people made one and two again, and somebody who may not write any more.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { LINES, packed, stayedWords, watches } from "./support/hostile.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { lasts, UNDO_MS } from "./support/lasting.mjs";
import { CROSSED_LOOKS, LOOKS, looksRight, optionsOf } from "./support/looks.mjs";
import { proof, Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

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

/** Somebody on the website who has written `words`, with what the page says of them. */
async function writes(words, said = null, options = {}) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor(options);
  await visitor.visits();
  await visitor.launcher().waitFor();
  if (said) await visitor.call("identify", said);
  await visitor.opensPanel();
  await visitor.says(words);
  await visitor.hasSent();
  return visitor;
}

/** A call of the inbox as the signed-in agent. */
async function asks(agent, path, method = "GET", body = null) {
  return agent.page.evaluate(
    async ([path, method, body]) => {
      const how = { method, headers: { "content-type": "application/json" }, ...(body ? { body: JSON.stringify(body) } : {}) };
      const answer = await fetch(`/api/inbox/${path}`, how);
      return answer.status === 204 ? null : answer.json();
    },
    [path, method, body],
  );
}

/** An agent with the profile of whoever wrote `words` open. */
async function agentAt(words, options = {}) {
  const agent = await world.agent({ storageState: signedIn, ...options });
  await lasts(agent.page, UNDO_MS);
  await agent.page.goto(at("/inbox/v/all"));
  await agent.visible(words).waitFor();
  const { conversations } = await asks(agent, "conversations?view=all");
  const row = conversations.find((one) => one.conversation.last_message?.preview === words);
  await opensProfile(agent, row.conversation.contact.id);
  return Object.assign(agent, { contact_id: row.conversation.contact.id });
}

async function opensProfile(agent, id) {
  await agent.page.goto(at(`/inbox/contacts/${id}`));
  await agent.page.getByRole("heading", { level: 1 }).waitFor();
}

const part = (agent, name) => agent.page.getByRole("region", { name, exact: true });
const dialog = (agent) => agent.page.getByRole("dialog");

async function leave(...people) {
  for (const person of people) await person.leaves();
}

story("a profile is edited in place, errors stand beside their fields, and the history tells whose hand it was", async () => {
  await shop.post("identify", { external_id: "cust_edit", name: "Noor Haddad", email: "noor@shop.example", attributes: { plan: "Free" } });
  const visitor = await writes("Please call me", { ...proof(secret, "cust_edit"), name: "Somebody else", attributes: { shoe_size: 42 } });
  const agent = await agentAt("Please call me");
  const profile = part(agent, "Profile");

  await profile.getByText("noor@shop.example").waitFor();
  const claims = agent.page.getByRole("region", { name: /What the page said/ });
  await claims.getByText("Somebody else").waitFor();
  assert.equal(await profile.getByText("Somebody else").count(), 0, "what the page said stands apart");

  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.getByLabel("E-mail").fill("nowhere");
  await profile.getByLabel("Phone").fill("+41 44 111 22 33");
  await profile.getByLabel("plan", { exact: true }).fill("Gold");
  await profile.getByRole("button", { name: "Add an attribute" }).click();
  // It takes the keyboard once it is drawn, also from a field that is just being filled in.
  await profile.locator(".attribute:last-of-type input:focus").waitFor();
  await profile.getByLabel("Name", { exact: true }).last().fill("warehouse");
  await profile.getByLabel("warehouse", { exact: true }).fill("Bern");
  await profile.getByRole("button", { name: "Save" }).click();
  await profile.getByText("Expected an e-mail address").waitFor();
  assert.equal(await profile.getByLabel("Phone").inputValue(), "+41 44 111 22 33", "nothing typed is lost");
  await profile.getByLabel("E-mail").fill("noor.haddad@shop.example");
  await profile.getByRole("button", { name: "Save" }).click();
  await profile.getByText("noor.haddad@shop.example").waitFor();
  await profile.getByText("Bern").waitFor();
  await profile.getByText(/edited by/).first().waitFor();

  const history = part(agent, "History of changes");
  await history.getByText("warehouse").waitFor();
  await history.getByText("Gold").waitFor();
  await history.getByText("Free").waitFor();

  await shop.post("identify", { external_id: "cust_edit", attributes: { plan: "Silver" } });
  await profile.getByText("Silver").waitFor();
  await history.getByText(/Your server/).first().waitFor();
  await leave(agent, visitor);
});

story("somebody changes the person while it is being edited: the field says so, and the next try knows of it", async () => {
  await shop.post("identify", { external_id: "cust_stale", name: "Ida Moser" });
  const visitor = await writes("My name is wrong", proof(secret, "cust_stale"));
  const agent = await agentAt("My name is wrong");
  const profile = part(agent, "Profile");
  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.getByLabel("Name", { exact: true }).first().fill("Ida M.");
  await shop.post("identify", { external_id: "cust_stale", name: "Ida Moser-Frei" });
  // The page has heard of it; what is typed stays.
  await agent.page.getByRole("heading", { level: 1, name: "Ida Moser-Frei" }).waitFor();
  assert.equal(await profile.getByLabel("Name", { exact: true }).first().inputValue(), "Ida M.");
  await profile.getByRole("button", { name: "Save" }).click();
  // What was typed was typed over the name before: the field says what it is now, and whoever saves again has read that.
  await profile.locator(".field__error", { hasText: "Ida Moser-Frei" }).waitFor();
  assert.equal(await profile.getByLabel("Name", { exact: true }).first().inputValue(), "Ida M.");
  await profile.getByRole("button", { name: "Save" }).click();
  await agent.page.getByRole("heading", { level: 1, name: "Ida M.", exact: true }).waitFor();
  await leave(agent, visitor);
});

story("notes about a person are the team's own: written, changed and deleted", async () => {
  const visitor = await writes("A question about chains");
  const agent = await agentAt("A question about chains");
  const notes = part(agent, "Notes");
  await notes.getByRole("button", { name: "Add note" }).click();
  await notes.getByText("Write something first.").waitFor();
  await notes.getByLabel("Write a note about this person").fill("Rides to work <b>daily</b>");
  await notes.getByRole("button", { name: "Add note" }).click();
  const note = notes.getByRole("listitem");
  await note.getByText("Rides to work <b>daily</b>").waitFor();
  await note.getByRole("button", { name: "Edit" }).click();
  await note.getByLabel("Change the note").fill("Rides to work on Mondays");
  await note.getByRole("button", { name: "Save" }).click();
  await note.getByText("Rides to work on Mondays").waitFor();
  assert.equal(await visitor.panel().getByText("Mondays").count(), 0);
  await note.getByRole("button", { name: "Delete" }).click();
  await note.waitFor({ state: "detached" });
  await leave(agent, visitor);
});

story("Escape throws away nothing that was typed about a person, and closes a form in which nothing was", async () => {
  const visitor = await writes("A question about saddles");
  const agent = await agentAt("A question about saddles");
  const { keyboard } = agent.page;
  const profile = part(agent, "Profile");
  const notes = part(agent, "Notes");
  await notes.getByLabel("Write a note about this person").fill("Rides to work");
  await notes.getByRole("button", { name: "Add note" }).click();
  const note = notes.getByRole("listitem");
  const address = agent.page.url();

  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.locator("form:focus-within").waitFor();
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await profile.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  assert.equal(agent.page.url(), address, "the profile is still there");

  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.getByLabel("Phone").fill("+41 44 111 22 33");
  await note.getByRole("button", { name: "Edit" }).click();
  await note.getByLabel("Change the note").fill("Rides to work on Mondays");
  for (const press of ["Escape", "Escape", "Escape"]) await keyboard.press(press);
  assert.equal(await profile.getByLabel("Phone").inputValue(), "+41 44 111 22 33");
  assert.equal(await note.getByLabel("Change the note").inputValue(), "Rides to work on Mondays");

  await profile.getByRole("button", { name: "Cancel" }).click();
  await note.getByRole("button", { name: "Cancel" }).click();
  await eventually(async () => assert.ok(await hasFocus(note.getByRole("button", { name: "Edit" })), "the keyboard is where it began"));
  await keyboard.press("Escape");
  await agent.page.waitForURL((url) => url.href !== address);
  await leave(agent, visitor);
});

story("two people become one after a look at both, the visitor's browser sees no more than before, and it can be undone", async () => {
  await shop.post("identify", { external_id: "cust_merge", name: "Vera Lang", email: "vera@shop.example" });
  const customer = await writes("My secret order", proof(secret, "cust_merge"));
  const stranger = await writes("It is me, from my phone", { name: "Vera", email: "vera@shop.example" });
  const agent = await agentAt("It is me, from my phone");
  const hint = part(agent, "Possible duplicates");
  await hint.getByText("Says the same e-mail address").waitFor();

  await agent.page.getByRole("button", { name: "Merge…" }).click();
  await dialog(agent).getByText("Type the beginning of a name").waitFor();
  assert.equal(await dialog(agent).getByRole("listitem").count(), 0, "a claim alone is never offered");
  await dialog(agent).getByRole("searchbox").fill("Vera L");
  await dialog(agent).getByRole("button", { name: /Vera Lang.*Verified.*vera@shop\.example.*seen/ }).click();
  await dialog(agent).getByText("Stays", { exact: true }).waitFor();
  await dialog(agent).getByText("A merge proves nothing").waitFor();
  await looksRight(agent, "inbox-merge", { ...LOOKS[0] });
  await dialog(agent).getByRole("button", { name: "Merge", exact: true }).click();

  await agent.page.getByRole("heading", { level: 1, name: "Vera Lang" }).waitFor();
  await agent.page.getByText("1 browser was merged in").waitFor();
  await part(agent, "Conversations").getByText("It is me, from my phone").waitFor();
  await part(agent, "Conversations").getByText("My secret order").waitFor();
  await stranger.page.reload();
  await stranger.panel().getByText("It is me, from my phone").first().waitFor();
  assert.equal(await stranger.panel().getByText("My secret order").count(), 0);

  // Wherever the conversation of the browser that proved nothing is looked at, nothing calls it verified.
  const profile = agent.page.url();
  await part(agent, "Conversations").getByText("It is me, from my phone").click();
  for (const open of [async () => {}, () => agent.page.reload()]) {
    await open();
    for (const place of [".pane__names", ".details__head"]) {
      const mark = agent.page.locator(place).locator(".sure");
      await mark.waitFor();
      assert.equal((await mark.innerText()).trim().split(/\s/).at(-1), "Unverified", place);
    }
  }
  await agent.page.goto(profile);

  const merges = part(agent, "Merged lately");
  await merges.getByRole("button", { name: "Undo merge" }).click();
  await merges.waitFor({ state: "detached" });
  await part(agent, "Conversations").getByText("It is me, from my phone").waitFor({ state: "detached" });
  await part(agent, "Conversations").getByText("My secret order").waitFor();
  await leave(agent, customer, stranger);
});

story("a merge, a block and an edit are taken back where they were done, by the bar or by the key", async () => {
  await shop.post("identify", { external_id: "cust_back", name: "Mina Roth", phone: "+41 1" });
  const customer = await writes("The customer's own words", proof(secret, "cust_back"));
  const stranger = await writes("From another browser", { name: "Mina" });
  const agent = await agentAt("From another browser");
  const undo = agent.page.locator(".undo-bar").getByRole("button", { name: "Undo" });
  const talks = part(agent, "Conversations");

  await agent.page.getByRole("button", { name: "Merge…" }).click();
  await dialog(agent).getByRole("searchbox").fill("Mina R");
  await dialog(agent).getByRole("button", { name: /Mina Roth/ }).click();
  await dialog(agent).getByRole("button", { name: "Merge", exact: true }).click();
  await agent.page.getByRole("heading", { level: 1, name: "Mina Roth" }).waitFor();
  await talks.getByText("From another browser").waitFor();
  await agent.visible(/Visitor \w{4} was merged in/).waitFor();
  await agent.page.keyboard.press("Control+z");
  await talks.getByText("From another browser").waitFor({ state: "detached" });
  assert.equal(await undo.count(), 0, "once");

  await agent.page.getByRole("button", { name: "Block", exact: true }).click();
  await dialog(agent).getByRole("button", { name: "Block", exact: true }).click();
  await agent.page.getByText(/this person cannot write/).waitFor();
  await undo.click();
  await agent.page.getByText(/this person cannot write/).waitFor({ state: "detached" });

  const profile = part(agent, "Profile");
  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.getByLabel("Phone").fill("+41 2");
  await profile.getByRole("button", { name: "Save" }).click();
  await profile.getByText("+41 2").waitFor();
  await undo.click();
  await profile.getByText("+41 1", { exact: true }).waitFor();
  await leave(agent, customer, stranger);
});

story("somebody who is blocked is told so in the panel, and may write again later", async () => {
  const visitor = await writes("Buy my watches");
  const agent = await agentAt("Buy my watches");
  await agent.page.getByRole("button", { name: "Block", exact: true }).click();
  await dialog(agent).getByRole("button", { name: "Block", exact: true }).click();
  await agent.page.getByText(/this person cannot write/).waitFor();
  await visitor.says("More watches");
  await visitor.panel().getByText(/closed for new messages/).first().waitFor();
  await agent.page.getByRole("button", { name: "Unblock" }).click();
  await agent.page.getByText(/this person cannot write/).waitFor({ state: "detached" });
  await part(agent, "History of changes").getByText("Unblocked").waitFor();
  await leave(agent, visitor);
});

story("where a visitor is: time, language, device and pages stand beside the conversation and in the profile", async () => {
  const visitor = await writes("Do you ship to Tokyo?", null, { locale: "ja-JP", timezoneId: "Asia/Tokyo" });
  const agent = await agentAt("Do you ship to Tokyo?", { timezoneId: "Europe/Zurich" });
  const where = part(agent, "Where they are");
  await where.getByText(/there, [78] h ahead/).waitFor();
  await where.getByText("Japanese (Japan)").waitFor();
  await where.getByText("Computer").waitFor();
  await leave(agent, visitor);
});

story("hostile words in every field of a person stay words", async () => {
  const short = packed(60);
  const attributes = Object.fromEntries(LINES.slice(0, 20).map((line, index) => [`${[...line].slice(0, 50).join("").replaceAll(/\p{Cc}/gu, "")} ${index}`, line]));
  await shop.post("identify", { external_id: "cust_hostile", name: packed(190)[0], address: packed(480)[0], attributes });
  const visitor = await writes("Plain words", { ...proof(secret, "cust_hostile"), name: short[0], username: short[1] });
  const agent = await world.agent({ storageState: signedIn });
  const seen = await watches(agent.page.context());
  await agent.page.goto(at("/inbox/v/all"));
  const { people } = await asks(agent, "contacts?q=cust_hostile");
  await opensProfile(agent, people[0].id);
  const notes = part(agent, "Notes");
  await notes.getByLabel("Write a note about this person").fill(packed(3_900, "\n")[0]);
  await notes.getByRole("button", { name: "Add note" }).click();
  await notes.getByRole("listitem").waitFor();
  await part(agent, "Profile").getByRole("button", { name: "Edit" }).click();
  await part(agent, "Profile").getByLabel("Phone").fill("+1");
  await part(agent, "Profile").getByRole("button", { name: "Save" }).click();
  await part(agent, "History of changes").getByText("+1").waitFor();
  await stayedWords(agent, seen, "the profile");
  await leave(agent, visitor);
});

story("the profile looks right in every size and scheme, also while it is edited", async () => {
  await shop.tells({
    customer: { external_id: "cust_looks", name: "Amélie Dubois", email: "amelie@shop.example", phone: "+33 1 23 45 67 89", address: "12 Rue de Rivoli, Paris", attributes: { plan: "Gold", lifetime_spend: 2480, newsletter: true } },
    records: [{ kind: "order", reference: "BK-1", title: "Brass bell", amount: "24.00", currency: "EUR", status: "paid" }],
  });
  const visitor = await writes("Is the bell still there?", { ...proof(secret, "cust_looks"), name: "Amy" });
  const looks = [...CROSSED_LOOKS, { width: 768, height: 1024, colorScheme: "light", isAsked: true }, LOOKS[1], LOOKS[2]];
  for (const look of looks) {
    const agent = await agentAt("Is the bell still there?", optionsOf(look));
    if (look === looks[0]) {
      await asks(agent, `contacts/${agent.contact_id}/notes`, "POST", { body: "Prefers e-mail in the morning." });
      await asks(agent, `contacts/${agent.contact_id}`, "PATCH", { username: "amelie", attributes: { plan: "Platinum" } });
      await part(agent, "History of changes").getByText("Platinum").waitFor();
    }
    await part(agent, "Notes").getByRole("listitem").waitFor();
    await looksRight(agent, "inbox-profile", look);
    await part(agent, "Profile").getByRole("button", { name: "Edit" }).click();
    await looksRight(agent, "inbox-profile-edit", look);
    await leave(agent);
  }
  await leave(visitor);
});
