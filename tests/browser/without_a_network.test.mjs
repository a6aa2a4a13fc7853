// A phone in a tunnel: the inbox still opens, says that it is offline, shows what was seen last and keeps what is written.
// And whoever signs out leaves nothing on it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { makesCrowd } from "./support/crowd.mjs";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

/** Clients come back with growing pauses. */
const CATCH_UP_MS = 60_000;
/** Long before a connection that answers nothing is given up. */
const AT_ONCE_MS = 5_000;
const OFFLINE = /^Offline: showing what was loaded at .+ Replies will be sent when you are back\.$/;
/** The worker is let in: these stories are about it. */
const WITH_WORKER = { serviceWorkers: "allow" };

let world;
before(async () => {
  world = await World.startClaimed();
  await makesCrowd(world.server, 12, (index) => ({ name: `Person ${index}`, body: `Where is parcel ${index}?`, minutes_ago: 5 + index }));
});
after(() => world?.stop());

/** What the inbox has kept in this browser's database, as text. */
const keptIn = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const asked = indexedDB.open("deskbell-inbox");
        // There is none: looking must not make one.
        asked.onupgradeneeded = () => asked.transaction.abort();
        asked.onerror = () => resolve("");
        asked.onsuccess = () => {
          const db = asked.result;
          if (!db.objectStoreNames.contains("kept")) return db.close(), resolve("");
          const all = db.transaction("kept").objectStore("kept").getAll();
          all.onsuccess = () => (db.close(), resolve(JSON.stringify(all.result, (_, value) => (value instanceof Map ? [...value] : value))));
        };
      }),
  );

/** How a message is kept; the list keeps the same words as a preview, and earlier than the thread. */
const inThread = (words) => `"body":${JSON.stringify(words)}`;

async function isReadyForTheTunnel(page, text) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await eventually(async () => assert.ok((await keptIn(page)).includes(text), `${text} is kept`));
  await eventually(async () => assert.ok(await page.evaluate(async () => (await caches.keys()).length > 0)));
}

story("a cold start without the server shows what was seen last, keeps the draft, and sends what is written when it is back", async () => {
  const agent = await world.agent(WITH_WORKER);
  await agent.signsIn();
  await agent.opensConversation("Where is parcel 0?");
  const { page } = agent;
  await isReadyForTheTunnel(page, inThread("Where is parcel 0?"));
  await agent.composer().fill("It left Bern, and");
  await world.server.isKilled();

  await page.reload();
  await page.getByText(OFFLINE).waitFor();
  await agent.log().getByText("Where is parcel 0?").waitFor();
  await eventually(async () => assert.equal(await agent.composer().inputValue(), "It left Bern, and", "the draft is there"));
  await page.getByText("Person 4", { exact: true }).waitFor();
  await agent.says("It left Bern, and arrives on Friday.");
  await page.goto(`${world.server.origin}/inbox/v/all`);
  await page.getByText("Person 4", { exact: true }).waitFor();

  await world.server.run();
  await page.getByText(/^Offline: /).waitFor({ state: "detached", timeout: CATCH_UP_MS });
  await agent.opensConversation("Person 0");
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["Where is parcel 0?", "It left Bern, and arrives on Friday."]), CATCH_UP_MS);
  await page.context().close();
});

story("a browser that has kept nothing shows the frame and says that it is offline", async () => {
  const agent = await world.agent(WITH_WORKER);
  await agent.signsIn();
  await agent.sees("Person 4");
  const { page } = agent;
  await isReadyForTheTunnel(page, "Person 4");
  // From beside the inbox: it writes again whenever something changes.
  await page.goto(`${world.server.origin}/privacy.json`);
  await page.evaluate(() => new Promise((resolve) => (indexedDB.deleteDatabase("deskbell-inbox").onsuccess = resolve)));
  await page.context().setOffline(true);
  await page.goto(`${world.server.origin}/inbox/v/all`).catch(() => {});
  await page.getByRole("heading", { name: "You are offline" }).waitFor();
  await page.context().setOffline(false);
  await agent.sees("Person 4");
  await page.context().close();
});

/** How long the page takes from losing the network to saying so, by its own clock. Runs in the page. */
function timesWhatIsSaid(words) {
  window.saidAfterMs = new Promise((resolve) => {
    addEventListener("offline", () => {
      const lost = performance.now();
      const look = () => document.body.innerText.match(new RegExp(words, "m")) && resolve(performance.now() - lost);
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    });
  });
}

story("a browser that loses its network says so at once, and what is written then waits for it", async () => {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("Where is parcel 7?");
  const { page } = agent;
  await page.evaluate(timesWhatIsSaid, OFFLINE.source);
  await page.context().setOffline(true);
  assert.ok((await page.evaluate(() => window.saidAfterMs)) < AT_ONCE_MS);
  await page.getByText(OFFLINE).waitFor();
  await page.getByRole("button", { name: "Your availability: Offline" }).waitFor();
  await agent.says("It is on its way.");
  await agent.log().getByText("Goes out when you are back online").waitFor();

  await page.context().setOffline(false);
  await page.getByText(OFFLINE).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Your availability: Online" }).waitFor();
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["Where is parcel 7?", "It is on its way."]), CATCH_UP_MS);
  await page.context().close();
});

story("the worker keeps no answer of the API and no page of anybody", async () => {
  const agent = await world.agent(WITH_WORKER);
  await agent.signsIn();
  await agent.opensConversation("Where is parcel 2?");
  const { page } = agent;
  await isReadyForTheTunnel(page, inThread("Where is parcel 2?"));
  const kept = await page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
    }
    return found;
  });
  assert.ok(kept.includes("/inbox/frame"));
  assert.deepEqual(kept.filter((path) => !path.startsWith("/assets/") && path !== "/inbox/frame"), []);
  const frame = await (await page.request.get(`${world.server.origin}/inbox/frame`)).text();
  assert.ok(!frame.includes(world.owner.email) && !frame.includes(" · "), "the frame is the same for everybody");
  await page.context().close();
});

story("whoever signs out leaves nothing that the next person could read", async () => {
  const agent = await world.agent(WITH_WORKER);
  await agent.signsIn();
  await agent.opensConversation("Where is parcel 3?");
  const { page } = agent;
  await isReadyForTheTunnel(page, inThread("Where is parcel 3?"));
  await agent.composer().fill("A draft that nobody else may read");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await eventually(async () => assert.equal(await keptIn(page), ""));
  const left = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!left.includes("A draft") && !left.includes("deskbell:inbox:"), left);
  const drafts = world.server.ask("SELECT count(*) FROM drafts WHERE body LIKE 'A draft that%'").trim();
  assert.equal(drafts, "1", "the draft is at the server");
  await page.goto(`${world.server.origin}/inbox`);
  await page.getByLabel(/^Password/).waitFor();
  await page.context().close();
});

story("signing out asks before a message that has not left is lost", async () => {
  const agent = await world.agent(WITH_WORKER);
  await agent.signsIn();
  await agent.opensConversation("Where is parcel 5?");
  const { page } = agent;
  await world.server.isKilled();
  await agent.says("Not sent yet.");
  await page.getByRole("button", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out and lose this?" });
  await dialog.getByText("1 message has not been sent yet.").waitFor();
  await dialog.getByRole("button", { name: "Sign out and lose it" }).click();
  await page.getByRole("dialog", { name: "The server cannot be reached" }).getByRole("button", { name: "Stay signed in" }).click();
  await world.server.run();
  await eventually(async () => assert.deepEqual(await agent.storedBodies(), ["Where is parcel 5?", "Not sent yet."]), CATCH_UP_MS);
  // Stored is not yet heard of: until it is, signing out asks again.
  await eventually(async () => assert.equal(await agent.log().getByText(/^(Sending…|Goes out when you are back online)$/).count(), 0));
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.context().close();
});
