import assert from "node:assert/strict";
import { test } from "node:test";
import { readContent, repeats } from "../shared/content";
import type { Attachment } from "../shared/protocol";
import { isOnlyEmoji, safeAction } from "../shared/text";
import { chosenReply, openReplies, rowsOf, type MessageRow } from "../ui/rows";
import { memoryStore, visitorMessage } from "./support";
import { openOutbox } from "../shared/outbox";

const HOSTILE = ["<img src=x onerror=alert(1)>", "javascript:alert(1)", "\u202Egnp.exe", "{{constructor}}", "</script><script>alert(1)"];

const offers = (number: number, replies: string[]) => ({ ...visitorMessage(number), content: { type: "quick_replies" as const, replies } });
const messagesIn = (rows: ReturnType<typeof rowsOf>) => rows.filter((row): row is MessageRow => row.kind === "message");

test("what is unknown or broken is no content, so that the text stands for it", () => {
  const broken = [null, undefined, 7, "form", [], {}, { type: "hologram" }, { type: "__proto__" }, { type: "constructor" }, { type: "cards" }, { type: "cards", cards: "x" }, { type: "buttons", buttons: [{ text: "" }, { text: "No way" }, null] }, { type: "form", fields: [{ label: "Nameless" }] }, { type: "event", event: "exploded" }, { type: "quick_replies", replies: [1, null, " "] }];

  for (const given of broken) assert.equal(readContent(given), null, JSON.stringify(given));
});

test("what is whole in a broken content is kept", () => {
  const content = readContent({ type: "products", products: [{ title: 3 }, { title: "Bell", price: 24.9, currency: "EUR" }] });

  assert.deepEqual(content, { type: "products", products: [{ title: "Bell", description: null, price: null, currency: "EUR", url: null, image_url: null, is_available: true }] });
});

test("a field of a kind that is not known takes text, and a choice without answers too", () => {
  const content = readContent({ type: "form", fields: [{ name: "a", label: "A", kind: "retina" }, { name: "b", label: "B", kind: "choice", options: [] }] });

  assert.deepEqual(content?.type === "form" && content.fields.map((field) => field.kind), ["text", "text"]);
});

test("hostile words stay words, and hostile addresses lead nowhere", () => {
  for (const text of HOSTILE) {
    const content = readContent({ type: "buttons", buttons: [{ text, reply: text, url: text }] });
    assert.equal(content?.type === "buttons" && content.buttons[0]?.text, text);
    assert.equal(safeAction(text), null);
  }
  for (const address of ["data:text/html,x", "vbscript:x", "mailto: x y", " javascript:alert(1)", "file:///etc/passwd", "//evil.example"]) assert.equal(safeAction(address), null, address);
  assert.equal(safeAction("tel:+41315550011"), "tel:+41315550011");
  assert.equal(safeAction("https://shop.example/a"), "https://shop.example/a");
});

test("a text that only names what is drawn below it is left out; one with words of its own is not", () => {
  assert.equal(repeats("Blue bell · Copper bell", ["Blue bell", "Copper bell"]), true);
  assert.equal(repeats("Blue bell · Copp…", ["Blue bell", "Copper bell"]), true);
  assert.equal(repeats("", ["photo.jpg"]), true);
  assert.equal(repeats("Look at photo.jpg", ["photo.jpg"]), false);
  assert.equal(repeats("!!!", ["photo.jpg"]), false);
});

test("quick replies stand under the newest message only, and go as soon as anything is written", () => {
  const offered = [visitorMessage(1, "visitor"), offers(2, ["Yes", "No"])];
  assert.deepEqual(openReplies(rowsOf(offered, [], "visitor")), ["Yes", "No"]);

  const outbox = openOutbox({ store: memoryStore(), prefix: "out:", post: () => false });
  outbox.add({ client_id: "new", conversation_id: "cnv_a", body: "Yes" }, 5_000);
  assert.deepEqual(openReplies(rowsOf(offered, outbox.items.value, "visitor")), []);
  assert.deepEqual(openReplies(rowsOf([...offered, visitorMessage(3)], [], "visitor")), []);
});

test("the team sees which reply was chosen, and none where the visitor wrote something else", () => {
  const rows = (body: string) => rowsOf([offers(1, ["Yes", "No"]), { ...visitorMessage(2, "visitor"), body }], [], "agent");
  const chosen = (body: string) => chosenReply(rows(body), messagesIn(rows(body))[0]!);

  const listed = rows("No");
  assert.equal(chosenReply(listed, messagesIn(listed)[0]!), "No");
  assert.equal(chosen("Perhaps"), null);
});

test("an unsent message shows its files", () => {
  const photo: Attachment = { id: "fil_1", name: "photo.jpg", media_type: "image/jpeg", size: 9, width: 4, height: 3, url: "/u", small_url: null };
  const outbox = openOutbox({ store: memoryStore(), prefix: "out:", post: () => false });

  outbox.add({ client_id: "new", conversation_id: null, body: "", files: [photo] }, 1_000);

  assert.deepEqual(messagesIn(rowsOf([], outbox.items.value, "visitor"))[0]?.attachments, [photo]);
});

test("up to three emoji and nothing else are shown large", () => {
  for (const text of ["👍", "👍🏽", "❤️ 🎉", "👩‍👧", "🇨🇭"]) assert.equal(isOnlyEmoji(text), true, text);
  for (const text of ["", "ok 👍", "👍👍👍👍", "3", "#"]) assert.equal(isOnlyEmoji(text), false, text);
});
