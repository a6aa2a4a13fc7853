// Two agents, two browsers, one conversation: each sees the other, and nobody answers over what was just written.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { startWithBo } from "./support/colleagues.mjs";
import { eventually } from "./support/eventually.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { lasts, MARKED_MS, timeIsOver } from "./support/lasting.mjs";
import { story } from "./support/world.mjs";

/** Until the visitor's words have come: a story says when that time is over. */
const HOLDS = { undo_seconds: 10 };

let world;
let bo;
before(async () => void ({ world, bo } = await startWithBo()));
after(() => world?.stop());

/** A visitor's conversation that both have open. */
async function bothOpen(question, options) {
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(question);
  const [first, second] = [await world.agent(), await world.agent()];
  await lasts(first.page, [(HOLDS.undo_seconds - 1) * 1_000, HOLDS.undo_seconds * 1_000], MARKED_MS);
  await first.signsIn(world.owner, options);
  await second.signsIn(bo);
  await first.opensConversation(question);
  await second.opensConversation(question);
  const close = () => Promise.all([visitor, first, second].map((one) => one.page.context().close()));
  return { visitor, first, second, close };
}

/** It has come to whoever may still take back an answer, and then their time is over. */
async function comesInTime(agent, words) {
  await agent.log().getByText(words, { exact: true }).first().waitFor();
  await timeIsOver(agent.page);
}

const reviewButton = (agent) => agent.page.getByRole("button", { name: /^Review \d+ new message/ });

story("who is there and who answers is seen by the other, calmly and while it is true", async () => {
  const { first, second, close } = await bothOpen("Do you repair brakes?");

  await first.page.getByText("Bo Winter is viewing").waitFor();
  await second.page.getByText("Ana Berg is viewing").waitFor();
  // It is true as long as somebody types.
  await eventually(async () => {
    await second.composer().press("s");
    for (const words of [/^Bo Winter is replying$/, /^Bo Winter is replying just now\./]) assert.ok(await first.page.getByText(words).first().isVisible(), String(words));
  });
  assert.equal(await first.page.evaluate(() => document.activeElement?.id ?? ""), "", "nothing takes the keyboard");

  await second.composer().fill("");
  await first.page.getByText("Bo Winter is viewing").waitFor();
  await second.page.goto(`${world.server.origin}/inbox/v/all`);
  await eventually(async () => assert.equal(await first.page.getByText(/Bo Winter is/).filter({ visible: true }).count(), 0));
  await close();
});

story("an answer that was begun before somebody else's waits until that was looked at", async () => {
  const { visitor, first, second, close } = await bothOpen("When do you open?");
  await first.composer().fill("At nine.");
  await second.says("At ten on Mondays.");
  await reviewButton(first).waitFor();
  assert.equal(await first.page.getByRole("button", { name: "Send", exact: true }).count(), 0);

  await first.composer().press("Enter");
  await first.log().locator("[data-marked]", { hasText: "At ten on Mondays." }).waitFor();
  assert.deepEqual(await first.storedBodies(), ["When do you open?", "At ten on Mondays."], "nothing went out yet");
  assert.equal(await first.composer().inputValue(), "At nine.");

  await first.composer().press("Enter");
  await visitor.sees("At nine.");
  await eventually(async () => assert.deepEqual(await first.storedBodies(), ["When do you open?", "At ten on Mondays.", "At nine."]));
  await close();
});

story("the keyboard goes back to the box where a menu goes because somebody has written", async () => {
  const { visitor, first, close } = await bothOpen("Do you open on Sundays?");
  await first.composer().fill("We do not.");
  await first.page.getByRole("button", { name: "More ways" }).press("Enter");
  const item = first.page.getByRole("menuitem", { name: "Send and done" });
  await eventually(async () => assert.ok(await hasFocus(item)));

  await visitor.says("I mean next Sunday.");
  await reviewButton(first).waitFor();

  await eventually(async () => assert.ok(await hasFocus(first.composer()), "a key would be a command elsewhere"));
  await first.page.keyboard.press("e");
  assert.deepEqual([await first.composer().inputValue(), await item.count()], ["We do not.e", 0]);
  await first.composer().fill("");
  await close();
});

story("what the visitor writes while an answer can still be taken back stops it, and nothing is lost", async () => {
  const { visitor, first, close } = await bothOpen("Is the red one left?", HOLDS);
  await first.says("Yes, one.");
  await first.page.getByRole("button", { name: "Undo" }).first().waitFor();
  await visitor.says("Sorry, I mean the blue one.");
  await comesInTime(first, "Sorry, I mean the blue one.");

  await first.log().getByText("Not sent.").waitFor();
  await first.log().getByText(/wrote meanwhile\./).waitFor();
  assert.deepEqual(await first.storedBodies(), ["Is the red one left?", "Sorry, I mean the blue one."]);
  await first.log().getByRole("button", { name: "Review" }).click();
  await first.log().locator("[data-marked]", { hasText: "I mean the blue one" }).waitFor();

  await first.log().getByRole("button", { name: "Edit" }).click();
  assert.equal(await first.composer().inputValue(), "Yes, one.");
  await eventually(async () => assert.equal(await first.log().getByText("Not sent.").count(), 0));
  await first.chooses({ undo_send_seconds: 0 });
  await close();
});

story("sending it anyway is one press", async () => {
  const { visitor, first, close } = await bothOpen("Do you ship to Malta?", HOLDS);
  await first.says("We do.");
  await visitor.says("Or to Gozo?");
  await comesInTime(first, "Or to Gozo?");
  await first.log().getByText("Not sent.").waitFor();

  await first.log().getByRole("button", { name: "Send anyway" }).click();

  await visitor.sees("We do.");
  assert.deepEqual(await first.storedBodies(), ["Do you ship to Malta?", "Or to Gozo?", "We do."]);
  await first.chooses({ undo_send_seconds: 0 });
  await close();
});

story("a form that is answered while an answer is begun must be looked at first, and stops one that waits", async () => {
  const { visitor, first, close } = await bothOpen("Which size do I need?", HOLDS);
  const asks = (title) => first.posts({ content: { type: "form", is_contact: false, title, fields: [{ name: "size", label: "Size", kind: "text", is_required: true, options: [] }] } });
  const answers = async (title, size) => {
    const form = visitor.panel().getByRole("form", { name: title });
    await form.getByLabel("Size").fill(size);
    await form.getByRole("button", { name: "Send" }).click();
  };
  await asks("Shoes");
  await first.log().getByText("Shoes").waitFor();
  await first.composer().fill("Please fill in the form.");
  await answers("Shoes", "42 and a half");
  await reviewButton(first).waitFor();
  await first.composer().press("Enter");
  await first.log().locator("[data-marked]", { hasText: "42 and a half" }).waitFor();
  assert.deepEqual((await first.storedBodies()).includes("Please fill in the form."), false, "nothing went out yet");

  await asks("Gloves");
  await first.log().getByText("Gloves").waitFor();
  await first.composer().fill("And the other one, please.");
  await first.composer().press("Enter");
  await first.page.getByRole("button", { name: "Undo" }).first().waitFor();
  await answers("Gloves", "Nine");
  await comesInTime(first, "Nine");
  await first.log().getByText(/answered the form meanwhile\./).waitFor();
  assert.equal((await first.storedBodies()).includes("And the other one, please."), false);

  await first.log().getByRole("button", { name: "Send anyway" }).click();
  await visitor.sees("And the other one, please.");
  await first.chooses({ undo_send_seconds: 0 });
  await close();
});

story("what is put together in a dialog is stopped by what came over it, and closing the dialog loses nothing", async () => {
  const { visitor, first, close } = await bothOpen("Which colours are there?");
  const dialog = await first.inserts("Quick replies");
  await dialog.getByLabel("Message").fill("Which one?");
  await dialog.getByLabel(/^Replies/).fill("Red\nBlue");
  await first.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  const again = await first.inserts("Quick replies");
  assert.deepEqual([await again.getByLabel("Message").inputValue(), await again.getByLabel(/^Replies/).inputValue()], ["Which one?", "Red\nBlue"]);
  await visitor.says("Wait, I mean the bells.");
  await first.log().getByText("Wait, I mean the bells.").waitFor();
  await again.getByRole("button", { name: "Send" }).click();
  await first.log().getByText("Not sent.").waitFor();
  assert.deepEqual(await first.storedBodies(), ["Which colours are there?", "Wait, I mean the bells."]);

  await first.log().getByRole("button", { name: "Send anyway" }).click();
  await visitor.sees("Which one?");
  const anew = await first.inserts("Quick replies");
  assert.equal(await anew.getByLabel("Message").inputValue(), "", "what was sent is not kept");
  await first.page.keyboard.press("Escape");
  await close();
});

story("a macro that answers is stopped by what the visitor writes while it can be taken back", async () => {
  const { visitor, first, close } = await bothOpen("Is my order there yet?", HOLDS);
  await first.page.goto(`${world.server.origin}/console/macros`);
  await first.page.getByRole("button", { name: "Insert these three" }).click();
  await first.page.getByText("Three macros are there now").waitFor();
  await first.page.goto(`${world.server.origin}/inbox/v/all`);
  await first.opensConversation("Is my order there yet?");
  await first.composer().pressSequentially("/take");
  await first.page.getByRole("option", { name: /Take and answer/ }).click();
  await first.page.getByText("“Take and answer” runs in a moment.").waitFor();
  await visitor.says("Oh, it has just come!");
  await comesInTime(first, "Oh, it has just come!");

  await first.page.getByText(/“Take and answer” did not run: .+ wrote meanwhile\./).waitFor();
  assert.deepEqual(await first.storedBodies(), ["Is my order there yet?", "Oh, it has just come!"]);
  await first.page.getByRole("button", { name: "Review" }).click();
  await first.log().locator("[data-marked]", { hasText: "it has just come" }).waitFor();
  await first.page.getByRole("button", { name: "Run anyway" }).click();
  await eventually(async () => assert.equal((await first.storedBodies()).length, 3));
  await first.chooses({ undo_send_seconds: 0 });
  await close();
});
