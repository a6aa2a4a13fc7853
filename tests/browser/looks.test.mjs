// How the pages look: a picture of each, wide and narrow, light and dark, for a person to look at.
// What a program can see is asserted: nothing sticks out sideways, nothing is written to the
// console as an error, nothing throws.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before } from "node:test";
import { OUTPUT, story, World } from "./support/world.mjs";

const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }];
const SCHEMES = ["light", "dark"];

let world;
let signedIn;
let snippet;
before(async () => {
  world = await World.start();
  mkdirSync(OUTPUT, { recursive: true });
});
after(() => world?.stop());

/** Does the same in every size and scheme, each in a browser of its own. */
async function inEveryLook(options, show) {
  for (const viewport of SIZES) {
    for (const colorScheme of SCHEMES) {
      const visitor = await world.visitor({ ...options, viewport, colorScheme });
      const name = await show(visitor);
      await visitor.page.evaluate(() => document.fonts.ready);
      await visitor.page.screenshot({ path: `${OUTPUT}${name}-${viewport.width}-${colorScheme}.png` });
      await assertTidy(visitor, `${name}, ${viewport.width} px, ${colorScheme}`);
      await visitor.page.context().close();
    }
  }
}

async function assertTidy(visitor, where) {
  for (const frame of visitor.page.frames()) {
    const [content, visible] = await frame.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= visible, `${where}: ${frame.url()} is ${content} px wide in ${visible} px`);
  }
  assert.deepEqual(visitor.console.filter((line) => line.type === "error"), [], where);
  assert.deepEqual(visitor.exceptions, [], where);
}

/** Shows a page of ours and waits until it has said all it will. */
function shows(path, name) {
  return async ({ page }) => {
    const answer = await page.goto(new URL(path, world.server.origin).href);
    assert.equal(answer.status(), 200, path);
    await page.getByRole("heading").or(page.getByRole("list")).first().waitFor();
    return name;
  };
}

story("the set-up page", async () => {
  await inEveryLook({}, shows(world.server.setUpAddress, "set-up"));
});

story("the sign-in page", async () => {
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  snippet = await admin.snippet();
  signedIn = await admin.signedIn();
  await admin.leaves();

  await inEveryLook({}, shows("/sign-in", "sign-in"));
});

story("the install page", async () => {
  await inEveryLook({ storageState: signedIn }, shows("/console/install", "install"));
});

story("the developers page", async () => {
  await inEveryLook({ storageState: signedIn }, shows("/console/developers", "developers"));
});

story("the empty inbox", async () => {
  await inEveryLook({ storageState: signedIn }, async ({ page }) => {
    await page.goto(`${world.server.origin}/inbox`);
    await page.waitForLoadState("networkidle");
    return "inbox-empty";
  });
});

story("the panel, before and in a conversation", async () => {
  world.hostPage.show({ body: snippet });
  await inEveryLook({}, async (visitor) => {
    await visitor.visits();
    await visitor.opensPanel();
    return "panel-first";
  });
  await inEveryLook({}, async (visitor) => {
    await visitor.visits();
    await visitor.opensPanel();
    await visitor.says("Where is my parcel? It should have been here on Tuesday, with the blue bell.");
    await visitor.says("BK-1042-a-reference-without-any-place-to-break-the-line-0123456789-0123456789-0123456789");
    await visitor.sees("BK-1042");
    return "panel-conversation";
  });
});

story("the inbox with an open conversation", async () => {
  const agent = await world.agent({ storageState: signedIn });
  await agent.page.goto(`${world.server.origin}/inbox`);
  await agent.opensConversation("BK-1042");
  const address = agent.page.url();
  await agent.says("It left Bern this morning and arrives before noon.");
  await agent.sees("arrives before noon");
  await agent.page.context().close();

  await inEveryLook({ storageState: signedIn }, async ({ page }) => {
    await page.goto(address);
    await page.getByText("arrives before noon").last().waitFor();
    return "inbox-conversation";
  });
});
