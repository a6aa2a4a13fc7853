// How every page and state looks, wide and narrow, light and dark, and whether everybody can use it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { FEWER_LOOKS, LOOKS, looksRight, nameOf, ON_HOST_PAGE, optionsOf } from "./support/looks.mjs";
import { canGoAway } from "./support/network.mjs";
import { typesPasswordIfAsked } from "./support/proof.mjs";
import { proof, Shop } from "./support/shop.mjs";
import { OUTPUT, story, World } from "./support/world.mjs";

const QUESTION = "Where is my parcel? It should have been here on Tuesday, with the blue bell.";
const UNBROKEN = "BK-1042-a-reference-without-any-place-to-break-the-line-0123456789-0123456789-0123456789";
const ANSWER = "It left Bern this morning and arrives before noon.";

let world;
let admin;
let signedIn;
let secret;
let shopTold = null;
before(async () => {
  world = await World.start();
});
after(() => world?.stop());

/** A person whose browser has that look. */
const personWith = (look, more = {}) => world.visitor({ ...optionsOf(look), ...more });
const at = (path) => new URL(path, world.server.origin).href;

story("set-up, open and refused", async () => {
  for (const look of LOOKS) {
    const person = await personWith(look);
    await person.page.goto(world.server.setUpAddress);
    await looksRight(person, "set-up", look);
    await person.page.getByLabel(/^Business name/).fill("Berg Bicycles");
    await person.page.getByLabel(/^Your name/).fill("Ana");
    await person.page.getByLabel(/^E-mail/).fill("ana@example.com");
    await person.page.getByLabel(/^Password/).fill("short");
    await person.page.getByRole("button", { name: "Create workspace" }).click();
    await person.page.getByRole("alert").waitFor();
    await looksRight(person, "set-up-refused", look);
    await person.page.goto(at("/setup"));
    await looksRight(person, "set-up-closed", look);
    await person.page.context().close();
  }
});

story("the inbox before the first conversation, and the install page after set-up", async () => {
  const claimed = world.server.setUpAddress;
  admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  signedIn = await admin.signedIn();
  for (const look of LOOKS) {
    const person = await personWith(look, { storageState: signedIn });
    await person.page.goto(at("/console/install"));
    await looksRight(person, "install-welcome", look);
    await person.page.goto(at("/inbox/v/all"));
    await person.page.getByRole("heading", { name: "No conversations yet" }).first().waitFor();
    await looksRight(person, "inbox-empty", look);
    await person.page.goto(claimed);
    await looksRight(person, "set-up-used", look);
    await person.page.context().close();
  }
  secret = await admin.identitySecret();
});

for (const look of LOOKS) {
  story(`pages before sign-in, ${nameOf(look)}`, async () => {
    const person = await personWith(look);
    await person.page.goto(at("/sign-in"));
    await looksRight(person, "sign-in", look);
    await person.page.goto(at("/docs"));
    await looksRight(person, "docs", look);
    await person.page.goto(at("/docs/problems/signed-out"));
    await looksRight(person, "docs-problem", look);
    await person.page.goto(at("/nothing-here"));
    await looksRight(person, "error", look);
    await person.page.context().close();
  });
}

story("a refused sign-in", async () => {
  const [look] = LOOKS;
  const person = await personWith(look);
  await person.page.goto(at("/sign-in"));
  await person.page.getByLabel(/^E-mail/).fill("nobody@example.com");
  await person.page.getByLabel(/^Password/).fill("not the password");
  await person.page.getByRole("button", { name: "Sign in" }).click();
  await person.page.getByRole("alert").waitFor();
  await looksRight(person, "sign-in-refused", look);
  await person.page.context().close();
});

for (const look of LOOKS) {
  story(`the pages of the console, ${nameOf(look)}`, async () => {
    const person = await personWith(look, { storageState: signedIn });
    const { page } = person;
    await page.goto(at("/console/install"));
    await looksRight(person, "install", look);
    await page.goto(at("/console/developers"));
    await looksRight(person, "developers", look);
    await page.getByLabel("Name").fill(`Shop server ${look.width}`);
    await page.getByRole("checkbox").first().check();
    await typesPasswordIfAsked(page, admin.account.password);
    await page.getByRole("button", { name: "Make key" }).click();
    await page.getByText("Copy it now").waitFor();
    await looksRight(person, "developers-new-key", look);
    await page.getByRole("button", { name: /^Revoke/ }).first().click();
    await looksRight(person, "developers-revoke", look);
    await page.context().close();
  });
}

/** The widget's frame has landmarks of its own, as every document has. */
const BESIDE_THE_WIDGET = ["landmark-unique"];
/** The preview asks for its panel once it knows what the form says. */
const isPanelDrawn = (page) => page.frames().find((frame) => frame.url().includes("/w/icw_"))?.getByRole("button", { name: "Send us a message" }).isVisible();
const SETTINGS = ["sites", "site", "site/keys", "launcher", "pages", "hours", "integrations", "try"];

for (const look of FEWER_LOOKS) {
  story(`the settings of one site, then of several, saved and refused, ${nameOf(look)}`, async () => {
    const person = await personWith(look, { storageState: signedIn });
    const { page } = person;
    for (const path of SETTINGS) {
      await page.goto(at(`/console/${path}`));
      if (path === "launcher") await eventually(async () => assert.ok(await isPanelDrawn(page), "the panel of the preview is drawn"));
      await looksRight(person, `console-${path.replace("/", "-")}`, look, BESIDE_THE_WIDGET);
    }
    await page.goto(at("/console/sites"));
    await page.getByLabel("Name").fill(`Bergs Fahrradwerkstatt und Zubehörhandel, Filiale ${look.width}`);
    await page.getByRole("button", { name: "Make site" }).click();
    await page.getByText("The site is made").waitFor();
    await looksRight(person, "console-site-made", look);
    await page.goto(at("/console/site/keys"));
    await page.getByLabel("Name").fill("Partner");
    await page.getByRole("button", { name: "Make key" }).click();
    await page.getByText("The key is made").waitFor();
    await looksRight(person, "console-site-key-made", look);
    await page.goto(at("/console/pages"));
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByText("not saved yet").waitFor();
    await looksRight(person, "console-pages-rule", look);
    await page.goto(at("/console/install"));
    await page.getByLabel("Page to check").fill(`${world.hostPage.origin}/`);
    await page.getByRole("button", { name: "Check the page" }).click();
    await page.locator("#address-error, .findings").first().waitFor();
    await looksRight(person, "console-install-check", look);
    await page.goto(at("/profile"));
    await looksRight(person, "profile", look);
    await page.context().close();
  });
}

story("a refused form, and a question that is asked without script", async () => {
  for (const look of FEWER_LOOKS) {
    const person = await personWith(look, { storageState: signedIn, javaScriptEnabled: false });
    const { page } = person;
    await page.goto(at("/console/hours"));
    await page.getByLabel("Monday").fill("nine to five");
    await page.getByRole("button", { name: "Save hours" }).click();
    await page.getByRole("alert").first().waitFor();
    await page.screenshot({ path: `${OUTPUT}console-hours-refused-${look.width}-${look.colorScheme}.png` });
    await page.goto(at("/console/site"));
    await page.getByRole("button", { name: "Switch off" }).click();
    await page.getByRole("heading", { name: /^Switch “.+” off\?$/ }).waitFor();
    await page.screenshot({ path: `${OUTPUT}console-switch-off-${look.width}-${look.colorScheme}.png` });
    await page.getByRole("link", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Switch off" }).waitFor();
    await page.context().close();
  }
});

for (const look of LOOKS) {
  story(`the widget and its panel, ${nameOf(look)}`, async () => {
    world.hostPage.show({ body: world.snippet });
    const visitor = await personWith(look);
    await visitor.visits();
    await visitor.launcher().waitFor();
    await looksRight(visitor, "widget-launcher", look, ON_HOST_PAGE);
    await visitor.opensHome();
    await looksRight(visitor, "panel-home-empty", look, ON_HOST_PAGE);
    await visitor.startButton().click();
    await visitor.composer().waitFor();
    await looksRight(visitor, "panel-empty", look, ON_HOST_PAGE);
    await visitor.page.context().close();

    const talker = await personWith(look);
    await talker.visits();
    await talker.opensPanel();
    await talker.says(QUESTION);
    await talker.says(UNBROKEN);
    await talker.sees("BK-1042");
    await talker.hasSent();
    await talker.panel().getByText(/· Sent$/).waitFor();
    await looksRight(talker, "panel-conversation", look, ON_HOST_PAGE);
    await talker.page.context().setOffline(true);
    await talker.panel().getByText("You are offline").waitFor();
    await looksRight(talker, "panel-offline", look, ON_HOST_PAGE);
    await talker.page.context().close();
  });
}

/** A server that refuses every message, with the reason a person would read. */
async function refusesMessages(page) {
  await page.routeWebSocket("**/api/widget/ws", (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const frame = JSON.parse(text);
      if (frame.type !== "message.post") return server.send(text);
      const detail = "This message could not be taken. Write it in other words.";
      socket.send(JSON.stringify({ type: "refused", client_id: frame.client_id, code: "invalid", detail, retry_after: null }));
    });
  });
}

for (const look of LOOKS) {
  story(`a message that was not sent, ${nameOf(look)}`, async () => {
    world.hostPage.show({ body: world.snippet });
    const visitor = await personWith(look);
    await refusesMessages(visitor.page);
    await visitor.visits();
    await visitor.opensPanel();
    await visitor.says("Can you read this?");
    await visitor.panel().getByRole("button", { name: "Retry" }).waitFor();
    await looksRight(visitor, "panel-failed", look, ON_HOST_PAGE);
    await visitor.page.context().close();
  });
}

/** What the shop knows of its customer, told once. */
const shopTells = () => (shopTold ??= admin.apiKey().then((key) => new Shop(world.server, key).tells()));

for (const look of LOOKS) {
  story(`the inbox: list, thread, details, keys, and the badge of an unread answer, ${nameOf(look)}`, async () => {
    await shopTells();
    world.hostPage.show({ body: world.snippet });
    const customer = await personWith(look);
    await customer.visits();
    await customer.launcher().waitFor();
    await customer.call("identify", proof(secret));
    await customer.opensPanel();
    await customer.says(`${QUESTION} (${nameOf(look)})`);
    await customer.sees(`${QUESTION} (${nameOf(look)})`);
    await eventually(async () => assert.equal(await customer.panel().getByText("Sending…").count(), 0));
    await customer.call("close");

    await looksAtInbox(look);

    await customer.page.getByRole("button", { name: /unread/ }).waitFor();
    await looksRight(customer, "widget-unread", look, ON_HOST_PAGE);
    await customer.page.context().close();
  });
}

async function looksAtInbox(look) {
  const agent = await world.agent({ storageState: signedIn, ...optionsOf(look) });
  const { page } = agent;
  await page.goto(at("/inbox/v/all"));
  await agent.sees(QUESTION);
  await looksRight(agent, "inbox-list", look);
  await agent.opensConversation(QUESTION);
  await agent.says(`${ANSWER} (${nameOf(look)})`);
  await agent.sees(`${ANSWER} (${nameOf(look)})`);
  await eventually(async () => assert.equal((await agent.storedBodies()).at(-1), `${ANSWER} (${nameOf(look)})`));
  await looksRight(agent, "inbox-thread", look);
  if (look.width < 1200) {
    await page.getByRole("button", { name: "Show details" }).click();
    await looksRight(agent, "inbox-details", look);
    await page.getByRole("complementary", { name: "Details" }).getByRole("button", { name: "Hide details" }).click();
  }
  await page.getByRole("log").click();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await looksRight(agent, "inbox-keys", look);
  await page.keyboard.press("Escape");
  await page.context().close();
}

for (const look of LOOKS) {
  story(`the inbox while the server is away, and after the session has ended, ${nameOf(look)}`, async () => {
    const agent = await world.agent({ storageState: signedIn, ...optionsOf(look) });
    const { page } = agent;
    const away = await canGoAway(page);
    await page.goto(at("/inbox/v/all"));
    await agent.opensConversation("Noor Haddad");
    await away.goes();
    await agent.says("I will look it up.");
    await page.getByText("Reconnecting…").waitFor();
    await looksRight(agent, "inbox-reconnecting", look);
    await page.context().clearCookies();
    await away.comesBack();
    await page.getByRole("dialog", { name: "You are signed out" }).waitFor();
    await looksRight(agent, "inbox-signed-out", look);
    await page.context().close();
  });
}
