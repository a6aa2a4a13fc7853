// When the browser is told of the address: with what it leads to, before anything that somebody does, and in order.

import assert from "node:assert/strict";
import process from "node:process";
import { mock, test } from "node:test";
import { effect } from "@preact/signals";
import { openAddress } from "../inbox/address";
import { openPlace } from "../inbox/state/place";

/** Whoever waits for a promise has heard of it. No time passes, so nothing is late. */
const heard = async () => {
  for (let turn = 0; turn < 5; turn += 1) await null;
};

function world() {
  const told: string[] = [];
  const acts: Record<"touched" | "moved", () => void> = { touched() {}, moved() {} };
  const room = { mayWait: true };
  const address = openAddress({
    path: () => "/inbox",
    push: (path) => told.push(`push ${path}`),
    replace: (path) => told.push(`replace ${path}`),
    moved: (act) => (acts.moved = act),
    mayWait: () => room.mayWait,
    touched: (act) => (acts.touched = act),
  });
  let arrive = () => {};
  const coming = () => new Promise<void>((resolve) => (arrive = resolve));
  return { address, told, acts, room, coming, arrives: () => arrive() };
}

test("a step waits for what it leads to, and one that waits for nothing is told at once", async () => {
  const { address, told, coming, arrives } = world();
  address.push("/a");
  address.waitFor(coming());
  address.push("/b");
  assert.deepEqual(told, ["push /a"]);

  arrives();
  await heard();

  assert.deepEqual(told, ["push /a", "push /b"]);
});

test("a key or a press comes after the step that waits, and the steps keep their order", async () => {
  const { address, told, acts, coming } = world();
  address.waitFor(coming());
  address.push("/b");
  address.replace("/c");
  acts.touched();
  address.push("/d");

  assert.deepEqual(told, ["push /b", "replace /c", "push /d"]);
});

test("whoever hears of a conversation that is opened may let its address wait, however it is opened", async () => {
  const { address, told, coming, arrives } = world();
  const place = openPlace(address);
  const ends = effect(() => {
    if (place.conversation_id.value !== null) address.waitFor(coming());
  });
  const opens = [() => place.open("cnv_a"), () => place.openAt("cnv_b", { number: 3, entry_id: null }), () => place.openView("open", { conversation_id: "cnv_c" }), () => place.replace("cnv_d")];
  for (const open of opens) {
    const before = told.length;
    open();
    assert.equal(told.length, before);

    arrives();
    await heard();

    assert.equal(told.length, before + 1);
  }
  assert.deepEqual(told, ["push /inbox/v/mine/c/cnv_a", "push /inbox/v/mine/c/cnv_b?m=3", "push /inbox/v/open/c/cnv_c", "replace /inbox/v/open/c/cnv_d"]);
  ends();
});

test("what is late is not waited for", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { address, told, coming } = world();
  address.waitFor(coming());
  address.push("/b");
  mock.timers.tick(99);
  assert.deepEqual(told, []);

  mock.timers.tick(1);

  assert.deepEqual(told, ["push /b"]);
  mock.timers.reset();
});

test("only the newest is waited for", async () => {
  const { address, told, coming, arrives } = world();
  address.waitFor(coming());
  address.push("/b");
  const first = arrives;
  address.waitFor(new Promise(() => {}));
  address.push("/c");
  first();
  await heard();

  assert.deepEqual(told, []);
  address.settle();
  assert.deepEqual(told, ["push /b", "push /c"]);
});

test("whoever goes back has left what was not told yet", () => {
  const { address, told, acts, coming } = world();
  let been = 0;
  address.moved(() => (been += 1));
  address.waitFor(coming());
  address.push("/b");
  acts.moved();
  address.push("/c");

  assert.deepEqual(told, ["push /c"]);
  assert.equal(been, 1);
});

test("where nothing may wait, what has waited is told first", () => {
  const { address, told, room, coming } = world();
  address.waitFor(coming());
  address.push("/b");
  room.mayWait = false;
  address.push("/c");

  assert.deepEqual(told, ["push /b", "push /c"]);
});

test("what could not be had is told of all the same, and its fault is not swallowed", async () => {
  const { address, told } = world();
  const listening = process.rawListeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const fault = new Promise((resolve) => process.once("unhandledRejection", resolve));
  address.waitFor(Promise.reject(new TypeError("a fault")));
  address.push("/b");

  assert.ok((await fault) instanceof TypeError);
  assert.deepEqual(told, ["push /b"]);
  for (const listener of listening) process.on("unhandledRejection", listener);
});
