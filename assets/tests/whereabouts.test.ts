import assert from "node:assert/strict";
import { test } from "node:test";
import { whereaboutsOf } from "../widget/state/whereabouts";

test("a finger on a small screen is a phone, on a large one a tablet, and all else a desktop", () => {
  const of = (isTouched: boolean, shortSide: number) => whereaboutsOf({ language: "de-AT", timeZone: "Europe/Vienna", isTouched, shortSide }).device;

  assert.deepEqual([of(true, 390), of(true, 768), of(false, 390), of(false, 1080)], ["phone", "tablet", "desktop", "desktop"]);
});

test("what the browser does not say is not told", () => {
  const told = whereaboutsOf({ language: "", timeZone: undefined, isTouched: false, shortSide: 900 });

  assert.deepEqual(told, { locale: null, time_zone: null, device: "desktop" });
});
