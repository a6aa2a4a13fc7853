import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import panelWords from "../shared/strings/en_panel.json";
import partWords from "../shared/strings/en.json";
import { matchLocale, speakFor, SPOKEN } from "../shared/languages";
import { say } from "../shared/strings";
import { backAt, usualReply } from "../shared/time";
import { textsFor } from "../widget/state/site";

type Words = Record<string, string>;

const CATEGORIES = ["zero", "one", "two", "few", "many"];
const MINUTE = 60_000;

/** English stands in two files: the words that several apps share, and the panel's own. */
const english: Words = { ...partWords, ...panelWords };

/** Only the inbox says them, in English; each part of it brings its own. */
const INBOX_FILES = readdirSync("shared/strings").filter((file) => file.startsWith("inbox"));
const inboxParts = INBOX_FILES.map((file) => JSON.parse(readFileSync(`shared/strings/${file}`, "utf8")) as Words);

/** Each language's words, its plural forms apart. */
function wordsOf(language: string): Words {
  return language === "en" ? english : (JSON.parse(readFileSync(`shared/strings/${language}.json`, "utf8")) as Words);
}

function baseOf(name: string): string {
  const category = CATEGORIES.find((one) => name.endsWith(`_${one}`) && english[name.slice(0, -one.length - 1)] !== undefined);
  return category === undefined ? name : name.slice(0, -category.length - 1);
}

const placesOf = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const NAMES = Object.keys(english).filter((name) => baseOf(name) === name);
const COUNTED = Object.keys(english).filter((name) => baseOf(name) !== name).map(baseOf);

test("the languages that are spoken are those that are written", () => {
  const written = readdirSync("shared/strings").map((file) => file.replace(".json", "")).filter((name) => name !== "en_panel" && !name.startsWith("inbox"));

  assert.deepEqual(written.sort(), [...SPOKEN].sort());
  assert.equal(SPOKEN.length, 14);
});

for (const language of SPOKEN) {
  test(`every word is there in ${language}, with the same places and all its plural forms`, () => {
    const words = wordsOf(language);
    const rules = new Intl.PluralRules(language);
    const forms = new Set(Array.from({ length: 201 }, (_, count) => rules.select(count)).filter((form) => form !== "other"));

    assert.deepEqual(NAMES.filter((name) => !words[name]), []);
    assert.deepEqual(Object.keys(words).filter((name) => !NAMES.includes(baseOf(name))), []);
    for (const [name, sentence] of Object.entries(words)) {
      const wanted = placesOf(english[baseOf(name)]!);
      const places = placesOf(sentence);
      // "One new message" needs no number.
      const isFine = baseOf(name) === name ? places.join() === wanted.join() : places.every((place) => wanted.includes(place));
      assert.ok(isFine, `${language} ${name}: ${sentence}`);
    }
    for (const name of language === "ja" || language === "zh" || language === "tr" ? [] : COUNTED) {
      const missing = [...forms].filter((form) => words[`${name}_${form}`] === undefined);
      assert.deepEqual(missing, [], `${language} ${name}`);
    }
  });
}

test("each word stands in one file, and every word of an app is known to it", () => {
  const inboxWords: Words = Object.assign({}, ...inboxParts);
  assert.deepEqual(Object.keys(panelWords).filter((name) => name in partWords), []);
  assert.deepEqual(Object.keys(inboxWords).filter((name) => name in partWords), []);

  const saidIn = (folders: string[]) => folders.flatMap(sourcesIn).flatMap(wordsIn);
  const unknown = (names: string[], words: Words) => [...new Set(names)].filter((name) => words[name] === undefined);
  assert.equal(Object.keys(inboxWords).length, inboxParts.flatMap(Object.keys).length, "no word stands in two of them");
  // Forms to be filled in are the visitor's alone.
  const visitors = new Set(sourcesIn("ui/kinds/form.tsx").concat(sourcesIn("ui/kinds/form_field.tsx")).flatMap(wordsIn));
  assert.deepEqual(unknown(saidIn(["ui", "inbox"]).filter((name) => !visitors.has(name)), { ...partWords, ...inboxWords }), []);
  assert.deepEqual(unknown(saidIn(["ui", "widget/state", "widget/views"]), english), []);
});

const wordsIn = (source: string) => [...source.matchAll(/\bsay\("(\w+)"/g)].map((match) => match[1]!);

/** The text of every source file in a folder, or of one. */
function sourcesIn(folder: string): string[] {
  if (folder.endsWith(".tsx")) return [readFileSync(folder, "utf8")];
  return readdirSync(folder).flatMap((name) => {
    if (!name.includes(".")) return sourcesIn(`${folder}/${name}`);
    return /\.tsx?$/.test(name) ? [readFileSync(`${folder}/${name}`, "utf8")] : [];
  });
}

test("a wish finds its language, whatever its region", () => {
  const found = (...wishes: string[]) => matchLocale(wishes, SPOKEN)?.found ?? "en";

  assert.deepEqual(["zh-TW", "pt-BR", "de-AT", "iw", "en-GB"].map((wish) => found(wish)), ["zh", "pt", "de", "he", "en"]);
  assert.deepEqual([found("nb"), found("no such tag!"), found("nb", "fr-CA"), found()], ["en", "en", "fr", "en"]);
  assert.equal(matchLocale(["pt-BR"], ["pt", "pt-BR"])?.found, "pt-BR");
  assert.equal(matchLocale(["pt"], ["pt-PT", "pt-BR"])?.found, "pt-BR");
});

test("counts are said as the language says them", async () => {
  const counts = (numbers: number[]) => numbers.map((count) => say("new_messages", { count }));

  assert.deepEqual(await speakFor(["pl"]), { language: "pl", direction: "ltr" });
  assert.deepEqual(counts([1, 2, 5, 22]), ["1 nowa wiadomość", "2 nowe wiadomości", "5 nowych wiadomości", "22 nowe wiadomości"]);
  assert.deepEqual(await speakFor(["ar-EG"]), { language: "ar", direction: "rtl" });
  assert.deepEqual(counts([1, 2, 3, 11]), ["رسالة جديدة واحدة", "رسالتان جديدتان", "3 رسائل جديدة", "11 رسالة جديدة"]);
  assert.deepEqual(await speakFor(["nb"]), { language: "en", direction: "ltr" });
  assert.deepEqual(counts([1, 2]), ["1 new message", "2 new messages"]);
});

test("a promise is rounded up, never down", () => {
  const said = [30_000, 4.2 * MINUTE, 16 * MINUTE, 61 * MINUTE, 13 * 60 * MINUTE, 40 * 60 * MINUTE].map(usualReply);

  assert.deepEqual(said, [
    "Usually answers within a minute",
    "Usually answers within 5 minutes",
    "Usually answers within 30 minutes",
    "Usually answers within 2 hours",
    "Usually answers within a day",
    "Usually answers within a few days",
  ]);
});

test("when the team is back is said in the reader's days", () => {
  const friday = new Date(2026, 10, 20, 18, 0).getTime();
  const at = (day: number, hour: number) => backAt(new Date(2026, 10, day, hour, 0).getTime(), friday).replace(/\u202f/g, " ");

  assert.deepEqual([at(20, 20), at(21, 9), at(23, 9)], ["Back today, 8:00 PM – your time", "Back tomorrow, 9:00 AM – your time", "Back Monday, 9:00 AM – your time"]);
  assert.equal(at(30, 9), "Back November 30, 9:00 AM – your time");
});

test("an administrator's texts are chosen like the words, and a notice is for everybody", () => {
  const none = { away: null, greeting: null, introduction: null, reply_expectation: null, notice: null };
  const texts = { en: { ...none, greeting: "Hello", notice: "Late parcels" }, de: { ...none, greeting: "Hallo" } };
  const greeting = (...wishes: string[]) => textsFor({ texts, locale: "en" }, wishes).greeting;

  assert.deepEqual([greeting("de-CH"), greeting("fr"), greeting("fr", "de")], ["Hallo", "Hello", "Hallo"]);
  assert.equal(textsFor({ texts, locale: "en" }, ["de"]).notice, "Late parcels");
});

test("what stands beside a count in the inbox is right for one", () => {
  const words = Object.assign({}, ...inboxParts) as Words;

  assert.deepEqual([words["tags_more_one"], words["merge_undo_hint_one"]], ["1 more tag: {names}", "You can undo it for 1 day. What comes later stays where it is."]);
});
