// What is looked at: each state in every size and scheme. A picture is left for a person; what a program can see is
// asserted: nothing sticks out sideways, nothing is written as an error, nothing throws, and axe finds no barrier.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { barriersIn } from "./barriers.mjs";
import { OUTPUT } from "./world.mjs";

export const LOOKS = [
  { width: 1280, height: 900, colorScheme: "light", isAsked: true },
  { width: 1280, height: 900, colorScheme: "dark", isAsked: true },
  { width: 390, height: 844, colorScheme: "light", isAsked: true },
  // The colours of one and the layout of the other: axe would find nothing new.
  { width: 390, height: 844, colorScheme: "dark" },
  // What is left of 1280 px at 400 % zoom.
  { width: 320, height: 640, colorScheme: "light" },
];

/** What a state is looked at in where all five would tell nothing new: wide, dark, and as narrow as it gets. */
export const FEWER_LOOKS = [LOOKS[0], LOOKS[1], LOOKS[4]];

/** Both widths and both schemes in as few as that takes, and as narrow as it gets: for pages with many states. */
export const CROSSED_LOOKS = [LOOKS[0], { ...LOOKS[3], isAsked: true }, LOOKS[4]];

/** The customer's own page is not ours to judge. */
export const ON_HOST_PAGE = ["region", "landmark-one-main"];

export const nameOf = ({ width, colorScheme }) => `${width} px, ${colorScheme}`;

/** What a browser context needs for a look. Nothing moves, so that no colour is measured half-way. */
export function optionsOf({ width, height, colorScheme }) {
  return { viewport: { width, height }, colorScheme, reducedMotion: "reduce" };
}

/** Looks at what a person has before them. `rulesOff` names what axe cannot ask of this page. */
export async function looksRight(person, name, look, rulesOff = []) {
  const { page } = person;
  const where = `${name}, ${nameOf(look)}`;
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}${name}-${look.width}-${look.colorScheme}.png` });
  for (const frame of page.frames()) {
    const [content, visible] = await frame.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= visible, `${where}: ${frame.url()} is ${content} px wide in ${visible} px`);
  }
  assert.deepEqual(person.ownLines().filter((line) => line.type === "error"), [], where);
  assert.deepEqual(person.exceptions, [], where);
  if (look.isAsked) assert.deepEqual(await barriersIn(page, { rulesOff }), [], where);
}

/** Looks at one state in both widths and schemes, at the part of the page it is about, and leaves the window as it was. */
export async function looksRightEverywhere(person, name, part = "main") {
  const { page } = person;
  for (const look of CROSSED_LOOKS) {
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await page.locator(part).first().evaluate((element) => element.scrollIntoView());
    await looksRight(person, name, look);
  }
  await page.setViewportSize({ width: LOOKS[0].width, height: LOOKS[0].height });
  await page.emulateMedia({ colorScheme: LOOKS[0].colorScheme, reducedMotion: "reduce" });
}
