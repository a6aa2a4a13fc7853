import assert from "node:assert/strict";
import { test } from "node:test";
import { contactForm, linkButton, ownForm, productCard, quickReplies, type Made } from "../inbox/state/composing";
import { applyToRows, withListed } from "../inbox/state/rows";
import type { MessageContent } from "../shared/protocol";
import { agentMessage, conversation, shuffled } from "./support";

function content(made: Made): MessageContent {
  if ("problem" in made) throw new Error(made.problem);
  return made.content;
}
const isRefused = (made: Made) => "problem" in made && made.problem !== "";
const product = { title: "Bell", price: "", currency: "EUR", url: "", image_url: "", description: "", is_available: true };

test("what an agent puts together becomes a message of its kind", () => {
  assert.deepEqual(content(quickReplies(" Yes \n\nNo\nYes")), { type: "quick_replies", replies: ["Yes", "No"] });
  assert.deepEqual(content(linkButton("Order", "shop.example/o")), { type: "buttons", buttons: [{ text: "Order", url: "https://shop.example/o" }] });
  assert.deepEqual(content(productCard({ ...product, price: "24,90", currency: "eur" })), { type: "products", products: [{ title: "Bell", is_available: true, price: "24.90", currency: "EUR" }] });
  const form = content(contactForm({ name: true, email: true, phone: false }));
  assert.deepEqual(form.type === "form" && [form.is_contact, form.fields.map((field) => field.name)], [true, ["name", "email"]]);
});

test("what is missing or wrong is said", () => {
  const question = { label: "Size", kind: "choice" as const, is_required: true, options: "" };
  const refused = [quickReplies(""), quickReplies("x".repeat(81)), quickReplies("abcdefghijk".split("").join("\n")), linkButton("", "https://a.example"), linkButton("Go", "javascript:alert(1)"), productCard({ ...product, title: " " }), productCard({ ...product, price: "much" }), productCard({ ...product, price: "1", currency: "€" }), productCard({ ...product, url: "javascript:x" }), ownForm("", []), ownForm("", [question]), contactForm({ name: false, email: false, phone: false })];

  for (const [index, made] of refused.entries()) assert.ok(isRefused(made), `case ${index}`);
});

test("in whatever order frames come, the newest word on a conversation's state stands", () => {
  const at = (seq: number, status: "open" | "resolved", rating: number | null = null) => ({ type: "conversation" as const, seq, conversation: { ...conversation("cnv_a", 3), status, rating } });
  const message = { type: "message" as const, seq: 4, conversation: conversation("cnv_a", 3), message: agentMessage(3, "agent") };
  for (const frames of shuffled([message, at(5, "resolved"), at(6, "open"), at(7, "resolved", 4)])) {
    const row = frames.reduce(applyToRows, withListed(new Map(), [], 0)).get("cnv_a");
    assert.deepEqual([row?.conversation.status, row?.conversation.rating], ["resolved", 4]);
  }
});
