// Reads what a message holds beside its text. It comes from agents, bots and older or newer servers: whatever is not as
// it should be is left out, and a kind that is unknown or left empty is no content at all. Then the text stands for it.

import type { Button, Card, FieldKind, FormField, MessageContent, ProductCard } from "./protocol";

type Unread = Record<string, unknown>;

const FIELD_KINDS: readonly string[] = ["text", "long_text", "email", "phone", "number", "date", "choice", "check"] satisfies FieldKind[];
const EVENTS: readonly string[] = ["joined", "resolved", "reopened"];

/** The content, safe to draw; null when there is none that can be drawn. */
export function readContent(given: unknown): MessageContent | null {
  if (!isObject(given)) return null;
  const read = READERS[String(given["type"])];
  return read === undefined ? null : read(given);
}

const READERS: Record<string, ((given: Unread) => MessageContent | null) | undefined> = {
  __proto__: null as never,
  quick_replies: (given) => withSome(listOf(given["replies"], 10, readText), (replies) => ({ type: "quick_replies", replies })),
  buttons: (given) => withSome(listOf(given["buttons"], 6, readButton), (buttons) => ({ type: "buttons", buttons })),
  cards: (given) => withSome(listOf(given["cards"], 10, readCard), (cards) => ({ type: "cards", cards })),
  products: (given) => withSome(listOf(given["products"], 10, readProduct), (products) => ({ type: "products", products })),
  form: (given) =>
    withSome(listOf(given["fields"], 12, readField), (fields) => ({
      type: "form",
      fields,
      is_contact: given["is_contact"] === true,
      title: readText(given["title"]),
      submit: readText(given["submit"]),
    })),
  rating: () => ({ type: "rating" }),
  event: (given) =>
    EVENTS.includes(given["event"] as string) ? { type: "event", event: given["event"] as "joined", name: readText(given["name"]), ...readUndoing(given["is_undoing"]) } : null,
};

/** Only a line that tells it has it: older ones are judged by their times. */
function readUndoing(given: unknown): { is_undoing?: boolean } {
  return typeof given === "boolean" ? { is_undoing: given } : {};
}

function readButton(given: unknown): Button | null {
  if (!isObject(given)) return null;
  const text = readText(given["text"]);
  const [url, reply] = [readText(given["url"]), readText(given["reply"])];
  return text === null || (url === null && reply === null) ? null : { text, url, reply };
}

function readCard(given: unknown): Card | null {
  if (!isObject(given)) return null;
  const title = readText(given["title"]);
  if (title === null) return null;
  const [text, image_url, url] = [readText(given["text"]), readText(given["image_url"]), readText(given["url"])];
  return { title, text, image_url, url, buttons: listOf(given["buttons"], 3, readButton) };
}

function readProduct(given: unknown): ProductCard | null {
  if (!isObject(given)) return null;
  const title = readText(given["title"]);
  if (title === null) return null;
  const [description, price, currency] = [readText(given["description"]), readText(given["price"]), readText(given["currency"])];
  const [url, image_url] = [readText(given["url"]), readText(given["image_url"])];
  return { title, description, price, currency, url, image_url, is_available: given["is_available"] !== false };
}

/** A field of a kind that is not known yet takes text: the server says what it wants of it. */
function readField(given: unknown): FormField | null {
  if (!isObject(given)) return null;
  const [name, label] = [readText(given["name"]), readText(given["label"])];
  if (name === null || label === null) return null;
  const options = listOf(given["options"], 30, readText);
  const known = FIELD_KINDS.includes(given["kind"] as string) ? (given["kind"] as FieldKind) : "text";
  const kind = known === "choice" && options.length === 0 ? "text" : known;
  return { name, label, kind, options, is_required: given["is_required"] === true };
}

function readText(given: unknown): string | null {
  return typeof given === "string" && given.trim() !== "" ? given : null;
}

function listOf<T>(given: unknown, most: number, read: (one: unknown) => T | null): T[] {
  if (!Array.isArray(given)) return [];
  return given.slice(0, most).map(read).filter((one): one is T => one !== null);
}

function withSome<T>(list: T[], make: (list: T[]) => MessageContent): MessageContent | null {
  return list.length === 0 ? null : make(list);
}

function isObject(given: unknown): given is Unread {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

/** What may stand between names in a text that was made of them. */
const BETWEEN = /^[\s·,;…]*$/u;

/**
 * Whether a text says nothing but what is drawn below it anyway: titles, labels, file names. The server makes such a
 * text, cut to a line, for readers who cannot draw the rest.
 */
export function repeats(body: string, drawn: readonly string[]): boolean {
  if (body.trim() === "") return true;
  const text = oneLine(body);
  const names = drawn.map(oneLine).filter((name) => name !== "");
  const isCut = text.endsWith("…") && names.join(" · ").startsWith(text.slice(0, -1).trimEnd());
  const longestFirst = [...names].sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((left, name) => left.split(name).join(" "), text);
  return isCut || (rest !== text && BETWEEN.test(rest));
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** The words that a content shows by itself, for good: quick replies go, so that their text must stay. */
export function wordsOf(content: MessageContent | null): string[] {
  switch (content?.type) {
    case "buttons":
      return content.buttons.map((button) => button.text);
    case "cards":
      return content.cards.map((card) => card.title);
    case "products":
      return content.products.map((product) => product.title);
    case "form":
      return content.title ? [content.title] : content.fields.map((field) => field.label);
    default:
      return [];
  }
}
