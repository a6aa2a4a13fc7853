// What the team says among itself stays there: a note with a name, a file and a word that nobody else ever says is looked
// for in everything that reaches the visitor.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { startWithBo } from "./support/colleagues.mjs";
import { eventually } from "./support/eventually.mjs";
import { text } from "./support/files.mjs";
import { story } from "./support/world.mjs";

const CANARY = "quarrelsome-heron-4711";

let world;
let bo;
before(async () => void ({ world, bo } = await startWithBo()));
after(() => world?.stop());

/** Keeps everything that the visitor's browser is told, by whichever way. */
function overhears(page) {
  const heard = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => heard.push(String(payload))));
  page.on("response", async (response) => {
    if (!response.url().startsWith(world.server.origin)) return;
    heard.push(response.url(), await response.text().catch(() => ""));
  });
  return heard;
}

/** What the visitor's own calls answer about a conversation, asked with the visitor's own token. */
async function asksEverything(visitor) {
  return visitor.frame().evaluate(async () => {
    const [, token] = Object.entries(localStorage).find(([name]) => /:token$/.test(name));
    const headers = { authorization: `Bearer ${token}` };
    const listed = await (await fetch("/api/widget/conversations", { headers })).text();
    const ids = [...new Set([...listed.matchAll(/cnv_\w+/g)].map(([id]) => id))];
    const read = await Promise.all(ids.flatMap((id) => [`/api/widget/conversations/${id}/messages`, `/api/widget/conversations/${id}/transcript`]).map(async (path) => (await fetch(path, { headers })).text()));
    return [listed, ...read].join("\n");
  });
}

story("a note with a name and a file is the team's alone, and acts stand beside it as small lines", async () => {
  const visitor = await world.visitor();
  const heard = overhears(visitor.page);
  await visitor.visits();
  await visitor.opensPanel();
  await visitor.says("Can I have my money back?");
  const agent = await world.agent();
  await agent.signsIn();
  await agent.opensConversation("Can I have my money back?");

  await agent.turnsToNote();
  await agent.noteBox().pressSequentially("Ask @bo");
  await agent.page.getByRole("option", { name: "Bo Winter" }).waitFor();
  await agent.noteBox().press("Enter");
  await agent.noteBox().pressSequentially(`about the ${CANARY}`);
  await agent.page.getByText("Will be told:").getByText("Bo Winter").waitFor();
  await agent.page.locator('.composer input[type="file"]').setInputFiles([text(`${CANARY}.txt`, CANARY)]);
  await agent.page.locator(".picked__size").filter({ hasNotText: "Uploading" }).waitFor();
  assert.equal(await agent.page.getByRole("button", { name: "Add note" }).count(), 1, "the button says what it does");
  await agent.noteBox().press("Enter");

  const note = agent.log().getByRole("article", { name: /^Private note by You/ });
  await note.getByText("Private note", { exact: true }).waitFor();
  await note.locator(".mention", { hasText: "@Bo Winter" }).waitFor();
  await note.getByText(`${CANARY}.txt`).waitFor();
  await eventually(async () => {
    const [stored] = await agent.storedEntries();
    assert.deepEqual([stored.body, stored.mentions, stored.attachments.length], [`Ask @Bo Winter about the ${CANARY}`, [bo.id], 1]);
  });

  await agent.page.evaluate(async (agent_id) => {
    const conversation_id = location.pathname.split("/").pop();
    const changes = [{ type: "assign_agent", agent_id }, { type: "priority", priority: "high" }].map((act) => ({ conversation_id, act }));
    await fetch("/api/inbox/acts", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ changes }) });
  }, bo.id);
  await agent.log().getByText("You assigned this to Bo Winter").waitFor();

  await agent.page.getByRole("button", { name: "Reply", exact: true }).click();
  await agent.says("Of course you can.");
  await visitor.sees("Of course you can.");
  await visitor.reloads();
  await visitor.sees("Of course you can.");

  const answers = await asksEverything(visitor);
  assert.ok(answers.includes("Of course you can."), "the calls answered");
  heard.push(answers, await visitor.frame().evaluate(() => document.documentElement.outerHTML));
  const all = heard.join("\n");
  assert.ok(all.includes("Of course you can."), "what is heard is what the visitor hears");
  for (const secret of [CANARY, "@Bo Winter", "Private note", "assigned this"]) assert.ok(!all.includes(secret), `the visitor was told of "${secret}"`);
  await visitor.page.context().close();
  await agent.page.context().close();
});

story("whoever is named sees the note, and a visitor cannot fetch its file", async () => {
  const colleague = await world.agent();
  await colleague.signsIn(bo);
  await colleague.opensConversation("Of course you can.");
  const note = colleague.log().getByRole("article", { name: /^Private note by Ana Berg/ });
  await note.locator(".mention--me", { hasText: "@Bo Winter" }).waitFor();

  const href = await note.getByRole("link", { name: new RegExp(CANARY) }).getAttribute("href");
  const stranger = await world.context();
  const answer = await stranger.request.get(new URL(href, world.server.origin).href, { maxRedirects: 0 });
  assert.ok(answer.status() >= 300, `a stranger gets ${answer.status()}`);
  assert.ok(!(await answer.text()).includes(CANARY));
  await stranger.close();
  await colleague.page.context().close();
});
