// What was done reaches the server also when its page is left right after.

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, type Call } from "../shared/api";

/** Whether the browser was told to let a request outlive its page. */
async function outlives(asked: Call): Promise<boolean | undefined> {
  let told: boolean | undefined;
  globalThis.fetch = (async (_: string, given: RequestInit) => ((told = given.keepalive), new Response("{}"))) as typeof fetch;
  await call("/api/inbox/acts", asked);
  return told;
}

test("what is done outlives the page, what is read does not", async () => {
  assert.equal(await outlives({ method: "POST", body: { changes: [] } }), true);
  assert.equal(await outlives({ method: "DELETE" }), true);
  assert.equal(await outlives({}), false);
});

test("a long body outlives it only where that is asked for, since a browser refuses more than it has room for", async () => {
  const body = { body: "x".repeat(10_000) };
  assert.equal(await outlives({ method: "PUT", body }), false);
  assert.equal(await outlives({ method: "PUT", body, keepalive: true }), true);
});
