// From one page of ours to the next, where both could be taken for each other.

/** Presses what leads to another page, and waits until that page can be read. */
export async function follows(page, locator) {
  await Promise.all([page.waitForEvent("domcontentloaded"), locator.click()]);
}
