import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { backoffMs } from "../shared/backoff";
import type { VisitorHears, VisitorSays } from "../shared/protocol";
import { openLine, positionAfter, type TransportHooks } from "../shared/socket";
import { splitEvents } from "../shared/stream";

type Opened = { kind: "socket" | "stream"; after: number | null; hooks: TransportHooks<VisitorHears> };

function world() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const opened: Opened[] = [];
  const applied: string[] = [];
  const refused: string[] = [];
  const fetches = { count: 0 };
  const open = (kind: Opened["kind"]) => (after: number | null, hooks: TransportHooks<VisitorHears>) => {
    opened.push({ kind, after, hooks });
    return { send: () => true, close: () => undefined };
  };
  const line = openLine<VisitorSays, VisitorHears>({
    openSocket: open("socket"),
    openStream: open("stream"),
    apply: (frame) => void applied.push(frame.type),
    refetch: () => Promise.resolve((fetches.count += 1) + 899),
    refused: (code) => void refused.push(code),
    connected: () => undefined,
    disconnected: () => undefined,
  });
  return { line, opened, applied, refused, fetches, last: () => opened.at(-1)! };
}

/** What was promised has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test("pauses grow from half a second to half a minute, half of each by chance", () => {
  assert.deepEqual([0, 1, 2, 3].map((attempt) => backoffMs(attempt, 1)), [500, 1_000, 2_000, 4_000]);
  assert.deepEqual([backoffMs(0, 0), backoffMs(50, 0), backoffMs(50, 1)], [250, 15_000, 30_000]);
});

test("only frames that come in order of the log move the position", () => {
  assert.equal(positionAfter(null, { type: "ready", seq: 7 }), 7);
  assert.equal(positionAfter(3, { type: "ready", seq: 7 }), 3);
  assert.equal(positionAfter(3, { type: "ack", seq: 9 }), 3);
  assert.equal(positionAfter(3, { type: "message", seq: 4 }), 4);
  assert.equal(positionAfter(8, { type: "position", seq: 4 }), 8);
  assert.equal(positionAfter(8, { type: "typing" }), 8);
});

test("after a lost connection the line comes back from where it was", () => {
  const { line, opened, last } = world();
  line.start(5);
  last().hooks.heard({ type: "ready", seq: 9 });
  assert.equal(line.state.value, "live");
  last().hooks.heard({ type: "position", seq: 8 });

  last().hooks.ended();
  assert.equal(line.state.value, "waiting");
  mock.timers.tick(500);

  assert.deepEqual(opened.map((one) => [one.kind, one.after]), [["socket", 5], ["socket", 8]]);
});

test("two sockets that never opened lead to the stream, a silent server back to sockets", () => {
  const { line, opened, last } = world();
  line.start(null);
  last().hooks.ended();
  mock.timers.tick(30_000);
  last().hooks.ended();
  mock.timers.tick(30_000);
  last().hooks.ended();
  mock.timers.tick(30_000);

  assert.deepEqual(opened.map((one) => one.kind), ["socket", "socket", "stream", "socket"]);
});

test("a stream that works is left for a socket after a while", () => {
  const { line, opened, last } = world();
  line.start(null);
  for (let failures = 0; failures < 2; failures += 1) {
    last().hooks.ended();
    mock.timers.tick(30_000);
  }
  last().hooks.heard({ type: "ready", seq: 1 });
  for (let minute = 0; minute < 22; minute += 1) {
    if (last().kind === "stream") last().hooks.heard({ type: "position", seq: minute });
    mock.timers.tick(30_000);
  }

  assert.equal(opened[2]?.kind, "stream");
  assert.equal(opened[3]?.kind, "socket");
});

test("a server that takes each connection and closes it is asked with growing pauses", () => {
  const { line, opened, last } = world();
  line.start(null);
  const counts = [0, 1, 2, 3, 4, 5].map(() => {
    last().hooks.heard({ type: "ready", seq: 1 });
    mock.timers.tick(9_000);
    last().hooks.ended();
    const before = opened.length;
    let waited = 0;
    for (; opened.length === before; waited += 250) mock.timers.tick(250);
    return waited;
  });
  assert.ok(counts.at(-1)! >= 8_000, `the sixth pause was ${counts.at(-1)} ms`);

  last().hooks.heard({ type: "ready", seq: 1 });
  mock.timers.tick(10_000);
  last().hooks.ended();
  mock.timers.tick(500);
  assert.deepEqual([opened.length, line.state.value], [8, "connecting"]);
  line.stop();
});

test("a minute of silence is the end of a connection", () => {
  const { line, opened, last } = world();
  line.start(null);
  last().hooks.heard({ type: "ready", seq: 1 });

  mock.timers.tick(59_000);
  assert.equal(opened.length, 1);
  mock.timers.tick(1_000);
  mock.timers.tick(500);

  assert.equal(opened.length, 2);
});

test("an end for good is final, and frames of an old connection are not heard", () => {
  const { line, opened, applied, refused, last } = world();
  line.start(null);
  const old = last().hooks;
  old.heard({ type: "ready", seq: 1 });

  old.heard({ type: "error", code: "signed_out", detail: "" });
  old.heard({ type: "read", seq: 2, conversation_id: "cnv_a", number: 1 });
  mock.timers.tick(60_000);

  assert.deepEqual([opened.length, applied, refused, line.state.value], [1, [], ["signed_out"], "off"]);
});

test("too far behind, everything is fetched anew and the line follows from there", async () => {
  const { line, last } = world();
  line.start(3);
  last().hooks.heard({ type: "ready", seq: 800 });

  last().hooks.heard({ type: "reload" });
  await settled();

  assert.equal(last().after, 900);
});

test("a server that says reload again and again is asked with growing pauses", async () => {
  const { line, opened, fetches, last } = world();
  const reload = async () => {
    last().hooks.heard({ type: "ready", seq: 800 });
    last().hooks.heard({ type: "reload" });
    await settled();
  };
  line.start(3);
  await reload();
  assert.deepEqual([opened.length, fetches.count], [2, 1]);

  await reload();
  assert.deepEqual([opened.length, fetches.count], [2, 1]);
  mock.timers.tick(500);
  await settled();
  assert.deepEqual([opened.length, fetches.count], [3, 2]);

  await reload();
  mock.timers.tick(499);
  await settled();
  assert.equal(fetches.count, 2);
  mock.timers.tick(501);
  await settled();
  assert.deepEqual([opened.length, fetches.count], [4, 3]);

  last().hooks.heard({ type: "ready", seq: 800 });
  for (let part = 0; part < 2; part += 1) {
    mock.timers.tick(31_000);
    last().hooks.heard({ type: "position", seq: 1_000 });
  }
  await reload();
  assert.deepEqual([opened.length, fetches.count], [5, 4]);
});

test("a line that was stopped while it paused before a reload stays off", async () => {
  const { line, opened, fetches, last } = world();
  line.start(3);
  for (let times = 0; times < 2; times += 1) {
    last().hooks.heard({ type: "reload" });
    await settled();
  }

  line.stop();
  mock.timers.tick(60_000);
  await settled();

  assert.deepEqual([opened.length, fetches.count, line.state.value], [2, 1, "off"]);
});

test("events of the stream are cut whole, whatever the pieces", () => {
  const text = ': hello\n\ndata: {"a":1}\n\nevent: x\ndata: {"b":\ndata: 2}\r\n\r\ndata: {"c"';

  const { events, rest } = splitEvents(text);

  assert.deepEqual(events, ['{"a":1}', '{"b":\n2}']);
  assert.equal(rest, 'data: {"c"');
});
