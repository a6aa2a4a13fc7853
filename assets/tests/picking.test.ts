import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../shared/api";
import { frameOf, openOutbox, type Outgoing } from "../shared/outbox";
import { openPicking, type Picking } from "../shared/picking";
import type { Attachment } from "../shared/protocol";
import { memoryStore } from "./support";

const RULES = { endings: [".png", ".pdf"], max_bytes: 1_000, max_files: 3 };
const fileNamed = (name: string, size = 10) => new File([new Uint8Array(size)], name);
const attachmentOf = (name: string): Attachment => ({ id: `fil_${name}`, name, media_type: "image/png", size: 10, width: null, height: null, url: `/${name}`, small_url: null });

function world() {
  const begun: { name: string; signal: AbortSignal; end(): void; fail(error: ApiError): void }[] = [];
  const sent: string[][] = [];
  const picking: Picking = openPicking({
    rules: () => RULES,
    upload: (file, signal) =>
      new Promise((resolve, reject) => {
        begun.push({ name: file.name, signal, end: () => resolve(attachmentOf(file.name)), fail: reject });
      }),
    prepare: async (file) => ({ file, preview: null }),
    send: () => void sent.push(picking.take().map((one) => one.name)),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const states = () => picking.items.value.map((one) => `${one.name} ${one.state}`);
  return { picking, begun, sent, settle, states };
}

test("files keep the order in which they were picked, whichever is uploaded first", async () => {
  const { picking, begun, settle } = world();
  picking.add([fileNamed("a.png"), fileNamed("b.png"), fileNamed("c.pdf")]);
  await settle();

  begun[1]?.end();
  await settle();
  begun[2]?.end();
  begun[0]?.end();
  await settle();

  assert.equal(picking.isBusy.value, false);
  assert.deepEqual(picking.take().map((one) => one.name), ["a.png", "b.png", "c.pdf"]);
  assert.deepEqual(picking.items.value, []);
});

test("a wrong type, an empty file and one that is too large are said before anything is uploaded", async () => {
  const { picking, begun, settle, states } = world();
  picking.add([fileNamed("run.exe"), fileNamed("none.png", 0), fileNamed("huge.pdf", 2_000)]);
  await settle();

  assert.deepEqual(begun, []);
  assert.deepEqual(states(), ["run.exe refused", "none.png refused", "huge.pdf refused"]);
  assert.ok(picking.items.value.every((one) => one.problem !== null));
});

test("one file too many is not taken, and that is said", async () => {
  const { picking } = world();

  picking.add(["a", "b", "c", "d"].map((name) => fileNamed(`${name}.png`)));

  assert.equal(picking.items.value.length, 3);
  assert.ok(picking.problem.value !== null);
});

test("a failed upload stays, says why, and goes again on request", async () => {
  const { picking, begun, settle, states } = world();
  picking.add([fileNamed("a.png")]);
  await settle();

  begun[0]?.fail(new ApiError(503, "busy", "The disk is full."));
  await settle();
  assert.deepEqual(states(), ["a.png failed"]);
  assert.equal(picking.hasFailed.value, true);

  picking.retry(picking.items.value[0]!.key);
  await settle();
  begun[1]?.end();
  await settle();
  assert.deepEqual(states(), ["a.png ready"]);
});

test("what the server will refuse again cannot be tried again", async () => {
  const { picking, begun, settle, states } = world();
  picking.add([fileNamed("a.png")]);
  await settle();

  begun[0]?.fail(new ApiError(415, "type", "This is no picture."));
  await settle();

  assert.deepEqual(states(), ["a.png refused"]);
});

test("a file taken away stops its upload and lets the next one go", async () => {
  const { picking, begun, settle } = world();
  picking.add([fileNamed("a.png"), fileNamed("b.png"), fileNamed("c.png")]);
  await settle();
  assert.equal(begun.length, 2);

  picking.remove(picking.items.value[0]!.key);
  await settle();

  assert.equal(begun[0]?.signal.aborted, true);
  assert.deepEqual(begun.map((one) => one.name), ["a.png", "b.png", "c.png"]);
});

test("messages with files leave in order, survive a reload and name their files", () => {
  const store = memoryStore();
  const offline = openOutbox({ store, prefix: "out:", post: () => false });
  offline.add({ client_id: "one", conversation_id: "cnv_a", body: "", files: [attachmentOf("a.png"), attachmentOf("b.png")] }, 1);
  offline.add({ client_id: "two", conversation_id: "cnv_a", body: "Words" }, 2);

  const wire: Outgoing[] = [];
  const reloaded = openOutbox({ store, prefix: "out:", post: (one) => wire.push(one) > 0 });
  reloaded.pump();
  reloaded.settle("one", "cnv_a");

  assert.deepEqual(wire.map(frameOf), [
    { type: "message.post", client_id: "one", conversation_id: "cnv_a", body: "", file_ids: ["fil_a.png", "fil_b.png"] },
    { type: "message.post", client_id: "two", conversation_id: "cnv_a", body: "Words" },
  ]);
});

test("a message stored by an older version, without files, still goes", () => {
  const store = memoryStore();
  store.set("out:old", JSON.stringify({ client_id: "old", conversation_id: null, body: "Hello", written_at: 1, state: "sent", problem: null }));

  const outbox = openOutbox({ store, prefix: "out:", post: () => false });

  assert.deepEqual(outbox.items.value.map(({ state, files, content }) => ({ state, files, content })), [{ state: "waiting", files: [], content: null }]);
});

test("what was sent while files were on their way leaves by itself once they are there, and once", async () => {
  const { picking, begun, sent, settle } = world();
  picking.add([fileNamed("a.png"), fileNamed("b.png")]);
  await settle();
  picking.isAwaited.value = true;

  begun[0]?.end();
  await settle();
  assert.deepEqual(sent, []);
  begun[1]?.end();
  await settle();

  assert.deepEqual([sent, picking.isAwaited.value], [[["a.png", "b.png"]], false]);
});

test("a message whose file failed does not leave without it", async () => {
  const { picking, begun, sent, settle } = world();
  picking.add([fileNamed("a.png")]);
  await settle();
  picking.isAwaited.value = true;

  begun[0]?.fail(new ApiError(503, "busy", "The disk is full."));
  await settle();

  assert.deepEqual([sent, picking.isAwaited.value], [[], false]);
});
