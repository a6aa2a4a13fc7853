// Two agents in two browsers: each sees whether the other can be reached, and visitors see whether anybody can.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesColleagues } from "./support/colleagues.mjs";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

let world;
let bo;
before(async () => {
  world = await World.startClaimed();
  [bo] = await makesColleagues(world, [{ name: "Bo Lund" }]);
});
after(() => world?.stop());

const says = async (agent, words) => {
  await agent.page.getByRole("button", { name: /^Your availability/ }).click();
  await agent.page.getByRole("menuitemradio", { name: words }).click();
};

story("a colleague's presence shows where somebody is chosen, and visitors see whether anybody is there", async () => {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Which of you knows about gears?");
  const [ana, other] = [await world.agent(), await world.agent()];
  await ana.signsIn();
  await other.signsIn(bo);
  const isOnline = () =>
    ana.page.evaluate(async (app_id) => (await (await fetch(`/api/widget/team?app_id=${app_id}`)).json()).is_online, appId(world));
  await ana.page.goto(`${world.server.origin}/inbox/v/unassigned`);
  await ana.sees("Which of you knows about gears?");
  await ana.visible("Which of you knows about gears?").click();
  await ana.page.waitForURL("**/c/cnv_*");
  await ana.page.keyboard.press("Escape");
  await ana.page.keyboard.press("a");
  const person = ana.page.getByRole("option", { name: /Bo Lund/ });

  await person.getByText("Online").waitFor();
  await says(other, /^Do not disturb/);
  await person.getByText("Do not disturb").waitFor();
  assert.equal(await isOnline(), true, "Ana is still there");
  await says(other, /^Away for an hour/);
  await person.getByText("Away").waitFor();
  await other.page.getByRole("button", { name: /^Your availability: Away until/ }).waitFor();
  await says(other, /^Online/);
  await person.getByText("Online").waitFor();

  await other.page.context().close();
  await person.getByText("Offline").waitFor();
  await ana.page.keyboard.press("Escape");
  await says(ana, /^Do not disturb/);
  await eventually(async () => assert.equal(await isOnline(), false, "nobody can be reached"));
  await ana.page.context().close();
  await visitor.page.context().close();
});

function appId({ snippet }) {
  return /icw_\w+/.exec(snippet)[0];
}
