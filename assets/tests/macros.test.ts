// A macro waits for its undo, one after the other, and what was held goes when the page is left.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openMacros } from "../inbox/state/macros";
import type { AgentMessage, MacroStep, MacroView } from "../shared/protocol";
import { agentMessage, heed } from "./support";

const macro = (id: string, ...steps: MacroStep[]): MacroView => ({ id, name: id, steps });
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** Macros that are held long enough, and a server whose answers the test decides about. */
function world() {
  const asked: { path: string; after_number: number; keepalive: boolean; answer(skipped: string[], status?: number): Promise<void> }[] = [];
  const fetch = (path: string, { keepalive, body }: { keepalive: boolean; body: string }) =>
    new Promise<Response>((resolve) => {
      const { after_number } = JSON.parse(body) as { after_number: number };
      asked.push({ path, after_number, keepalive, answer: (skipped, status = 200) => (resolve(new Response(JSON.stringify({ skipped, detail: "Too many." }), { status })), settled()) });
    });
  Object.assign(globalThis, { fetch });
  /** What there is in the conversations, and which of it came since something was begun. */
  const messages: AgentMessage[] = [agentMessage(1, "visitor")];
  const newest = () => messages.at(-1)!.number;
  const macros = openMacros({
    undoSeconds: () => 60,
    begun: () => ({ after_number: newest(), forms: [] }),
    newsOver: (_, begun) => messages.filter((message) => message.number > begun.after_number),
    heed,
  });
  return { macros, messages, asked };
}

test("a second macro keeps its undo while the first is done", async () => {
  const { macros, asked } = world();
  macros.start("cnv_a", macro("mac_1"));
  macros.start("cnv_a", macro("mac_2"));
  assert.deepEqual([macros.run.value?.macro.id, macros.run.value?.state], ["mac_2", "held"]);

  await asked[0]!.answer([]);
  assert.deepEqual([asked[0]!.path.endsWith("mac_1"), macros.run.value?.macro.id, macros.run.value?.state], [true, "mac_2", "held"]);
  macros.dismiss();
  await settled();
  assert.deepEqual([macros.run.value, asked.length], [null, 1], "the second was taken back");
});

test("a first macro that fails behind a second one is told of once that is over", async () => {
  const { macros, asked } = world();
  macros.start("cnv_a", macro("mac_1"));
  macros.start("cnv_a", macro("mac_2"));
  await asked[0]!.answer([], 429);
  assert.equal(macros.run.value?.macro.id, "mac_2");

  macros.dismiss();
  assert.deepEqual([macros.run.value?.macro.id, macros.run.value?.state], ["mac_1", "failed"]);
  macros.dismiss();
  assert.equal(macros.run.value, null);
});

test("a macro that failed while another conversation was open is not forgotten over the next one", async () => {
  for (const [skipped, status, state] of [[[], 429, "failed"], [["Tag is gone."], 200, "skipped"]] as const) {
    const { macros, asked } = world();
    macros.start("cnv_a", macro("mac_1"));
    void macros.leave();
    await asked[0]!.answer([...skipped], status);
    macros.start("cnv_b", macro("mac_1"));
    assert.deepEqual([macros.run.value?.conversation_id, macros.run.value?.state], ["cnv_b", "held"]);

    macros.dismiss();
    assert.deepEqual([macros.run.value?.conversation_id, macros.run.value?.state], ["cnv_a", state]);
  }
});

test("a first macro that fails once the second one was taken back is told of at once", async () => {
  for (const [skipped, status, state] of [[[], 429, "failed"], [["Tag is gone."], 200, "skipped"]] as const) {
    const { macros, asked } = world();
    macros.start("cnv_a", macro("mac_1"));
    macros.start("cnv_b", macro("mac_2"));
    macros.dismiss();
    assert.equal(macros.run.value, null);

    await asked[0]!.answer([...skipped], status);

    assert.deepEqual([macros.run.value?.macro.id, macros.run.value?.state], ["mac_1", state]);
  }
});

test("a macro that is chosen again where it failed takes the place of what was said of that", async () => {
  const { macros, asked } = world();
  macros.start("cnv_a", macro("mac_1"));
  void macros.leave();
  await asked[0]!.answer([], 429);

  macros.start("cnv_a", macro("mac_1"));
  void macros.leave();
  await asked[1]!.answer([]);

  assert.equal(macros.run.value, null);
});

test("a held macro goes when the page is left, once, and one that was taken back does not", async () => {
  const { macros, asked } = world();
  macros.start("cnv_a", macro("mac_1"));
  void macros.leave();
  void macros.leave();
  assert.deepEqual(asked.map(({ keepalive }) => keepalive), [true]);
  await asked[0]!.answer([]);

  macros.start("cnv_a", macro("mac_2"));
  macros.dismiss();
  void macros.leave();
  assert.equal(asked.length, 1);
});

test("a macro that answers is stopped by what came while it was held, and runs after all where somebody wants it so", async () => {
  const { macros, messages, asked } = world();
  macros.start("cnv_a", macro("mac_1", { type: "reply", body: "Take your time." }));
  messages.push(agentMessage(2, "visitor"));
  await macros.leave();
  assert.deepEqual([macros.run.value?.state, asked.length], ["stopped", 0]);

  macros.runAnyway();
  assert.deepEqual(asked.map((one) => one.after_number), [2]);
  await asked[0]!.answer([]);
  assert.equal(macros.run.value, null);
});

test("a macro that the server stops waits for its agent, and one that answers nobody is not stopped", async () => {
  const { macros, messages, asked } = world();
  macros.start("cnv_a", macro("mac_1", { type: "reply", body: "Take your time." }));
  void macros.leave();
  await asked[0]!.answer([], 409);
  assert.deepEqual([asked[0]!.after_number, macros.run.value?.state], [1, "stopped"]);
  macros.dismiss();

  macros.start("cnv_a", macro("mac_2", { type: "resolve" }));
  messages.push(agentMessage(2, "visitor"));
  void macros.leave();
  assert.deepEqual([asked.length, macros.run.value?.state], [2, "running"]);
});
