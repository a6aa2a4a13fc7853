// From one page of ours to the next, where both could be taken for each other.

/** Presses what leads to another page, and waits until that page can be read. */
export async function follows(page, locator) {
  // The end of the page one is on is not the beginning of the next.
  await page.waitForLoadState("domcontentloaded");
  await Promise.all([page.waitForEvent("domcontentloaded"), locator.click()]);
}
