// What an agent has chosen for themselves, changed as the dialog would; it holds from their next page on.

import assert from "node:assert/strict";

/** `page` is one of ours whose reader is signed in. */
export async function choosesIn(page, changes) {
  const status = await page.evaluate(async (changes) => {
    const { preferences } = await (await fetch("/api/inbox/me")).json();
    const body = JSON.stringify({ ...preferences, ...changes });
    return (await fetch("/api/inbox/preferences", { method: "PUT", headers: { "content-type": "application/json" }, body })).status;
  }, changes);
  assert.equal(status, 200);
}
