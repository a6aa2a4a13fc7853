import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime, timeThere } from "../inbox/state/local_time";
import { otherLanguage } from "../inbox/views/language_name";
import { learn } from "../shared/strings";
import cardWords from "../shared/strings/inbox_card.json";
import { whereaboutsOf } from "../widget/state/whereabouts";

learn(cardWords);

test("a finger on a small screen is a phone, on a large one a tablet, and all else a desktop", () => {
  const of = (isTouched: boolean, shortSide: number) => whereaboutsOf({ language: "de-AT", timeZone: "Europe/Vienna", isTouched, shortSide }).device;

  assert.deepEqual([of(true, 390), of(true, 768), of(false, 390), of(false, 1080)], ["phone", "tablet", "desktop", "desktop"]);
});

test("what the browser does not say is not told", () => {
  const told = whereaboutsOf({ language: "", timeZone: undefined, isTouched: false, shortSide: 900 });

  assert.deepEqual(told, { locale: null, time_zone: null, device: "desktop" });
});

test("the head of a thread and the card beside it tell the same time, and a language only where it is another", () => {
  const at = Date.UTC(2026, 0, 15, 7, 2);
  const there = localTime("Asia/Tokyo", at, "en-GB", "Europe/Berlin")!;

  assert.deepEqual([timeThere("Asia/Tokyo", at, "en-GB", "Europe/Berlin"), there.words.includes(there.clock)], [{ clock: "16:02", ahead: 8 }, true]);
  const early = Date.UTC(2026, 0, 15, 9, 5);
  assert.equal(timeThere("UTC", early, "en-US")?.clock.replace(/\s/u, " "), "9:05 AM", "as times stand everywhere else");
  assert.deepEqual(["en-AU", "de-AT", "no language"].map(otherLanguage), [null, "German", null]);
});
