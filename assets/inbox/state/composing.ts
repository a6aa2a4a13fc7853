// Makes the kinds of messages an agent can put together, from what stands in the dialogs' fields. Pure. What does not
// work yet is said in words; the server checks it all again.

import type { Card, FieldKind, FormField, MessageContent, ProductCard, ProductView } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { lengthOf, safeAction, safeHref } from "../../shared/text";

/** Either the content, or what is missing. */
export type Made = { content: MessageContent } | { problem: string };

export interface FieldDraft {
  label: string;
  kind: FieldKind;
  is_required: boolean;
  /** One a line; for a choice. */
  options: string;
}

export type ProductDraft = Record<"title" | "price" | "currency" | "url" | "image_url" | "description", string> & { is_available: boolean };

export type CardDraft = Record<"title" | "text" | "image_url" | "url" | "button", string>;

/** The most cards in one message. */
export const CARDS_MAX = 10;
const REPLIES_MAX = 10;
const REPLY_MAX_CHARS = 80;
const FIELDS_MAX = 12;
const OPTIONS_MAX = 30;
const LABEL_MAX_CHARS = 120;
/** The most products in one message. */
export const PRODUCTS_MAX = 10;
const TITLE_MAX_CHARS = 120;
const DESCRIPTION_MAX_CHARS = 500;
const ADDRESS_MAX_CHARS = 2_000;

export function contactForm(asked: { name: boolean; email: boolean; phone: boolean }): Made {
  const fields: FormField[] = [];
  const add = (name: string, kind: FieldKind, label: string, is_required: boolean) => fields.push({ name, kind, label, is_required, options: [] });
  if (asked.name) add("name", "text", say("name"), false);
  if (asked.email) add("email", "email", say("email"), true);
  if (asked.phone) add("phone", "phone", say("phone"), !asked.email);
  if (fields.length === 0) return { problem: say("insert_needs_field") };
  return { content: { type: "form", is_contact: true, fields } };
}

/** One reply a line. */
export function quickReplies(lines: string): Made {
  const replies = [...new Set(linesOf(lines))];
  if (replies.length === 0) return { problem: say("insert_needs_reply") };
  if (replies.length > REPLIES_MAX) return { problem: say("insert_too_many", { count: REPLIES_MAX }) };
  const long = replies.find((reply) => lengthOf(reply) > REPLY_MAX_CHARS);
  if (long !== undefined) return { problem: say("insert_too_long", { text: long.slice(0, 24), count: REPLY_MAX_CHARS }) };
  return { content: { type: "quick_replies", replies } };
}

export function linkButton(text: string, address: string): Made {
  const url = safeAction(withScheme(address));
  if (text.trim() === "") return { problem: say("insert_needs_words") };
  if (url === null) return { problem: say("insert_wrong_address") };
  return { content: { type: "buttons", buttons: [{ text: text.trim(), url }] } };
}

export function productCard(draft: ProductDraft): Made {
  const title = draft.title.trim();
  if (title === "") return { problem: say("insert_needs_title") };
  const product: ProductCard = { title, is_available: draft.is_available };
  const price = draft.price.trim().replace(",", ".");
  if (price !== "") {
    if (!/^\d{1,12}(\.\d{1,4})?$/.test(price)) return { problem: say("insert_wrong_price") };
    if (!/^[A-Z]{3}$/.test(draft.currency.trim().toUpperCase())) return { problem: say("insert_wrong_currency") };
    product.price = price;
    product.currency = draft.currency.trim().toUpperCase();
  }
  for (const name of ["url", "image_url"] as const) {
    if (draft[name].trim() === "") continue;
    const address = safeHref(withScheme(draft[name]));
    if (address === null) return { problem: say("insert_wrong_address") };
    product[name] = address;
  }
  if (draft.description.trim() !== "") product.description = draft.description.trim();
  return { content: { type: "products", products: [product] } };
}

/** Cards to leaf through. A button leads where its card leads. */
export function cards(drafts: readonly CardDraft[]): Made {
  const filled = drafts.filter((draft) => Object.values(draft).some((value) => value.trim() !== ""));
  if (filled.length === 0) return { problem: say("insert_needs_card_title") };
  if (filled.length > CARDS_MAX) return { problem: say("insert_too_many", { count: CARDS_MAX }) };
  const made: Card[] = [];
  for (const draft of filled) {
    const [title, text, words] = [draft.title.trim(), draft.text.trim(), draft.button.trim()];
    if (title === "") return { problem: say("insert_needs_card_title") };
    const long = ([[title, TITLE_MAX_CHARS], [text, DESCRIPTION_MAX_CHARS], [words, REPLY_MAX_CHARS]] as const).find(([given, most]) => lengthOf(given) > most);
    if (long) return { problem: say("insert_too_long", { text: long[0].slice(0, 24), count: long[1] }) };
    const card: Card = { title, buttons: [] };
    if (text !== "") card.text = text;
    for (const name of ["url", "image_url"] as const) {
      if (draft[name].trim() === "") continue;
      const address = safeHref(withScheme(draft[name]));
      if (address === null) return { problem: say("insert_wrong_address") };
      card[name] = address;
    }
    if (words !== "" && card.url == null) return { problem: say("insert_needs_card_address", { text: words.slice(0, 24) }) };
    if (words !== "") card.buttons = [{ text: words, url: card.url! }];
    made.push(card);
  }
  return { content: { type: "cards", cards: made } };
}

/** Products of the catalogue, as they stand in it: what is longer than a card holds is cut. */
export function catalogueCards(chosen: readonly ProductView[]): Made {
  if (chosen.length === 0) return { problem: say("insert_needs_product") };
  if (chosen.length > PRODUCTS_MAX) return { problem: say("insert_too_many", { count: PRODUCTS_MAX }) };
  return { content: { type: "products", products: chosen.map(cardOf) } };
}

function cardOf({ title, description, price, currency, url, image_url, is_available }: ProductView): ProductCard {
  const card: ProductCard = { title: cut(title.replace(/\s+/g, " ").trim(), TITLE_MAX_CHARS), is_available };
  if (description !== null && description.trim() !== "") card.description = cut(description.trim(), DESCRIPTION_MAX_CHARS);
  if (price !== null && currency !== null) Object.assign(card, { price, currency });
  for (const [name, address] of [["url", url], ["image_url", image_url]] as const) {
    if (address !== null && safeHref(address) !== null && lengthOf(address) <= ADDRESS_MAX_CHARS) card[name] = address;
  }
  return card;
}

/** At most so many characters; an ellipsis says that there was more. */
function cut(text: string, most: number): string {
  return lengthOf(text) <= most ? text : `${[...text].slice(0, most - 1).join("").trimEnd()}…`;
}

export function ownForm(title: string, drafts: readonly FieldDraft[]): Made {
  const filled = drafts.filter((draft) => draft.label.trim() !== "");
  if (filled.length === 0) return { problem: say("insert_needs_label") };
  if (filled.length > FIELDS_MAX) return { problem: say("insert_too_many", { count: FIELDS_MAX }) };
  const fields: FormField[] = [];
  for (const [index, { label, kind, is_required, options: lines }] of filled.entries()) {
    const options = kind === "choice" ? [...new Set(linesOf(lines))].slice(0, OPTIONS_MAX) : [];
    if (kind === "choice" && options.length === 0) return { problem: say("insert_needs_options", { label: label.trim() }) };
    const isLong = [label.trim(), ...options].some((text) => lengthOf(text) > LABEL_MAX_CHARS);
    if (isLong) return { problem: say("insert_too_long", { text: label.trim().slice(0, 24), count: LABEL_MAX_CHARS }) };
    fields.push({ name: `field_${index + 1}`, label: label.trim(), kind, is_required, options });
  }
  return { content: { type: "form", is_contact: false, fields, ...(title.trim() === "" ? {} : { title: title.trim() }) } };
}

/** People write addresses without their beginning. */
function withScheme(address: string): string {
  const text = address.trim();
  return /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
