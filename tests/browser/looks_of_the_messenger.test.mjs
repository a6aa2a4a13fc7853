// How the messenger looks with everything in it: each place of the panel, a thread with every kind of message, what opens
// over it, what stands beside the launcher, and the same conversation in the inbox.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { photo, picture, text } from "./support/files.mjs";
import { FEWER_LOOKS, looksRight, ON_HOST_PAGE, optionsOf } from "./support/looks.mjs";
import { canGoAway } from "./support/network.mjs";
import { proof, Shop } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

const QUESTION = "Which bell fits my bicycle?";
const OLDER = "Is my parcel on its way?";
const UNBROKEN = "a-name-without-any-place-to-break-the-line-0123456789-0123456789-0123456789.pdf";

/** Every kind, short and long. */
const KINDS = [
  { body: "**Three** of them fit:\n\n- the *blue* one\n- `BK-7`\n\n> Rings twice.\n\nhttps://shop.example/bells" },
  { body: "Look here.", content: { type: "buttons", buttons: [{ text: "Size table", url: "https://shop.example/sizes" }, { text: "Another question of mine", reply: "I have another question." }] } },
  { body: "", content: { type: "products", products: [{ title: "Blue bell with a very long name that takes two lines", price: "19.90", currency: "EUR", is_available: true, url: "https://shop.example/bells/blue" }] } },
  { body: "", content: { type: "cards", cards: ["Red", "Green", "Brass"].map((colour) => ({ title: `${colour} bell`, text: "Made by hand.", buttons: [{ text: "This one", reply: `The ${colour} one.` }] })) } },
  {
    body: "",
    content: {
      type: "form", title: "Delivery", is_contact: false,
      fields: [
        { name: "email", label: "E-mail", kind: "email", is_required: true, options: [] },
        { name: "notes", label: "Notes for the courier", kind: "long_text", is_required: false, options: [] },
        { name: "when", label: "When?", kind: "choice", is_required: true, options: ["Morning", "Evening"] },
        { name: "garage", label: "I have a garage", kind: "check", is_required: false, options: [] },
      ],
    },
  },
  { body: "Which one is it?", content: { type: "quick_replies", replies: ["The blue one", "The red one", "None of them"] } },
];

let world;
let signedIn;
let secret;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  signedIn = await admin.signedIn();
  await new Shop(world.server, await admin.apiKey()).tells();
  await admin.leaves();
  await everythingHappens();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;

/** A customer's browser, which finds everything that was said before. */
/** `prepare` comes before the first connection. */
async function customer(look, prepare = () => {}) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor(look && optionsOf(look));
  await prepare(visitor);
  await visitor.visits();
  await visitor.launcher().waitFor();
  await visitor.call("identify", proof(secret));
  return visitor;
}

async function agentAt(words, look) {
  const agent = await world.agent({ storageState: signedIn, ...(look && optionsOf(look)) });
  await agent.page.goto(at("/inbox/v/all"));
  await agent.opensConversation(words);
  return agent;
}

/** One conversation that is over, and one with everything in it. */
async function everythingHappens() {
  const visitor = await customer();
  await visitor.opensPanel();
  await visitor.says(OLDER);
  await visitor.hasSent();
  const agent = await agentAt(OLDER);
  await agent.says("It arrived this morning.");
  await visitor.sees("It arrived this morning.");
  await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();
  await visitor.panel().getByText("How did we do?").waitFor();
  await agent.page.context().close();

  await visitor.panel().getByRole("button", { name: "Back" }).click();
  await visitor.startButton().click();
  await visitor.attaches([photo("bicycle.png"), picture("bell.png", { colour: [30, 80, 160] }), text("order.txt"), { ...text(UNBROKEN), mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") }]);
  await visitor.says(QUESTION);
  await visitor.hasSent();
  const answering = await agentAt(QUESTION);
  await answering.sends([picture("tall.png", { width: 300, height: 700 }), text("prices.csv", "bell,19.90\n")], "A moment, please.");
  // What is posted leaves by another way, and the choice is offered below the last message only.
  await visitor.sees("A moment, please.");
  for (const message of KINDS) await answering.posts(message);
  await visitor.panel().getByRole("group", { name: "Choose an answer" }).waitFor();
  await answering.page.context().close();
  await visitor.page.context().close();
}

for (const look of FEWER_LOOKS) {
  const looks = (visitor, name) => looksRight(visitor, name, look, ON_HOST_PAGE);

  story(`the places of the panel, a thread with everything in it, and what opens over it: ${look.width} px, ${look.colorScheme}`, async () => {
    let away;
    const visitor = await customer(look, async ({ page }) => (away = await canGoAway(page, "widget")));
    const panel = visitor.panel();
    await visitor.opensHome();
    await panel.locator(".record").first().waitFor();
    await looks(visitor, "panel-home-customer");
    await panel.locator(".tabs").getByRole("button", { name: "Activity" }).click();
    await panel.locator(".records--all .record").first().waitFor();
    await looks(visitor, "panel-activity");
    await panel.locator(".tabs").getByRole("button", { name: "Messages" }).click();
    await panel.locator(".rows .row").nth(1).waitFor();
    await looks(visitor, "panel-messages");

    await panel.locator(".rows .row").filter({ hasText: "Resolved" }).click();
    await panel.getByText("How did we do?").waitFor();
    await panel.getByRole("radio", { name: "Good", exact: true }).check({ force: true });
    await looks(visitor, "panel-rating");
    await panel.getByRole("button", { name: "Back" }).click();
    await panel.locator(".rows .row").filter({ hasNotText: "Resolved" }).click();
    await panel.getByRole("group", { name: "Choose an answer" }).waitFor();
    await looks(visitor, "panel-kinds-end");
    await panel.getByRole("form", { name: "Delivery" }).getByRole("button", { name: "Send" }).click();
    await panel.getByText("2 fields need another look.").waitFor();
    await looks(visitor, "panel-kinds-form");
    await visitor.log().evaluate((box) => (box.scrollTop = 0));
    await looks(visitor, "panel-kinds-start");
    await visitor.log().getByRole("button", { name: "Show bicycle.png large" }).click();
    await panel.getByRole("dialog", { name: "Picture bicycle.png" }).waitFor();
    await looks(visitor, "panel-lightbox");
    await panel.getByRole("dialog", { name: "Picture bicycle.png" }).press("Escape");
    await panel.getByRole("button", { name: "More" }).click();
    await panel.getByRole("menu").waitFor();
    await looks(visitor, "panel-menu");
    await panel.getByRole("menu").press("Escape");
    await panel.getByRole("button", { name: "Emoji" }).click();
    await panel.getByRole("dialog", { name: "Emoji" }).waitFor();
    await looks(visitor, "panel-emoji");
    await panel.getByRole("dialog", { name: "Emoji" }).press("Escape");
    await visitor.attaches([text("another.txt"), { name: "run.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") }]);
    await looks(visitor, "panel-files-picked");
    await away.goes();
    await panel.getByText("Reconnecting…").waitFor();
    await looks(visitor, "panel-reconnecting");
    await visitor.leaves();
  });

  story(`the question for contact details: ${look.width} px, ${look.colorScheme}`, async () => {
    world.hostPage.show({ body: world.snippet });
    const visitor = await world.visitor(optionsOf(look));
    await visitor.visits();
    await visitor.opensPanel();
    await visitor.says("Do you have a minute?");
    await visitor.panel().getByRole("heading", { name: "Where can we reach you?" }).waitFor();
    await visitor.panel().getByLabel("E-mail address").fill("not an address");
    await visitor.panel().getByRole("button", { name: "Save" }).click();
    await visitor.panel().getByText("Check the e-mail address").waitFor();
    await looks(visitor, "panel-ask");
    await visitor.leaves();
  });

  story(`the conversation in the inbox, and what can be inserted: ${look.width} px, ${look.colorScheme}`, async () => {
    const agent = await agentAt("Which one is it?", look);
    const { page } = agent;
    await agent.log().getByRole("list", { name: "Choose an answer" }).waitFor();
    await looksRight(agent, "inbox-kinds", look);
    await page.getByRole("button", { name: "Insert" }).click();
    await page.getByRole("menu", { name: "Insert" }).waitFor();
    await looksRight(agent, "inbox-insert", look);
    await page.keyboard.press("Escape");
    for (const [words, name] of [["Ask for contact details", "contact"], ["Quick replies", "replies"], ["Link button", "link"], ["Product card", "product"], ["Form", "form"]]) {
      const dialog = await agent.inserts(words);
      if (name !== "contact") await dialog.getByRole("button", { name: "Send" }).click();
      if (name === "form") await dialog.getByLabel("Question 1: Takes").selectOption({ label: "Choice" });
      await looksRight(agent, `inbox-insert-${name}`, look);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await dialog.waitFor({ state: "detached" });
    }
    await agent.log().evaluate((box) => (box.scrollTop = 0));
    await looksRight(agent, "inbox-kinds-start", look);
    await page.context().close();
  });
}

story("a preview beside the launcher, a launcher that speaks, and Home outside opening hours", async () => {
  const agent = await agentAt("Which one is it?");
  await agent.says("The blue one came in today, with its two screws and the little key.");
  await eventually(async () => assert.match((await agent.storedBodies()).at(-1), /^The blue one came in/));
  await agent.page.context().close();
  for (const look of FEWER_LOOKS) {
    const visitor = await customer(look);
    await visitor.page.locator("deskbell-widget").getByRole("status").getByText("came in today").waitFor();
    await looksRight(visitor, "widget-teaser", look, ON_HOST_PAGE);
    await visitor.leaves();
  }

  const { page } = await world.admin({ storageState: signedIn });
  await page.goto(at("/console/launcher"));
  await page.getByLabel(/^Notice/).fill("Parcels to the mountains take two days longer this week.");
  await page.locator('[name="launcher_text"]').fill("Ask the workshop");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator(".flash").filter({ hasText: /saved/i }).first().waitFor();
  await page.goto(at("/console/hours"));
  await page.getByRole("radio", { name: /^By the week/ }).check();
  for (const day of await page.locator('[name^="day_"]').all()) await day.fill("");
  await page.locator('[name="day_mon"], [name="day_monday"]').first().fill("03:00-03:01");
  await page.getByRole("button", { name: "Save hours" }).last().click();
  await page.locator(".flash").filter({ hasText: /saved/i }).first().waitFor();
  await page.context().close();
  for (const look of FEWER_LOOKS) {
    world.hostPage.show({ body: world.snippet });
    const visitor = await world.visitor(optionsOf(look));
    visitor.launcher = () => visitor.page.getByRole("button", { name: "Ask the workshop" });
    await visitor.visits();
    await visitor.launcher().waitFor();
    await looksRight(visitor, "widget-text-launcher", look, ON_HOST_PAGE);
    await visitor.opensHome();
    await visitor.panel().getByText(/^Back /).waitFor();
    await looksRight(visitor, "panel-home-closed", look, ON_HOST_PAGE);
    await visitor.leaves();
  }
});
