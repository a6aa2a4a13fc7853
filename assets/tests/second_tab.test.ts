// One tab proves who this browser is, and the token of the stranger ends: the other tabs go on with the new one.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionView } from "../shared/protocol";
import { settled } from "./panel_world";
import { ANA, RENEWED, TOKEN, browser, settledTab } from "./tabs_world";

test("a second tab outlives the token that ended when the first proved who this is", async () => {
  const world = browser(() => RENEWED);
  const other = await settledTab(world, { isDeaf: true });
  const one = await settledTab(world);
  other.panel.draft.text.value = "Half a sentence";
  other.panel.typed();
  one.panel.identify(ANA);
  await settled();
  world.good.splice(0, 1);

  // The server closes what the old token had opened, with 4401 and no word before it.
  other.socket.onclose?.();
  other.panel.line.hurry();
  await settled();
  world.live(world.sockets.at(-1)!);

  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  assert.deepEqual([world.store.get(TOKEN), other.panel.session.token.value, other.panel.draft.text.value], ["dvt_2", "dvt_2", "Half a sentence"]);
  assert.equal(other.panel.facts.threads.value.size, 1);
  other.panel.line.stop();
  world.end();
});

test("a second tab that comes back before the new token is stored goes on with it afterwards", async () => {
  let judge = (_: SessionView) => undefined as void;
  const world = browser(() => undefined);
  const other = await settledTab(world, { isDeaf: true });
  const one = await settledTab(world);
  const { fetch } = globalThis;
  const slow = (...given: Parameters<typeof fetch>) =>
    given[0] === "/api/widget/session" ? new Promise<SessionView>((resolve) => (judge = resolve)).then((view) => new Response(JSON.stringify(view))) : fetch(...given);
  Object.assign(globalThis, { fetch: slow });
  one.panel.identify(ANA);
  await settled();

  other.socket.onclose?.();
  other.panel.line.hurry();
  await settled();
  const between = world.sockets.at(-1)!;
  judge(RENEWED);
  await settled();
  world.good.splice(0, 1);
  between.hear({ type: "error", code: "signed_out", detail: "" });
  await settled();

  assert.equal(between.hello?.token, "dvt_1");
  assert.equal(world.sockets.at(-1)!.hello?.token, "dvt_2");
  assert.deepEqual([world.store.get(TOKEN), other.panel.facts.threads.value.size], ["dvt_2", 1]);
  other.panel.line.stop();
  world.end();
});
