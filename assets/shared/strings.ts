// Every word a person reads, by name, from `strings/<locale>.json`. Names may hold `{places}` and a `_one` sibling
// for a count of one. A missing name shows itself, so that it is seen and mended rather than being blank.

import english from "./strings/en.json";

type Words = Record<string, string>;

const byLocale: Record<string, Words> = { en: english };

let chosen = "en";
let words: Words = english;
let extra: Words = {};

/** Words that only one of the apps needs, in English. */
export function learn(more: Words): void {
  extra = more;
}

/** The locale to format numbers and times in: the reader's own wish, even when the words exist only in English. */
export function locale(): string {
  return chosen;
}

/** Chooses the language. An unknown or malformed tag keeps the words in English. */
export function speak(tag: string): void {
  chosen = validTag(tag);
  words = byLocale[chosen.toLowerCase()] ?? byLocale[chosen.split("-")[0]!.toLowerCase()] ?? english;
}

function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en";
  } catch {
    return "en";
  }
}

/** The sentence of that name, with its places filled. */
export function say(name: string, places: Record<string, string | number> = {}): string {
  const find = (key: string): string | undefined => words[key] ?? extra[key] ?? (english as Words)[key];
  const sentence = (places["count"] === 1 ? find(`${name}_one`) : undefined) ?? find(name) ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
}
