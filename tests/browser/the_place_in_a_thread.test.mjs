// Where a long conversation is looked at: what is opened at an old message is not read before its end is in sight, and
// the place stays where somebody left it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { startWithBo } from "./support/colleagues.mjs";
import { eventually } from "./support/eventually.mjs";
import { story } from "./support/world.mjs";

/** Enough that a message in the middle is out of sight from either end. */
const STEPS = 30;

let world;
let bo;
before(async () => void ({ world, bo } = await startWithBo()));
after(() => world?.stop());

/** A visitor who asked and was answered at length, and an agent who has that conversation open. */
async function talked(question) {
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(question);
  await visitor.hasSent();
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(question);
  for (let number = 1; number <= STEPS; number += 1) await agent.posts({ body: `Step ${number} of ${question}\n\nAnd so on.\n\nAnd on.` });
  await agent.log().getByText(`Step ${STEPS} of`).waitFor();
  const id = new URL(agent.page.url()).pathname.split("/").pop();
  const close = () => Promise.all([visitor, agent].map((one) => one.page.context().close()));
  return { visitor, agent, id, close };
}

const message = (agent, words) => agent.log().locator(".message").filter({ hasText: words }).first();

/** How far below the upper edge of the log it begins, in pixels. */
const placeOf = (found) => found.evaluate((one) => Math.round(one.getBoundingClientRect().top - one.closest(".thread").getBoundingClientRect().top));

const isInSight = (found) =>
  found.evaluate((one) => {
    const [row, log] = [one.getBoundingClientRect(), one.closest(".thread").getBoundingClientRect()];
    return row.bottom > log.top && row.top < log.bottom;
  });

const seesIt = (found) => eventually(async () => assert.ok(await isInSight(found), "it is in sight"));

const scrollsToTop = (agent) => agent.log().evaluate((log) => (log.scrollTop = 0));
const scrollsToEnd = (agent) => agent.log().evaluate((log) => (log.scrollTop = log.scrollHeight));

/** Up to which message the visitor knows that the team has read. */
const readByTeam = (agent, id) => agent.page.evaluate(async (one) => (await (await fetch(`/api/inbox/conversations/${one}`)).json()).unread, id);

story("what is opened at an old message is read once its end is in sight, and not before", async () => {
  const { visitor, agent, id, close } = await talked("Does the anchor rust?");
  await agent.page.goto(`${world.server.origin}/inbox/search`);
  await visitor.says("I would take two.");
  await visitor.says("Or three, if it does not.");
  await visitor.hasSent();

  await agent.page.getByRole("combobox", { name: "Search messages, people and records" }).fill("Step 3 of Does the anchor");
  await agent.page.locator("[data-hit]").filter({ hasText: "Step 3 of" }).first().click();
  await seesIt(message(agent, "Step 3 of"));
  await agent.page.waitForTimeout(500);
  assert.equal(await readByTeam(agent, id), 2, "nobody has seen it");
  assert.equal(await visitor.panel().getByText(/^Seen/).count(), 0);

  await scrollsToEnd(agent);
  await visitor.panel().getByText(/Seen/).first().waitFor();
  await eventually(async () => assert.equal(await readByTeam(agent, id), 0));
  await close();
});

story("the place in a conversation is the same after its person's profile was looked at", async () => {
  const { agent, close } = await talked("Is the lamp dimmable?");
  const middle = message(agent, "Step 12 of");
  // As long as messages are being marked as read the log may still keep to its end.
  await eventually(async () => {
    await agent.log().evaluate((log) => (log.scrollTop = log.scrollHeight / 3));
    await agent.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    assert.ok(await isInSight(message(agent, /Step 1\d of/)), "it is in sight");
  });
  const place = await placeOf(middle);

  for (const comesBack of [() => agent.page.goBack(), () => agent.page.keyboard.press("Escape")]) {
    await agent.page.getByRole("link", { name: "Open profile" }).first().click();
    await agent.page.waitForURL("**/contacts/*");
    await agent.log().waitFor({ state: "detached" });
    await comesBack();
    await agent.log().waitFor();
    await eventually(async () => assert.ok(Math.abs((await placeOf(middle)) - place) <= 1, `${await placeOf(middle)} instead of ${place}`));
  }
  await close();
});

story("what one is told of is shown as often as it is pressed", async () => {
  const { agent, close } = await talked("Is the chair oiled?");
  const colleague = await world.agent();
  await colleague.signsIn(bo);
  await colleague.looksAt("all");
  await colleague.opensConversation("Is the chair oiled?");
  await agent.looksAt("all");
  await colleague.turnsToNote();
  await colleague.noteBox().fill("@Ana Berg twice, with linseed oil.");
  // Before the names of the team are here nobody is told.
  await colleague.page.locator(".told").getByText("Ana Berg").waitFor();
  await colleague.noteBox().press("Enter");
  const note = agent.log().locator(".note").filter({ hasText: "linseed" });
  for (let number = 0; number < 8; number += 1) await colleague.posts({ body: `Later ${number}\n\nAnd so on.\n\nAnd on.` });

  for (let time = 0; time < 3; time += 1) {
    await agent.page.getByRole("button", { name: /^Notifications/ }).filter({ visible: true }).first().click();
    await agent.page.locator(".bell__link").filter({ hasText: "linseed" }).click();
    await seesIt(note);
    // The end of the log may have had it in sight before it is pointed out.
    await eventually(async () => {
      await scrollsToTop(agent);
      assert.equal(await isInSight(note), false);
    });
  }
  await colleague.page.context().close();
  await close();
});
