// Placeholders of saved replies, names in notes, and what `/` and `@` look for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cards } from "../inbox/state/composing";
import { askedFor, matching, mentionedIn, piecesOf, withChosen } from "../inbox/state/mentions";
import { filledIn, openIn } from "../inbox/state/placeholders";
import { offersFor } from "../inbox/state/saved_replies";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { agentMessage } from "./support";

const GIVEN = { contact_name: "Ana Lopes", agent_name: "Bo Winter", workspace_name: "Fern & Co", site: { name: "Fern Shop", link: "https://www.fern.example" }, conversation_id: "cnv_1" };

test("placeholders are filled where something is known, else by their fallback, else they stay", () => {
  assert.equal(filledIn("Hi {{contact.first_name|there}}, {{ agent.first_name }} of {{workspace.name}}.", GIVEN), "Hi Ana, Bo of Fern & Co.");
  assert.equal(filledIn("{{site.name}}: {{site.link}}/returns", GIVEN), "Fern Shop: https://www.fern.example/returns");
  assert.equal(filledIn("{{site.link|our shop}}", { ...GIVEN, site: { name: "Fern Shop", link: null } }), "our shop");
  assert.equal(filledIn("Hi {{contact.first_name | there}}!", { ...GIVEN, contact_name: "Visitor K7Q2" }), "Hi there!");
  assert.equal(filledIn("Hi {{contact.name|}}!", { ...GIVEN, contact_name: "ana@example.com" }), "Hi !");
  const open = filledIn("Hi {{contact.name}} ({{order.number}}, {{contact.name}})", { ...GIVEN, contact_name: null });
  assert.deepEqual(openIn(open), ["{{contact.name}}", "{{order.number}}"]);
  assert.equal(filledIn("{{contact.name}}", { ...GIVEN, contact_name: "{{agent.name}}$&" }), "{{agent.name}}$&", "a name is never filled in again");
});

test("`/` and `@` search only where a word begins", () => {
  assert.deepEqual(askedFor("/", "Hello /th", 9), { from: 6, query: "th" });
  assert.deepEqual(askedFor("/", "/", 1), { from: 0, query: "" });
  assert.equal(askedFor("/", "and/or", 6), null);
  assert.equal(askedFor("/", "/thanks a lot", 13), null);
  assert.deepEqual(askedFor("@", "ask @Ana Lo", 11), { from: 4, query: "Ana Lo" });
  assert.equal(askedFor("@", "ana@example.com", 15), null);
  assert.equal(askedFor("@", "@Ana\nthen", 9), null);
  assert.deepEqual(withChosen("ask @Lo now", { from: 4, query: "Lo" }, 7, "@Ana Lopes"), { text: "ask @Ana Lopes now", caret: 14 });
});

const PEOPLE = [
  { id: "agt_1", name: "Ana" },
  { id: "agt_2", name: "Ana Lopes" },
  { id: "agt_3", name: "Bo" },
  { id: "agt_4", name: "Bo" },
];

test("a note names whole names, the longest that stands there, and nobody within a word or an address", () => {
  assert.deepEqual(mentionedIn("@Ana Lopes and @ana, not @Anabel nor x@Bo.de", PEOPLE), ["agt_2", "agt_1"]);
  assert.deepEqual(mentionedIn("@Bo", PEOPLE, ["agt_4"]), ["agt_4"], "of two with one name the one that was chosen");
  assert.equal(piecesOf("Hi @Bo!\n@Ana", PEOPLE).map((piece) => piece.text).join(""), "Hi @Bo!\n@Ana");
  assert.deepEqual(matching(PEOPLE, "lo").map((one) => one.id), ["agt_2"]);
});

test("what is offered begins with what fits best", () => {
  const reply = (name: string, shortcut: string | null, body = "") => ({ id: name, name, shortcut, body, is_own: false, uses: 0, version: 1 });
  const saved = { replies: [reply("Refund sent", null), reply("Thanks", "ref"), reply("Address", null, "Where shall we refund it?")], macros: [{ id: "mac_1", name: "Refund and done", steps: [] }] };

  assert.deepEqual(offersFor(saved, "ref").map((offer) => offer.name), ["Thanks", "Refund and done", "Refund sent", "Address"]);
  assert.deepEqual(offersFor(saved, "xyz"), []);
  assert.equal(offersFor(saved, "").length, 4);
});

test("cards need a title, and a button somewhere to lead", () => {
  const card = { title: "Bell", text: "", image_url: "", url: "shop.example/bell", button: "Buy" };

  assert.deepEqual(cards([card, { title: "", text: "", image_url: "", url: "", button: "" }]), { content: { type: "cards", cards: [{ title: "Bell", url: "https://shop.example/bell", buttons: [{ text: "Buy", url: "https://shop.example/bell" }] }] } });
  for (const wrong of [{ ...card, title: "" }, { ...card, url: "" }, { ...card, url: "javascript:alert(1)" }, { ...card, title: "x".repeat(121) }]) assert.ok("problem" in cards([wrong]));
});

test("a note that names somebody waits for the team's names, a plain one does not, and one left behind names them next time", async () => {
  let come = (_: Response) => undefined as void;
  const world = inboxWorld(
    {
      "/api/inbox/conversations": listAt(5, { cnv_a: 1, cnv_b: 1 }),
      "/api/inbox/conversations/cnv_a": threadAt(5, [agentMessage(1, "visitor")]),
      "/api/inbox/drafts": { drafts: [] },
      "/api/inbox/directory": new Promise<Response>((resolve) => (come = resolve)),
    },
    { undo_send_seconds: 0 },
  );
  await world.opens();
  const { writing } = world.inbox;
  const notes = () => world.socket().said.flatMap((frame) => (frame.type === "note.post" ? [[frame.body, ...(frame.mentions ?? [])]] : []));
  writing.write("cnv_b", "note", "At two o'clock");
  writing.send("cnv_b", "note");
  writing.write("cnv_a", "note", "@Cleo, look");
  writing.send("cnv_a", "note");
  assert.deepEqual(notes(), [["At two o'clock"]]);
  world.hear({ type: "ack", client_id: writing.outbox.items.value.find((one) => one.conversation_id === "cnv_b")!.client_id, conversation_id: "cnv_b", message_id: "ent_1", number: 1, seq: 6 });
  const left: unknown[] = [];
  writing.leave((frame) => left.push(frame));
  assert.deepEqual([left, writing.outbox.items.value.some((one) => one.body === "@Cleo, look")], [[], true]);

  come(new Response(JSON.stringify({ seq: 5, agents: [{ id: "agt_cleo", name: "Cleo" }], teams: [], tags: [], sites: [], saved_views: [] })));
  await settled();
  assert.deepEqual(notes(), [["At two o'clock"], ["@Cleo, look", "agt_cleo"]]);
  world.end();
});
