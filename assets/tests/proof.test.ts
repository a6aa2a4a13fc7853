import assert from "node:assert/strict";
import { test } from "node:test";
import { search } from "../widget/proof/search";
import { sha256 } from "../widget/proof/sha256";
import { panelWorld, settled, TOKEN } from "./panel_world";
import { panelConfig, write } from "./support";

const bytes = (text: string) => new TextEncoder().encode(text);
const SESSION = { token: "dvt_1", visitor_id: "vis_1", is_verified: false, problem: null };
const REFUSED = { status: 403, type: "/docs/problems/captcha-required", detail: "A proof is needed." };

function challenge() {
  return { algorithm: "SHA-256", salt: "salt", challenge: "00", max_number: 10, expires_at: Date.now() + 1_200_000, signature: "signed" };
}

const decoded = (captcha: unknown) => JSON.parse(atob(String(captcha).replace(/-/g, "+").replace(/_/g, "/"))) as unknown;

test("hashes are those of the standard, whatever the length", async () => {
  assert.equal(sha256(bytes("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(sha256(bytes("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (const length of [54, 55, 56, 63, 64, 65, 119, 120, 1_000]) {
    const message = bytes("ü".repeat(length));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
    assert.equal(sha256(message), Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""), `${length}`);
  }
});

test("the hidden number is found, at both ends too, and where there is none that is said", async () => {
  for (const number of [0, 1_234, 2_500]) {
    const puzzle = { salt: "1795000000.icw_test.", challenge: sha256(bytes(`1795000000.icw_test.${number}`)), max_number: 2_500 };
    assert.equal(await search(puzzle), number);
  }
  assert.equal(await search({ salt: "a", challenge: "00", max_number: 1_500 }), null);
});

test("the proof is made while the visitor writes and goes with the first message", async () => {
  const answers: Record<string, unknown> = { "/api/widget/challenge": challenge(), "/api/widget/session": SESSION };
  const { panel, asked, store, end } = panelWorld(panelConfig({ captcha: "pow" }), answers, { token: null });
  panel.open({ place: "new" });
  panel.draft.text.value = "H";
  panel.typed();
  await settled();
  assert.ok(asked.some((one) => one.path === "/api/widget/challenge") && !asked.some((one) => one.path === "/api/widget/session"));
  assert.deepEqual(store.keys(""), []);

  write(panel, "Hello");
  await settled();

  assert.equal(asked.filter((one) => one.path === "/api/widget/challenge").length, 1);
  const body = asked.find((one) => one.path === "/api/widget/session")?.body;
  assert.deepEqual(decoded(body?.["captcha"]), { algorithm: "SHA-256", salt: "salt", challenge: "00", number: 7, signature: "signed" });
  assert.equal(store.get(TOKEN), "dvt_1");
  end();
});

test("a refused proof is made anew once; refused again, the message waits for the visitor", async () => {
  for (const [answer, isKept] of [[() => SESSION, false], [() => REFUSED, true]] as const) {
    let times = 0;
    const answers: Record<string, unknown> = {
      "/api/widget/challenge": challenge,
      "/api/widget/session": () => (times++ === 0 ? REFUSED : answer()),
    };
    const { panel, asked, end } = panelWorld(panelConfig({ captcha: "pow" }), answers, { token: null });
    write(panel, "Hello");
    await settled(20);

    assert.equal(asked.filter((one) => one.path === "/api/widget/session").length, 2);
    assert.equal(asked.filter((one) => one.path === "/api/widget/challenge").length, 2);
    assert.deepEqual([panel.outbox.items.value[0]?.state === "failed", panel.facts.loading.value], [isKept, "idle"]);
    end();
  }
});

test("a site that began to ask for proofs is given one, and a proven customer is not asked", async () => {
  let times = 0;
  const asksNow: Record<string, unknown> = { "/api/widget/challenge": challenge, "/api/widget/session": () => (times++ === 0 ? REFUSED : SESSION) };
  const stranger = panelWorld(panelConfig(), asksNow, { token: null });
  write(stranger.panel, "Hello");
  await settled(20);
  assert.ok(stranger.asked.some((one) => one.path === "/api/widget/session" && one.body?.["captcha"] !== undefined));
  stranger.end();

  const customer = panelWorld(panelConfig({ captcha: "pow" }), { "/api/widget/session": SESSION }, { token: null });
  customer.panel.identify({ user_id: "ana", user_hash: "proof" });
  await settled();
  assert.equal(customer.asked.some((one) => one.path === "/api/widget/challenge"), false);
  customer.end();
});
