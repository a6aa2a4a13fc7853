import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionView, StartSession } from "../shared/protocol";
import { openPanel } from "../widget/state/panel";
import { memoryStore, panelConfig, write } from "./support";

const TOKEN = "deskbell:icw_test:token";
const UNPROVEN: SessionView = { token: null, visitor_id: null, is_verified: false, problem: "identity_unverified" };
const ANA = { user_id: "ana", user_hash: "not a proof", name: "Ana" };

/** A panel whose server answers each session request with the next of `answers`, and nothing else at all. */
function world({ answers = [] as SessionView[], token = null as string | null } = {}) {
  const asked: StartSession[] = [];
  const told: string[] = [];
  const store = memoryStore();
  if (token !== null) store.set(TOKEN, token);
  const location = { origin: "https://desk.example", href: "https://desk.example/panel" };
  const fetch = (path: string, { body }: { body: string }) => {
    const answer = path === "/api/widget/session" ? answers[asked.push(JSON.parse(body) as StartSession) - 1] : undefined;
    return answer ? Promise.resolve(new Response(JSON.stringify(answer))) : new Promise(() => undefined);
  };
  Object.assign(globalThis, { location, fetch, WebSocket: class { close() {} } });
  const panel = openPanel(panelConfig(), store, {
    emit: (name, detail) => void told.push(`${name} ${String(detail["code"] ?? "")}`.trim()),
    acted: (hasActed) => void told.push(`acted ${hasActed}`),
    identified: (_isIdentified, isVerified) => void told.push(`verified ${isVerified}`),
    tellTabs: () => undefined,
  });
  return { panel, store, asked, told };
}

/** What was promised has happened. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

test("a proof that is not accepted leaves nothing behind, and the first act goes without its id", async () => {
  const fresh: SessionView = { token: "dvt_1", visitor_id: "vis_1", is_verified: false, problem: null };
  const { panel, store, asked, told } = world({ answers: [UNPROVEN, fresh] });

  panel.identify(ANA);
  await settled();
  assert.equal(asked[0]?.only_if_proven, true);
  assert.deepEqual([store.keys(""), told], [[], ["verified false", "error identity_unverified"]]);

  panel.identify({ attributes: { plan: "gold" } });
  write(panel, "Hello");
  await settled();

  assert.deepEqual(asked[1]?.identity, { name: "Ana", attributes: { plan: "gold" } });
  assert.equal("only_if_proven" in asked[1]!, false);
  assert.equal(store.get(TOKEN), "dvt_1");
  panel.line.stop();
});

test("what was said with a proof that was not accepted is not said of the next customer", async () => {
  const { panel, asked } = world({ answers: [UNPROVEN, UNPROVEN] });
  panel.identify(ANA);
  await settled();

  panel.identify({ user_id: "ben", user_hash: "proof of ben" });
  await settled();

  assert.deepEqual(asked[1]?.identity, { user_id: "ben", user_hash: "proof of ben" });
});

test("a browser that has a session asks without conditions", async () => {
  const { panel, asked } = world({ token: "dvt_1" });

  panel.identify(ANA);
  await settled();

  assert.equal("only_if_proven" in asked[0]!, false);
});

for (const [what, next] of [["logout", null], ["another customer", "dvt_ben"]] as const) {
  test(`after ${what} in one tab the other shows and keeps nothing of the first customer`, async () => {
    const { panel, store, asked, told } = world({ token: "dvt_ana" });
    panel.identify(ANA);
    write(panel, "Only for Ana");
    panel.draft.text.value = "Half a sentence";
    panel.typed();

    if (next === null) store.remove(TOKEN);
    else store.set(TOKEN, next);
    panel.hearTab({ type: "session", isAnother: true });
    await settled();

    assert.deepEqual([panel.outbox.items.value, panel.draft.text.value, panel.facts.messages.value], [[], "", []]);
    assert.deepEqual(store.keys(""), next === null ? [] : [TOKEN]);
    assert.deepEqual(told.slice(-2), ["verified false", `acted ${next !== null}`]);
    assert.deepEqual(asked, [], "nothing is said of Ana any more");
    panel.line.stop();
  });
}

test("what waits to be sent stays when another tab begins the first session", () => {
  const { panel, store } = world();
  write(panel, "Hello");

  store.set(TOKEN, "dvt_1");
  panel.hearTab({ type: "session", isAnother: true });

  assert.deepEqual(panel.outbox.items.value.map((one) => one.body), ["Hello"]);
  panel.line.stop();
});
