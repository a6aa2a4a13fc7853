// An agent offers answers, links, cards, products and forms; a visitor chooses and fills in; the agent sees what came of
// it. A kind of message that nobody knows yet takes nothing else with it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

/** A visitor who has written `words`, and an agent who has them open. */
async function pair(words) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(words);
  await visitor.hasSent();
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(words);
  return { visitor, agent };
}

async function part(visitor, agent) {
  await agent.page.context().close();
  await visitor.leaves();
}

const send = (dialog) => dialog.getByRole("button", { name: "Send" }).click();

story("quick replies are chosen once, go as the visitor's own words, and the agent sees which", async () => {
  const { visitor, agent } = await pair("I am not sure about the size.");
  const dialog = await agent.inserts("Quick replies");
  await send(dialog);
  await dialog.getByText("Write the message that goes above.").waitFor();
  await dialog.getByLabel("Message").fill("How tall are you?");
  await send(dialog);
  await dialog.getByText("Write at least one reply.").waitFor();
  await dialog.getByLabel(/^Replies/).fill("Under 170 cm\n170 to 185 cm\nOver 185 cm");
  await send(dialog);
  await dialog.waitFor({ state: "detached" });

  await visitor.sees("How tall are you?");
  const choices = visitor.panel().getByRole("group", { name: "Choose an answer" });
  assert.deepEqual(await choices.getByRole("button").allInnerTexts(), ["Under 170 cm", "170 to 185 cm", "Over 185 cm"]);
  await choices.getByRole("button", { name: "170 to 185 cm" }).click();
  await choices.waitFor({ state: "detached" });
  const offered = agent.log().getByRole("list", { name: "Choose an answer" });
  await offered.getByText("(chosen)").waitFor({ state: "attached" });
  assert.match(await offered.getByRole("listitem").filter({ hasText: "chosen" }).innerText(), /^170 to 185 cm/);
  assert.deepEqual(await agent.storedBodies(), ["I am not sure about the size.", "How tall are you?", "170 to 185 cm"]);
  await part(visitor, agent);
});

story("buttons lead to a page in a new tab, or say something for the visitor", async () => {
  const { visitor, agent } = await pair("Where is the size table?");
  const dialog = await agent.inserts("Link button");
  await dialog.getByLabel("Message").fill("Here it is.");
  await dialog.getByLabel("Words on the button").fill("Size table");
  await dialog.getByLabel(/^Address/).fill("javascript:alert(1)");
  await send(dialog);
  await dialog.getByText("Write an address such as https://shop.example/page.").waitFor();
  await dialog.getByLabel(/^Address/).fill("shop.example/sizes");
  await send(dialog);

  const link = visitor.log().getByRole("link", { name: "Size table" });
  await link.waitFor();
  assert.deepEqual(
    await link.evaluate((element) => [element.href, element.target, element.rel]),
    ["https://shop.example/sizes", "_blank", "noopener noreferrer nofollow"],
  );
  await agent.posts({ body: "Did it help?", content: { type: "buttons", buttons: [{ text: "Yes", reply: "Yes, thank you!" }, { text: "Call us", url: "tel:+41315550142" }] } });
  await visitor.log().getByRole("button", { name: "Yes", exact: true }).click();
  await agent.sees("Yes, thank you!");
  assert.equal(await visitor.log().getByRole("link", { name: /^Call us/ }).getAttribute("href"), "tel:+41315550142");
  await part(visitor, agent);
});

story("a product stands in the thread with its price, and cards stand side by side and turn", async () => {
  const { visitor, agent } = await pair("What bells do you have?");
  const dialog = await agent.inserts("Product card");
  await dialog.getByLabel("Name of the product").fill("Blue bell");
  await dialog.getByLabel(/^Price/).fill("nineteen");
  await send(dialog);
  await dialog.getByText("Write the price in digits, such as 19.90.").waitFor();
  await dialog.getByLabel(/^Price/).fill("19,90");
  await dialog.getByLabel(/^Its page/).fill("https://shop.example/bells/blue");
  await dialog.getByLabel(/^Description/).fill("Rings twice.");
  await dialog.getByLabel("Available").uncheck();
  await send(dialog);

  const product = visitor.log().locator(".kind-card").filter({ hasText: "Blue bell" });
  await product.getByText("€19.90").waitFor();
  await product.getByText("Not available").waitFor();
  assert.equal(await product.getByRole("link", { name: "Blue bell" }).getAttribute("href"), "https://shop.example/bells/blue");

  const cards = ["Red", "Green", "Brass"].map((colour) => ({ title: `${colour} bell`, text: "By hand.", buttons: [{ text: "This one", reply: `The ${colour.toLowerCase()} one, please.` }] }));
  await agent.posts({ body: "", content: { type: "cards", cards } });
  const list = visitor.log().getByRole("list", { name: "Cards" });
  await list.waitFor();
  assert.equal(await list.getByRole("listitem").count(), 3);
  const seat = async (title) => (await list.getByText(title).boundingBox()).x;
  const [before, wide] = [await seat("Brass bell"), await list.boundingBox()];
  assert.ok(before > wide.x + wide.width, "the third card is out of sight");
  const next = visitor.log().getByRole("button", { name: "Next" });
  await eventually(async () => {
    if ((await next.count()) > 0) await next.click({ timeout: 1_000 }).catch(() => {});
    const place = await seat("Brass bell");
    assert.ok(place >= wide.x && place < wide.x + wide.width, `the third card has come into sight: ${place}`);
  });
  await list.getByRole("listitem").filter({ hasText: "Brass bell" }).getByRole("button", { name: "This one" }).click();
  await agent.sees("The brass one, please.");
  await part(visitor, agent);
});

story("a form is checked before it goes, is answered once, and the agent reads the answer", async () => {
  const { visitor, agent } = await pair("Can you bring it home?");
  const dialog = await agent.inserts("Form");
  await dialog.getByLabel("Title").fill("Delivery");
  const asks = async (place, label, kind, options = null) => {
    await dialog.getByLabel(`Question ${place}: Question`).fill(label);
    await dialog.getByLabel(`Question ${place}: Takes`).selectOption({ label: kind });
    if (options) await dialog.getByLabel(`Question ${place}: Answers to choose from`).fill(options);
    await dialog.getByRole("group", { name: `Question ${place}` }).getByRole("checkbox", { name: "Needed" }).check();
  };
  await asks(1, "E-mail for the courier", "E-mail");
  await dialog.getByRole("button", { name: "Add a question" }).click();
  await asks(2, "How many bicycles?", "Number");
  await dialog.getByRole("button", { name: "Add a question" }).click();
  await asks(3, "When?", "Choice", "Morning\nEvening");
  await dialog.getByRole("button", { name: "Add a question" }).click();
  await asks(4, "I have a garage", "Tick box");
  await send(dialog);

  const form = visitor.panel().getByRole("form", { name: "Delivery" });
  await form.getByLabel("E-mail for the courier").fill("not an address");
  await form.getByRole("button", { name: "Send" }).click();
  await form.getByText("4 fields need another look.").waitFor();
  await form.getByText("Write an e-mail address such as ana@example.com.").waitFor();
  await form.getByText("Tick this box to go on.").waitFor();
  assert.equal((await agent.storedMessages()).at(-1).answer, null, "nothing was sent");
  await form.getByLabel("E-mail for the courier").fill("bo@example.com");
  await form.getByText("Write an e-mail address such as ana@example.com.").waitFor({ state: "detached" });
  await form.getByLabel("How many bicycles?").fill("2");
  await form.getByLabel("When?").selectOption("Evening");
  await form.getByLabel("I have a garage").check();
  await form.getByRole("button", { name: "Send" }).click();

  const given = [["E-mail for the courier", "bo@example.com"], ["How many bicycles?", "2"], ["When?", "Evening"], ["I have a garage", "Yes"]];
  for (const side of [visitor.panel(), agent.page]) {
    const answer = side.getByRole("group", { name: "Delivery" });
    await answer.waitFor();
    assert.deepEqual(await answer.locator("dl > div").evaluateAll((pairs) => pairs.map((pair) => [...pair.children].map((one) => one.textContent))), given);
  }
  await visitor.reloads();
  await visitor.panel().getByRole("group", { name: "Delivery" }).waitFor();
  assert.equal(await visitor.panel().getByRole("form", { name: "Delivery" }).count(), 0, "it can be answered once");
  await part(visitor, agent);
});

story("contact details given in a form stand beside the conversation as claims", async () => {
  const { visitor, agent } = await pair("I have to run now.");
  const dialog = await agent.inserts("Ask for contact details");
  await send(dialog);

  const form = visitor.log().locator("form.kind-form");
  await form.getByLabel("Name").fill("Bo Lind");
  await form.getByLabel("E-mail").fill("bo.lind@example.com");
  await form.getByRole("button", { name: "Send" }).click();
  const details = agent.page.getByRole("complementary", { name: "Details" });
  await details.getByText("bo.lind@example.com").first().waitFor();
  await details.getByText("Unverified").first().waitFor();
  assert.equal(await visitor.panel().getByRole("heading", { name: "Where can we reach you?" }).count(), 0, "it is not asked a second time");
  await part(visitor, agent);
});

story("a kind that nobody knows yet shows its text and breaks nothing", async () => {
  const { visitor, agent } = await pair("What is new?");
  await agent.says("Before it.");
  await agent.posts({ body: "A hologram of the bell.", content: { type: "quick_replies", replies: ["Wow"] } });
  await agent.says("After it.");
  await visitor.sees("After it.");

  await world.server.isKilled();
  const sql = "UPDATE messages SET content = '{\"type\":\"hologram\",\"layers\":[[1]]}' WHERE body = 'A hologram of the bell.'";
  execFileSync("sqlite3", [world.server.databaseFile(), sql]);
  await world.server.run();
  await visitor.reloads();
  await agent.page.reload();

  for (const side of [visitor, agent]) {
    for (const words of ["Before it.", "A hologram of the bell.", "After it."]) await side.log().getByText(words, { exact: true }).waitFor();
  }
  await visitor.says("Nice!");
  await agent.sees("Nice!");
  await part(visitor, agent);
});
