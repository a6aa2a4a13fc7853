// Hands that are quicker than the page: a key pressed the moment something appears, a second one before the answer to the
// first, a word typed while something is saved. Nothing goes where nobody meant it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCatalogue, makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { holds } from "./support/network.mjs";
import { Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

/** More rows than a screen holds, and than a part of the list. */
const MANY = 90;

let world;
let signedIn;
let ids;

before(async () => {
  world = await World.start({ limits: { ingest_burst: 5_000 } });
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  const shop = new Shop(world.server, await admin.apiKey());
  for (const what of ["Saddle", "Pedal"]) await shop.post("identify", { external_id: `cust_${what}`, name: `Petra ${what}` });
  signedIn = await admin.signedIn();
  await admin.leaves();
  await makesCatalogue(world.server, { tags: [["Refund", "brick"]] });
  ids = await makesCrowd(world.server, MANY, (index) => ({ name: `Person ${index}`, body: `Question ${index}`, minutes_ago: 2 + index }));
});
after(() => world?.stop());

const stateOf = (index) => world.server.ask(`SELECT state FROM conversations WHERE conversation_id = '${ids[index]}'`).trim();
const personOf = (index) => `/inbox/contacts/${ids[index].replace("cnv_", "con_")}`;

const agentAt = (path) => world.agentAt(path, { storageState: signedIn });

/**
 * Presses a button and then, the moment something stands in the document and before the browser has drawn it, a key wherever the
 * focus is. Answers what had the focus: its tag, and its role or type.
 */
function pressesAtOnce(page, button, appears, key) {
  return button.evaluate(
    (button, { appears, key }) =>
      new Promise((resolve) => {
        const watching = new MutationObserver(() => {
          if (!document.querySelector(appears)) return;
          watching.disconnect();
          const at = document.activeElement;
          at.dispatchEvent(new KeyboardEvent("keydown", { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true }));
          resolve(`${at.localName} ${at.getAttribute("role") ?? at.getAttribute("type") ?? ""}`.trim());
        });
        watching.observe(document.body, { childList: true, subtree: true });
        button.focus();
        button.click();
      }),
    { appears, key },
  );
}

/** Scrolls a list, and waits until it has taken that in: until then rows that come would put it back. */
function scrollsTo(list, top) {
  return eventually(async () => {
    const stands = await list.evaluate(async (box, top) => {
      box.scrollTo(0, top);
      for (let frame = 0; frame < 2; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
      return box.scrollTop;
    }, top);
    assert.equal(stands, top);
  });
}

story("Enter pressed again before the answer opens nothing that other words found, and the answer takes the focus from nobody", async () => {
  const agent = await agentAt("/inbox/search?q=saddle");
  const { page } = agent;
  const field = page.getByRole("combobox", { name: "Search messages, people and records" });
  const hit = (words) => page.locator(".hit").filter({ hasText: words }).first();
  await hit("Saddle").waitFor();

  const first = await holds(page, "**/api/inbox/search?*pedal*");
  await field.fill("pedal");
  await field.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).pathname, "/inbox/search", "the saddle is not opened");
  assert.ok(await hasFocus(field));
  first.release();
  await hit("Pedal").waitFor();
  await eventually(async () => assert.ok(await hasFocus(hit("Pedal")), "the keyboard is at what was looked for"));

  const second = await holds(page, "**/api/inbox/search?*saddle*");
  await field.fill("saddle");
  await field.press("Enter");
  await second.asked;
  await page.getByRole("button", { name: "Clear the search" }).focus();
  second.release();
  await hit("Saddle").waitFor();
  assert.equal(await hasFocus(hit("Saddle")), false, "who has left the field stays where they are");
  await agent.leaves();
});

story("Edit and at once a key: it belongs to the form of the profile, and to the note's", async () => {
  const agent = await agentAt(personOf(2));
  const { page } = agent;
  const profile = page.getByRole("region", { name: "Profile", exact: true });
  const notes = page.getByRole("region", { name: "Notes", exact: true });
  await notes.getByLabel("Write a note about this person").fill("Rides to work");
  await notes.getByRole("button", { name: "Add note" }).click();
  const note = notes.getByRole("listitem");
  await note.getByText("Rides to work").waitFor();

  assert.equal(await pressesAtOnce(page, profile.getByRole("button", { name: "Edit" }), ".person-form", "Escape"), "input text");
  assert.equal(await pressesAtOnce(page, note.getByRole("button", { name: "Edit" }), ".person__note textarea", "Escape"), "textarea");
  assert.equal(new URL(page.url()).pathname, personOf(2), "the profile is still there");
  await page.keyboard.press("Escape");
  await profile.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  await note.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, personOf(2));
  await agent.leaves();
});

story("what is typed into a profile while it is saved stays, and is saved next", async () => {
  const agent = await agentAt(personOf(3));
  const { page } = agent;
  const profile = page.getByRole("region", { name: "Profile", exact: true });
  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.getByRole("button", { name: "Add an attribute" }).click();
  await profile.getByLabel("Name", { exact: true }).last().fill("colour");
  await profile.getByLabel("colour", { exact: true }).fill("red");
  const phone = profile.getByLabel("Phone");
  await phone.fill("+41 44 111 22 33");
  const saving = await holds(page, "**/api/inbox/contacts/*", "PATCH");
  await profile.getByRole("button", { name: "Save" }).click();
  await saving.asked;
  await phone.fill("+41 44 111 22 44");
  saving.release();
  await page.getByRole("region", { name: "History of changes" }).getByText("+41 44 111 22 33").waitFor();

  assert.equal(await phone.inputValue(), "+41 44 111 22 44");
  assert.ok(await hasFocus(phone));
  await profile.getByRole("button", { name: "Save" }).click();
  await profile.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  await profile.getByText("+41 44 111 22 44").waitFor();
  await profile.getByText("red", { exact: true }).waitFor();
  await agent.leaves();
});

story("the smile and at once a letter: it is meant for the emoji, also before they are there", async () => {
  const agent = await agentAt(`/inbox/v/all/c/${ids[4]}`);
  const { page } = agent;
  await agent.composer().waitFor();
  const smile = page.getByRole("button", { name: "Emoji" });
  const coming = await holds(page, "**/inbox-extras*.js");
  await smile.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("e");
  coming.release();
  await page.locator(".emoji").waitFor();
  await eventually(async () => assert.equal(await page.getByRole("searchbox", { name: "Search emoji" }).inputValue(), "e", "nor is it lost"));
  await page.keyboard.press("Escape");
  await page.locator(".emoji").waitFor({ state: "detached" });

  assert.equal(await pressesAtOnce(page, smile, ".emoji", "e"), "input search");
  await page.keyboard.type("heart");
  assert.equal(await page.getByRole("searchbox", { name: "Search emoji" }).inputValue(), "heart");
  await page.keyboard.press("Escape");
  assert.equal(stateOf(4), "0", "nothing was done");
  assert.equal(await page.getByRole("button", { name: "Reopen" }).count(), 0);
  await agent.leaves();
});

story("a menu walks from the first key on", async () => {
  const agent = await agentAt(`/inbox/v/all/c/${ids[5]}`);
  const { page } = agent;
  await agent.composer().waitFor();
  assert.equal(await pressesAtOnce(page, page.getByRole("button", { name: "Insert" }), "[role=menu]", "ArrowDown"), "button menuitem");
  assert.equal(await page.getByRole("menuitem").nth(1).evaluate((item) => item === document.activeElement), true);
  await page.keyboard.press("Escape");
  await agent.leaves();
});

story("who stands on a button of the date's form stays there while messages arrive", async () => {
  const agent = await agentAt(`/inbox/v/all/c/${ids[6]}`);
  const { page } = agent;
  await agent.composer().waitFor();
  await page.keyboard.press("z");
  await page.getByRole("dialog").getByRole("option", { name: "Date and time…" }).click();
  const date = page.getByRole("dialog").locator("input[type=datetime-local]");
  await eventually(async () => assert.ok(await hasFocus(date)));
  const back = page.getByRole("dialog").getByRole("button", { name: "Back" });
  await back.focus();
  await agent.posts({ body: "The warehouse has one." });
  await page.locator(".row").filter({ hasText: "The warehouse has one." }).waitFor();
  assert.ok(await hasFocus(back));
  await agent.leaves();
});

story("a view that is saved after its dialog was closed leads nobody away from a reply", async () => {
  const agent = await agentAt("/inbox/v/all");
  const { page } = agent;
  await page.getByRole("button", { name: "New saved view…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("All of them");
  const saving = await holds(page, "**/api/inbox/views", "POST");
  await page.getByRole("button", { name: "Save view" }).click();
  await saving.asked;
  await page.keyboard.press("Escape");
  await agent.opensConversation("Question 1");
  await agent.composer().fill("Dear");
  const address = page.url();
  saving.release();
  await page.getByRole("link", { name: /^All of them/ }).first().waitFor();

  assert.equal(page.url(), address);
  assert.ok(await hasFocus(agent.composer()));
  await agent.composer().fill("");
  await agent.leaves();
});

story("a list that was left at its end and is shorter by now shows its rows, and stays where it is scrolled", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  const rows = page.locator(".list__scroll");
  const inSight = () => rows.evaluate((box) => document.elementFromPoint(box.getBoundingClientRect().left + 40, box.getBoundingClientRect().top + 20)?.closest(".row") !== null);
  const last = page.locator(".row").filter({ hasText: `Person ${MANY - 1}` });
  await page.locator(".row").first().waitFor();
  await eventually(async () => {
    await rows.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    assert.equal(await last.count(), 1);
  });
  await page.getByRole("link", { name: /^Snoozed/ }).first().click();
  await page.waitForURL("**/v/snoozed*");
  const resolves = (some) =>
    page.evaluate(async (some) => {
      const changes = some.map((conversation_id) => ({ conversation_id, act: { type: "resolve" } }));
      await fetch("/api/inbox/acts", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ changes }) });
    }, some);
  await resolves(ids.slice(20, 30));
  await eventually(() => assert.equal(stateOf(29), "2"));
  await page.getByRole("link", { name: `All open ${MANY - 10}`, exact: true }).waitFor();
  // Its first part is brought up to date, and the rest is fetched again for as long as its end is in sight.
  const rest = page.waitForRequest(/\/api\/inbox\/conversations\?view=open.*cursor=/);
  await page.goBack();
  await page.waitForURL("**/v/open*");
  await eventually(async () => assert.ok(await inSight()));
  assert.equal(await last.count(), 1);
  await rest;
  const count = async () => Number(await page.locator(".list__place").first().getAttribute("aria-setsize"));
  await eventually(async () => assert.equal(await count(), MANY - 10));

  await scrollsTo(rows, 600);
  await eventually(async () => assert.ok(await inSight()));
  await resolves(ids.slice(40, 42));
  await eventually(async () => assert.equal(await count(), MANY - 12));
  assert.equal(await rows.evaluate((box) => box.scrollTop), 600);
  await agent.leaves();
});

story("a list begins at its top when it is chosen; going back finds it where it was, and tells what has come above", async () => {
  const agent = await agentAt("/inbox/v/open");
  const { page } = agent;
  const rows = page.locator(".list__scroll");
  const chosen = (name) => page.getByRole("link", { name }).first().click();
  const isAt = (top) => eventually(async () => assert.equal(await rows.evaluate((box) => box.scrollTop), top));
  const pill = page.locator(".list__pill");
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Is anybody there?");
  await page.locator(".row").filter({ hasText: "Is anybody there?" }).waitFor();

  await scrollsTo(rows, 900);
  await chosen(/^Snoozed/);
  await page.waitForURL("**/v/snoozed*");
  await chosen(/^All open/);
  await page.waitForURL("**/v/open*");
  await page.locator(".row").first().waitFor();
  await isAt(0);

  await scrollsTo(rows, 900);
  await chosen(/^Snoozed/);
  await page.waitForURL("**/v/snoozed*");
  await visitor.says("Hello?");
  await eventually(() => assert.match(world.server.ask("SELECT count(*) FROM messages WHERE body = 'Hello?'"), /1/));
  await page.goBack();
  await page.waitForURL("**/v/open*");
  await isAt(900);
  await pill.getByText("1 new").waitFor();
  await page.reload();
  await isAt(900);
  await pill.getByText("1 new").waitFor();

  await chosen(/^All open/);
  await isAt(0);
  await pill.waitFor({ state: "detached" });
  await page.locator(".row").filter({ hasText: "Hello?" }).waitFor();
  await visitor.page.context().close();
  await agent.leaves();
});

story("a thread that is scrolled up stays there, also where something comes in the same moment", async () => {
  const agent = await agentAt("/inbox/v/all");
  const { page } = agent;
  await page.addInitScript(() => {
    const lines = (globalThis.lines = []);
    globalThis.WebSocket = class extends WebSocket {
      constructor(...given) {
        super(...given);
        lines.push(this);
      }
    };
  });
  await page.goto(`${world.server.origin}/inbox/v/all/c/${ids[8]}`);
  await agent.composer().waitFor();
  for (let number = 0; number < 16; number += 1) await agent.posts({ body: `Step ${number}.\n\nAnd so on.` });
  await agent.log().getByText("Step 15.").waitFor();
  await eventually(async () => assert.ok(await agent.log().evaluate((log) => log.scrollTop > 400)));

  const [left, later, isSaid] = await agent.log().evaluate(async (log, conversation_id) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    log.scrollTop -= 300;
    const left = log.scrollTop;
    globalThis.lines.at(-1).onmessage({ data: JSON.stringify({ type: "typing", conversation_id, author: "visitor", is_typing: true }) });
    await frame();
    await frame();
    // For some seconds only: whoever looks later does not see it any more.
    return [left, log.scrollTop, document.body.innerText.includes("Person 8 is typing")];
  }, ids[8]);
  assert.ok(isSaid, "it has come");
  assert.equal(later, left);
  await agent.leaves();
});

story("a conversation on a slow line shows at once who it is and can be done, before its messages are there", async () => {
  const agent = await agentAt("/inbox/v/all");
  const { page } = agent;
  const coming = await holds(page, `**/api/inbox/conversations/${ids[5]}`);
  await page.locator(".row").filter({ has: page.getByText("Person 5", { exact: true }) }).click();
  await coming.asked;
  const thread = page.getByRole("region", { name: "Open conversation" });
  await thread.getByRole("heading", { name: "Person 5" }).waitFor();
  await page.locator(".pane .skeleton").waitFor();
  const places = await page.locator(".pane .skeleton span").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  assert.ok(places.at(-1) - places[0] < 200, `the grey messages stand together: ${places}`);
  await thread.getByRole("button", { name: "Done" }).click();
  await eventually(() => assert.equal(stateOf(5), "2"));

  coming.release();
  await agent.log().getByText("Question 5").waitFor();
  await thread.getByRole("button", { name: "Reopen" }).waitFor();
  await agent.leaves();
});
