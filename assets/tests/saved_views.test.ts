// Saved views change at once, and nothing that was asked for before brings the old ones back.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { signal } from "@preact/signals";
import { openDeeds } from "../inbox/state/deeds";
import { openDirectory } from "../inbox/state/directory";
import { openSavedViews } from "../inbox/state/saved_views";
import type { Catalogue, SavedViewOf } from "../inbox/state/wire";
import { heed } from "./support";

const GOLD = { id: "svw_1", name: "Gold", filters: {}, sort: "newest", is_shared: false, version: 1 } as unknown as SavedViewOf;
const SILVER = { ...GOLD, id: "svw_2", name: "Silver" };

/** The clock of these tests moves by hand, this one goes. */
const { setTimeout: goes } = globalThis;
const settled = () => new Promise<void>((resolve) => goes(resolve, 5));

/** So long does the directory wait before it asks, at most, in milliseconds. */
const SOON_MS = 500;

/** A server that answers when it is told to, in any order. */
function world() {
  mock.timers.enable({ apis: ["setTimeout"] });
  const open: { asked: string; body: unknown; answer: (body: unknown, status?: number) => void }[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = ((path: string, { method = "GET", body: sent }: { method?: string; body?: string }) =>
    new Promise((resolve) => open.push({ asked: `${method} ${path}`, body: sent && JSON.parse(sent), answer: (body, status = 200) => resolve(new Response(status === 204 ? null : JSON.stringify(body), { status })) }))) as typeof fetch;
  const isOver = signal(false);
  const directory = openDirectory("agt_ana", async (act) => act().catch(() => undefined), () => isOver.value);
  const deeds = openDeeds(heed);
  const views = openSavedViews(directory, deeds, heed);
  directory.savedViews.value = [GOLD, SILVER];
  return {
    isOver,
    directory,
    views,
    open,
    asked: () => open.map((one) => one.asked),
    shown: () => directory.savedViews.value.map((one) => one.name),
    catalogue: (saved_views: readonly SavedViewOf[]) => ({ agents: [], teams: [], tags: [], sites: [], saved_views, seq: 1 }) as unknown as Catalogue,
    end() {
      deeds.close();
      mock.timers.reset();
      globalThis.fetch = fetch;
    },
  };
}

test("a deleted view stays deleted though the directory was being asked for, and asks again once it is gone", async () => {
  const { directory, views, open, asked, shown, catalogue, end } = world();
  void directory.renew();
  const removed = views.remove(GOLD);
  await settled();
  assert.deepEqual(asked(), ["GET /api/inbox/directory", "DELETE /api/inbox/views/svw_1"]);

  open[0]!.answer(catalogue([GOLD, SILVER]));
  await settled();
  assert.deepEqual(shown(), ["Silver"]);
  await directory.renew();
  assert.equal(open.length, 2, "what is asked while it is on its way could be from before it");

  open[1]!.answer(null, 204);
  await removed;
  mock.timers.tick(SOON_MS);
  await settled();
  assert.deepEqual(asked().slice(2), ["GET /api/inbox/directory"]);
  open[2]!.answer(catalogue([SILVER]));
  await settled();
  assert.deepEqual(shown(), ["Silver"]);
  end();
});

test("of many orders in a row the server hears the last one last, and not each", async () => {
  const { views, open, asked, shown, catalogue, end } = world();
  const first = views.move(GOLD.id, 1);
  await settled();
  const others = [views.move(SILVER.id, 1), views.move(GOLD.id, 1), views.move(SILVER.id, 1)];
  await settled();
  assert.deepEqual([asked(), shown()], [["PUT /api/inbox/views/order"], ["Gold", "Silver"]]);

  open[0]!.answer(null, 204);
  await first;
  await settled();
  assert.deepEqual(open.map((one) => one.body), [{ ids: ["svw_2", "svw_1"] }, { ids: ["svw_1", "svw_2"] }], "what was wished in between is no request");
  open[1]!.answer(null, 204);
  await Promise.all(others);
  mock.timers.tick(SOON_MS);
  await settled();
  open[2]!.answer(catalogue([GOLD, SILVER]));
  await settled();
  assert.deepEqual(shown(), ["Gold", "Silver"]);
  end();
});

test("a change that waits for its turn goes out when the page is left", async () => {
  const { views, open, asked, catalogue, end } = world();
  void views.remove(GOLD);
  const second = views.remove(SILVER);
  await settled();
  assert.equal(open.length, 1);
  views.leave();
  await settled();
  assert.deepEqual(asked(), ["DELETE /api/inbox/views/svw_1", "DELETE /api/inbox/views/svw_2"]);
  for (const one of open) one.answer(null, 204);
  await second;
  mock.timers.tick(SOON_MS);
  open.at(-1)!.answer(catalogue([]));
  await settled();
  end();
});

test("a change that the server refuses is taken back, also while another one is on its way", async () => {
  const { views, open, shown, catalogue, end } = world();
  const first = views.remove(GOLD);
  const second = views.remove(SILVER);
  await settled();
  assert.deepEqual(shown(), []);

  open[0]!.answer({ type: "/problems/unavailable", title: "Unavailable", status: 503, detail: "Try again." }, 503);
  await first;
  await settled();
  open[1]!.answer(null, 204);
  await second;
  mock.timers.tick(SOON_MS);
  await settled();
  assert.equal(open[2]!.asked, "GET /api/inbox/directory");
  open[2]!.answer(catalogue([GOLD]));
  await settled();
  assert.deepEqual(shown(), ["Gold"]);
  end();
});

test("a directory that cannot be had is asked for again by itself, until nobody is signed in", async () => {
  const { isOver, directory, open, shown, catalogue, end } = world();
  const refused = { type: "/problems/unavailable", title: "Unavailable", status: 503, detail: "Try again." };
  const renewed = directory.renew();
  open[0]!.answer(refused, 503);
  await renewed;
  mock.timers.tick(SOON_MS);
  await settled();
  assert.equal(open.length, 2);
  open[1]!.answer(catalogue([SILVER]));
  await settled();
  assert.deepEqual([shown(), directory.isKnown.value], [["Silver"], true]);

  const again = directory.renew();
  isOver.value = true;
  open[2]!.answer(refused, 503);
  await again;
  mock.timers.tick(SOON_MS);
  await settled();
  assert.equal(open.length, 3);
  end();
});
