// Pictures and papers go both ways: picked, pasted or dropped, with the very first message too. What cannot be sent says
// so before anything is sent, and what is under way shows how far it is and can be stopped.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { givesFiles, photo, picture, text } from "./support/files.mjs";
import { story, World } from "./support/world.mjs";

const MEBIBYTE = 1024 * 1024;

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

async function writer() {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.visits();
  await visitor.opensPanel();
  return visitor;
}

async function agentAt(words) {
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation(words);
  return agent;
}

/** What the browser saves when somebody presses there: its name and its bytes. */
async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** How many pixels of a picture the browser has got. */
const pixels = (image) => image.evaluate(async (element) => (await element.decode(), [element.naturalWidth, element.naturalHeight]));

/** Counts what goes to the server as a file. */
function countsUploads(page) {
  const uploads = [];
  page.on("request", (request) => request.url().includes("/widget/files?") && uploads.push(request.url()));
  return uploads;
}

const picked = (visitor) => visitor.panel().getByRole("list", { name: "Files to send" }).getByRole("listitem");

story("a picture and a paper go with the very first message; the agent sees one large and saves the other", async () => {
  const visitor = await writer();
  await visitor.attaches([photo("bell.png"), text("parts.txt", "One blue bell.\n")]);
  assert.equal(await picked(visitor).count(), 2);
  await visitor.says("Which bell is this?");
  await visitor.log().getByRole("button", { name: "Show bell.png large" }).waitFor();
  await visitor.hasSent();

  const agent = await agentAt("Which bell is this?");
  const small = agent.log().getByRole("button", { name: "Show bell.png large" });
  assert.deepEqual(await pixels(small.locator("img")), [480, 320], "the thread holds a small picture");
  await small.click();
  const large = agent.page.getByRole("dialog", { name: "Picture bell.png" });
  assert.deepEqual(await pixels(large.locator(".lightbox__stage img")), [900, 600]);
  const saved = await downloaded(agent.page, large.getByRole("link", { name: "Download" }));
  assert.equal(saved.name, "bell.png");
  assert.equal(saved.bytes.subarray(1, 4).toString(), "PNG");
  await agent.page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });

  const paper = await downloaded(agent.page, agent.log().getByRole("link", { name: /^Download parts\.txt/ }));
  assert.deepEqual([paper.name, paper.bytes.toString()], ["parts.txt", "One blue bell.\n"]);
  assert.deepEqual((await agent.storedMessages()).map((message) => message.attachments.map((file) => file.name)), [["bell.png", "parts.txt"]]);
  await agent.page.context().close();
  await visitor.leaves();
});

story("the agent sends files, and the visitor sees them small, then large, and saves them", async () => {
  const visitor = await writer();
  await visitor.says("Do you have a picture of it?");
  await visitor.hasSent();
  const agent = await agentAt("Do you have a picture of it?");
  await agent.sends([picture("blue.png", { width: 900, height: 900 }), picture("green.png", { width: 400, height: 300, colour: [20, 120, 60] }), text("prices.csv", "bell,19.90\n")], "These two.");

  await visitor.sees("These two.");
  await visitor.log().getByRole("button", { name: "Show blue.png large" }).click();
  const large = visitor.panel().getByRole("dialog", { name: /^Picture/ });
  assert.deepEqual(await pixels(large.locator(".lightbox__stage img")), [900, 900]);
  await large.getByText("1 of 2").waitFor();
  await large.getByRole("button", { name: "Next" }).click();
  await visitor.panel().getByRole("dialog", { name: "Picture green.png" }).waitFor();
  assert.deepEqual(await pixels(large.locator(".lightbox__stage img")), [400, 300]);
  assert.equal((await downloaded(visitor.page, large.getByRole("link", { name: "Download" }))).name, "green.png");
  await large.press("Escape");
  await large.waitFor({ state: "detached" });
  assert.ok(await visitor.page.locator("iframe").isVisible(), "Escape closes the picture, not the panel");
  const paper = await downloaded(visitor.page, visitor.log().getByRole("link", { name: /^Download prices\.csv/ }));
  assert.deepEqual([paper.name, paper.bytes.toString()], ["prices.csv", "bell,19.90\n"]);
  await agent.page.context().close();
  await visitor.leaves();
});

story("a file is pasted into the text, or dropped anywhere on the panel", async () => {
  const visitor = await writer();
  await givesFiles(visitor.composer(), "paste", [picture("pasted.png")]);
  await picked(visitor).filter({ hasText: "pasted.png" }).waitFor();
  await givesFiles(visitor.heading(), "drop", [text("dropped.txt")]);
  await picked(visitor).filter({ hasText: "dropped.txt" }).waitFor();
  await eventually(async () => assert.equal(await visitor.panel().getByRole("progressbar").count(), 0));
  await visitor.says("");
  await visitor.log().getByRole("link", { name: /^Download dropped\.txt/ }).waitFor();
  await visitor.hasSent();

  const agent = await agentAt("pasted.png");
  assert.deepEqual((await agent.storedMessages()).map((message) => message.attachments.map((file) => file.name)), [["pasted.png", "dropped.txt"]]);
  await agent.page.context().close();
  await visitor.leaves();
});

story("what is too large, empty or of a wrong type says so before anything is sent", async () => {
  const visitor = await writer();
  const uploads = countsUploads(visitor.page);
  await visitor.attaches([
    { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(10 * MEBIBYTE + 1) },
    { name: "run.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") },
    { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<p>") },
    text("empty.txt", ""),
  ]);

  const words = await picked(visitor).allInnerTexts();
  assert.match(words[0], /film\.mp4\s+This file has 10 MB. The most is 10 MB: send a smaller one\./);
  assert.match(words[1], /run\.exe\s+This type of file is not taken here/);
  assert.match(words[2], /page\.html\s+This type of file is not taken here/);
  assert.match(words[3], /empty\.txt\s+This file is empty/);
  assert.deepEqual(uploads, []);

  await visitor.says("Can I send you a film?");
  await visitor.hasSent();
  assert.equal(await picked(visitor).count(), 0, "what was refused does not go along and does not stay");
  const agent = await agentAt("Can I send you a film?");
  assert.deepEqual((await agent.storedMessages()).map((message) => message.attachments.length), [0]);
  await agent.page.context().close();
  await visitor.leaves();
});

story("an upload shows how far it is, can be stopped, and tried again when it is lost; a message waits for its files", async () => {
  const visitor = await writer();
  let isAway = true;
  const held = [];
  await visitor.page.route("**/api/widget/files?*", async (route) => {
    if (!isAway) return route.continue();
    await new Promise((resolve) => held.push(resolve));
    await route.abort().catch(() => {});
  });
  await visitor.panel().locator('.composer input[type="file"]').setInputFiles([text("one.txt", "1"), text("two.txt", "2")]);
  await visitor.panel().getByRole("progressbar", { name: "one.txt" }).waitFor();
  await picked(visitor).filter({ hasText: "one.txt" }).getByText(/^Uploading, \d+ %$/).waitFor();
  await visitor.says("Both of them.");
  await visitor.panel().getByText("Goes out as soon as the files are uploaded").waitFor();
  await visitor.panel().getByRole("button", { name: "Cancel one.txt" }).click();
  await eventually(async () => assert.deepEqual(await picked(visitor).locator(".picked__name").allInnerTexts(), ["two.txt"]));

  await eventually(async () => {
    for (const release of held.splice(0)) release();
    assert.equal(await visitor.panel().getByRole("button", { name: "Upload two.txt again" }).count(), 1);
  });
  assert.equal(await visitor.composer().inputValue(), "Both of them.", "the text stays until its file can go along");
  isAway = false;
  await visitor.panel().getByRole("button", { name: "Upload two.txt again" }).click();
  await eventually(async () => assert.equal(await visitor.panel().getByRole("progressbar").count(), 0));
  await visitor.composer().press("Enter");
  await visitor.log().getByRole("link", { name: /^Download two\.txt/ }).waitFor();
  await visitor.hasSent();
  const agent = await agentAt("Both of them.");
  assert.deepEqual((await agent.storedMessages()).map((message) => [message.body, message.attachments.map((file) => file.name)]), [["Both of them.", ["two.txt"]]]);
  await agent.page.context().close();
  await visitor.leaves();
});

story("a file that was looked at cannot be had from the browser once its agent has signed out", async () => {
  const visitor = await writer();
  await visitor.attaches([text("prices.txt", "The bell is 19.90.\n")]);
  await visitor.says("Is this still right?");
  await visitor.hasSent();
  const agent = await agentAt("Is this still right?");
  const [{ url }] = (await agent.storedMessages()).at(-1).attachments;
  const fetches = () => agent.page.evaluate(async (url) => (await fetch(url)).status, url);
  assert.deepEqual([await fetches(), await fetches()], [200, 200]);

  await agent.page.getByRole("button", { name: "Sign out" }).click();
  await agent.page.waitForURL("**/sign-in");

  assert.equal(await fetches(), 401);
  await agent.page.context().close();
  await visitor.leaves();
});
