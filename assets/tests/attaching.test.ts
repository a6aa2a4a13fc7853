import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attachment } from "../shared/protocol";
import { openStore } from "../shared/storage";
import { openAttaching } from "../widget/state/attaching";

const attachmentOf = (name: string): Attachment => ({ id: `fil_${name}`, name, media_type: "image/png", size: 10, width: null, height: null, url: `/${name}`, small_url: null });
const fileNamed = (name: string) => new File([new Uint8Array(10)], name);
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A tab whose uploads end when told. */
function world({ tab = openStore([]), hasActed = true } = {}) {
  const ends = new Map<string, () => void>();
  const sent: (string | null)[] = [];
  const attaching = openAttaching({
    tab,
    prefix: "deskbell:icw_test:",
    mayKeep: () => hasActed,
    rules: () => ({ endings: [], max_bytes: 1_000, max_files: 10 }),
    upload: (file) => new Promise((resolve) => ends.set(file.name, () => resolve(attachmentOf(file.name)))),
    prepare: async (file) => ({ file, preview: null }),
    send: (id) => void sent.push(id),
  });
  const states = (id: string | null) => attaching.of(id).items.value.map((one) => `${one.name} ${one.state}`);
  return { attaching, tab, ends, sent, states };
}

test("each conversation has files of its own, and a new one's go on in what it becomes", async () => {
  const { attaching, states, ends, sent } = world();
  attaching.of("cnv_a").add([fileNamed("a.png")]);
  attaching.of(null).add([fileNamed("new.png")]);
  await settle();
  assert.deepEqual([states("cnv_a"), states(null)], [["a.png uploading"], ["new.png uploading"]]);

  attaching.of(null).isAwaited.value = true;
  attaching.begin("cnv_b");
  ends.get("new.png")?.();
  await settle();

  assert.deepEqual([states("cnv_b"), states(null), sent], [["new.png ready"], [], ["cnv_b"]]);
});

test("what is uploaded outlives a reload, and what was on its way is named as lost", async () => {
  const { attaching, tab, ends } = world();
  attaching.of("cnv_a").add([fileNamed("a.png"), fileNamed("slow.png")]);
  await settle();
  ends.get("a.png")?.();
  await settle();

  const reloaded = world({ tab });
  assert.deepEqual(reloaded.states("cnv_a"), ["a.png ready", "slow.png refused"]);
  assert.ok(reloaded.attaching.of("cnv_a").items.value[1]?.problem);

  reloaded.attaching.of("cnv_a").take();
  assert.deepEqual(world({ tab }).states("cnv_a"), []);
});

test("files that were only picked are not remembered of a browser that has not acted", async () => {
  const { attaching, tab } = world({ hasActed: false });
  attaching.of(null).add([fileNamed("a.png")]);
  await settle();

  assert.deepEqual(tab.keys(""), []);
});

test("after a session has lapsed a file is uploaded anew where it is at hand, and asked for where it is not", async () => {
  const before = world();
  before.attaching.of("cnv_a").add([fileNamed("old.png")]);
  await settle();
  before.ends.get("old.png")?.();
  await settle();
  const { attaching, states, ends } = world({ tab: before.tab });
  attaching.of("cnv_a").add([fileNamed("new.png")]);
  await settle();
  ends.get("new.png")?.();
  await settle();

  attaching.expire();

  assert.deepEqual(states("cnv_a"), ["old.png refused", "new.png failed"]);
});

test("whoever leaves leaves no files behind", async () => {
  const { attaching, tab, ends, states } = world();
  attaching.of("cnv_a").add([fileNamed("a.png")]);
  await settle();
  ends.get("a.png")?.();
  await settle();

  attaching.clear();

  assert.deepEqual([states("cnv_a"), tab.keys("")], [[], []]);
});
