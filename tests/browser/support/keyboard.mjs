// A keyboard and nothing else.

import assert from "node:assert/strict";

/** More presses than any page of ours asks for, from its top to what is wanted. */
const MOST_PRESSES = 80;

export const hasFocus = (locator) => locator.evaluate((element) => element.matches(":focus"));

/** Presses keys one right after the other: the second of two counts only where it comes soon, however slow the machine. */
export const inOneGo = (page, ...keys) => Promise.all(keys.flatMap((key) => [page.keyboard.down(key), page.keyboard.up(key)]));

/** Presses Tab until something has the focus. */
export async function tabsTo(page, locator, most = MOST_PRESSES) {
  for (let press = 0; press < most; press += 1) {
    if (await hasFocus(locator)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${locator}`);
}
