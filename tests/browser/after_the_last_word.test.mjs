// When a conversation ends: how it was, what stays of it, that it goes on when somebody writes again, and how the visitor
// wishes to be reached, which is asked once.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { lasts, UNDO_MS } from "./support/lasting.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

async function writes(words) {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says(words);
  await visitor.hasSent();
  return visitor;
}

async function agentAt(words) {
  const agent = await world.agent();
  await lasts(agent.page, UNDO_MS);
  await agent.signsIn();
  await agent.opensConversation(words);
  return agent;
}

async function part(...people) {
  for (const person of people) await person.leaves();
}

const thanks = (visitor) => visitor.panel().getByText("Thank you for your rating.");

story("a visitor rates what is over, changes their mind, writes again, and the conversation goes on", async () => {
  const visitor = await writes("Is the brake mended?");
  const agent = await agentAt("Is the brake mended?");
  await agent.says("It is, come by.");
  await visitor.log().getByText("It is, come by.").waitFor();
  assert.equal(await visitor.panel().getByText("How did we do?").count(), 0, "nobody is asked in the middle of it");
  await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();

  await visitor.panel().getByText("How did we do?").waitFor();
  await visitor.panel().getByRole("radio", { name: "Good", exact: true }).check({ force: true });
  await visitor.panel().getByRole("textbox", { name: "Would you like to add something?" }).fill("Quick and kind.");
  await visitor.panel().getByRole("button", { name: "Send rating" }).click();
  await thanks(visitor).waitFor();
  await agent.page.locator(".rating__comment").getByText("Quick and kind.").waitFor();
  await agent.page.getByText("Rated 4 of 5").first().waitFor();

  await visitor.page.reload();
  await thanks(visitor).waitFor();
  await visitor.panel().getByRole("button", { name: "Change" }).click();
  await visitor.panel().getByRole("radio", { name: "Very good" }).check({ force: true });
  await visitor.panel().getByRole("button", { name: "Send rating" }).click();
  await agent.page.getByText("Rated 5 of 5").first().waitFor();

  await visitor.says("One more thing: the bell.");
  await visitor.hasSent();
  await agent.log().getByText("One more thing: the bell.").waitFor();
  await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).waitFor();
  await eventually(async () => assert.equal(await visitor.panel().getByText("How did we do?").count(), 0));
  assert.equal((await agent.storedBodies()).at(-1), "One more thing: the bell.", "in the same conversation");
  await part(visitor, agent);
});

story("an agent takes up again what was resolved, and the visitor sees it", async () => {
  const visitor = await writes("Do you sell tyres?");
  const agent = await agentAt("Do you sell tyres?");
  await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();
  await visitor.panel().getByText("How did we do?").waitFor();
  await visitor.panel().getByRole("radio", { name: "Bad", exact: true }).check({ force: true });
  await visitor.panel().getByRole("button", { name: "Send rating" }).click();
  await agent.page.getByText("Rated 2 of 5").first().waitFor();
  await agent.page.getByRole("toolbar").getByRole("button", { name: "Reopen" }).click();
  await visitor.log().getByText("This conversation goes on").waitFor();
  await agent.says("We do, after all.");
  await visitor.log().getByText("We do, after all.").waitFor();
  await visitor.panel().getByRole("button", { name: "Change" }).click();
  await visitor.panel().getByRole("radio", { name: "All right" }).check({ force: true });
  await visitor.panel().getByRole("button", { name: "Send rating" }).click();
  await thanks(visitor).waitFor();
  await agent.page.getByText("Rated 3 of 5").first().waitFor();
  assert.equal(await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).count(), 1, "what ended once can be rated while it goes on");
  await part(visitor, agent);
});

story("a Done that is undone at once leaves nothing that tells or asks, and the question comes where it really ends", async () => {
  const visitor = await writes("Is the pump back?");
  const agent = await agentAt("Is the pump back?");
  const traces = (log) => log.getByText(/resolved|goes on|marked the conversation|reopened|How did we do|was asked/);
  for (const end of ["undone", "done"]) {
    await agent.page.getByRole("toolbar").getByRole("button", { name: "Done" }).click();
    await visitor.panel().getByText("How did we do?").waitFor();
    if (end === "undone") {
      await agent.page.keyboard.press("Control+z");
      for (const log of [visitor.log(), agent.log()]) await eventually(async () => assert.equal(await traces(log).count(), 0));
      await visitor.page.reload();
      await agent.page.reload();
      for (const log of [visitor.log(), agent.log()]) {
        await log.getByText("Is the pump back?").waitFor();
        assert.equal(await traces(log).count(), 0, "nor after a reload");
      }
    }
  }
  assert.equal(await visitor.panel().getByText("How did we do?").count(), 1);
  await part(visitor, agent);
});

story("the transcript is a text file of what was said, by whom, and of nothing else", async () => {
  const words = "Ünïcode, <b>tags</b> and \"quotes\" 🔔";
  const visitor = await writes(words);
  const agent = await agentAt(words);
  await agent.says("All of it arrived.\nIn two lines.");
  await visitor.log().getByText("In two lines.").waitFor();

  await visitor.panel().getByRole("button", { name: "More" }).click();
  const [download] = await Promise.all([visitor.page.waitForEvent("download"), visitor.panel().getByRole("menuitem", { name: "Download transcript" }).click()]);
  assert.match(download.suggestedFilename(), /\.txt$/);
  const text = readFileSync(await download.path(), "utf8");
  for (const part of [words, "All of it arrived.", "In two lines.", "Ana"]) assert.ok(text.includes(part), `${part} is missing in:\n${text}`);
  assert.ok(!/cnv_|vis_|msg_|icw_/.test(text), "no ids of ours");
  assert.ok(!text.includes("Do you sell tyres?"), "nor anybody else's conversation");

  await visitor.page.route("**/transcript?*", (route) => route.abort());
  await visitor.panel().getByRole("button", { name: "More" }).click();
  await visitor.panel().getByRole("menuitem", { name: "Download transcript" }).click();
  await visitor.sees("The transcript could not be downloaded. Try again in a moment.");
  await visitor.page.unroute("**/transcript?*");
  await part(visitor, agent);
});

const question = (visitor) => visitor.panel().getByRole("heading", { name: "Where can we reach you?" });

story("whoever does not wish to say how they are reached is not asked again, in no conversation of that browser", async () => {
  const visitor = await writes("Nobody needs my address.");
  await question(visitor).waitFor();
  await visitor.panel().getByRole("button", { name: "Not now" }).click();
  await question(visitor).waitFor({ state: "detached" });
  await visitor.says("Still no address.");
  await visitor.hasSent();
  await visitor.reloads();
  await visitor.log().getByText("Still no address.").waitFor();
  assert.equal(await question(visitor).count(), 0);
  await visitor.panel().getByRole("button", { name: "Back" }).click();
  await visitor.startButton().click();
  await visitor.says("A second conversation.");
  await visitor.hasSent();
  assert.equal(await question(visitor).count(), 0);
  await part(visitor);
});

story("an address that was given is a claim beside the conversation, and is not asked for again", async () => {
  const visitor = await writes("Write to me, please.");
  await question(visitor).waitFor();
  await visitor.panel().getByLabel("Name").fill("Bo Lind");
  await visitor.panel().getByLabel("E-mail address").fill("bo.lind@example.com");
  await visitor.panel().getByRole("button", { name: "Save" }).click();
  await visitor.panel().getByText("We will write to bo.lind@example.com if you are away.").waitFor();
  const agent = await agentAt("Write to me, please.");
  const details = agent.page.getByRole("complementary", { name: "Details" });
  await details.getByText("bo.lind@example.com").first().waitFor();
  await details.getByText("Unverified").first().waitFor();
  await visitor.reloads();
  await visitor.log().getByText("Write to me, please.").waitFor();
  await visitor.says("Thank you.");
  await visitor.hasSent();
  assert.equal(await question(visitor).count(), 0);
  await part(visitor, agent);
});
