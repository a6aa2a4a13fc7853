// Every word a person reads, by name. The English words of the parts that several apps share are built in, each app
// teaches its own; `languages.ts` brings the others. Names may hold `{places}`
// and siblings for a count (`name_one`, `name_few`, …). A missing name shows itself, so that it is seen and mended.

import english from "./strings/en.json";

export type Words = Record<string, string>;

let chosen = "en";
let words: Words = english;
let extra: Words = {};
let plurals = new Intl.PluralRules("en");

/** Words that only one of the apps needs, in English. They stand in wherever a language has none. */
export function learn(more: Words): void {
  extra = { ...extra, ...more };
}

/** The locale to format numbers and times in. */
export function locale(): string {
  return chosen;
}

/** Formats numbers and times for this reader and keeps the words. A malformed tag is English. */
export function speak(tag: string): void {
  chosen = validTag(tag);
}

/** Takes the words of a language; `formats` is the locale for numbers and times beside them. */
export function speakWith(language: string, more: Words, formats: string): void {
  words = more;
  plurals = new Intl.PluralRules(language);
  chosen = validTag(formats);
}

function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en";
  } catch {
    return "en";
  }
}

/** The sentence of that name, with its places filled. `count` chooses the plural form of the words' language. */
export function say(name: string, places: Record<string, string | number> = {}): string {
  const find = (key: string): string | undefined => words[key] ?? extra[key] ?? (english as Words)[key];
  const count = places["count"];
  const form = typeof count === "number" ? find(`${name}_${plurals.select(count)}`) : undefined;
  const sentence = form ?? find(name) ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
}
