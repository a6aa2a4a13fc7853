// The live line to the server: keeps one transport open, comes back with growing pauses, and remembers how far it has
// heard (`after`), so that after any interruption exactly the missed frames arrive.
//
// **Invariant:** `after` moves only by frames that arrive in the order of the log. An `ack` is not one of them: it may
// overtake frames that were committed before it.

import { signal, type ReadonlySignal } from "@preact/signals";
import { backoffMs } from "./backoff";
import { toJson } from "./well_formed";

export interface TransportHooks<Heard> {
  heard(frame: Heard): void;
  /** Something arrived, even if only a sign of life. */
  alive(): void;
  ended(): void;
}

export interface Transport<Said> {
  send(frame: Said): boolean;
  close(): void;
}

type Open<Said, Heard> = (after: number | null, hooks: TransportHooks<Heard>) => Transport<Said>;

export interface LineOptions<Said, Heard> {
  openSocket: Open<Said, Heard>;
  openStream: Open<Said, Heard>;
  /** Applies one frame to the state. */
  apply(frame: Heard): void;
  /** Fetches everything anew and returns the position from which frames follow. */
  refetch(): Promise<number | null>;
  /** The server ended this for good: `signed_out`, `site_inactive`, … */
  refused(code: string): void;
  /** Live from now on: send what waits. */
  connected(): void;
  /** Not live any more: nothing on the wire is certain. */
  disconnected(): void;
}

export type LineState = "off" | "connecting" | "live" | "waiting";

export interface Line<Said> {
  readonly state: ReadonlySignal<LineState>;
  start(after: number | null): void;
  /** False when the frame could not be sent now. */
  say(frame: Said): boolean;
  /** Tries at once instead of waiting for the pause to end. */
  hurry(): void;
  /** Ends this transport and comes back with a new one; from `position` on, what was heard before is heard again. */
  restart(position?: number): void;
  stop(): void;
}

/** Longest silence before the line counts as dead, in milliseconds. The server speaks every 25 s. */
const SILENCE_MS = 60_000;
/** How long a transport may take until `ready`. */
const OPENING_MS = 15_000;
/** How long a line must live until its loss is the first again: a server may take each connection only to close it. */
const STEADY_MS = 10_000;
/** How long the stream is used before a WebSocket is tried again: networks change when people move. */
const STREAM_MS = 10 * 60_000;
/** A server that sends a line back to the start more often than this, in milliseconds, gets growing pauses. */
const RELOAD_CALM_MS = 60_000;
const FINAL = new Set(["signed_out", "site_inactive", "origin_not_allowed"]);

interface AnyFrame {
  type: string;
  seq?: number;
  code?: string;
}

export function openLine<Said, Heard extends AnyFrame>(options: LineOptions<Said, Heard>): Line<Said> {
  const state = signal<LineState>("off");
  let after: number | null = null;
  let transport: Transport<Said> | null = null;
  let attempt = 0;
  let socketFailures = 0;
  let retry = 0;
  let watch = 0;
  let steady = 0;
  let generation = 0;
  let reloads = 0;
  let reloadedAt = -Infinity;

  const guard = (delay_ms: number) => {
    clearTimeout(watch);
    watch = setTimeout(() => line.restart(), delay_ms) as unknown as number;
  };

  const connect = () => {
    clearTimeout(retry);
    const isStream = socketFailures >= 2;
    const mine = ++generation;
    const isMine = () => mine === generation;
    let isReady = false;
    let switching = 0;
    state.value = "connecting";
    guard(OPENING_MS);

    const ended = () => {
      clearTimeout(switching);
      if (!isMine()) return;
      socketFailures = failuresAfter(socketFailures, isStream, isReady);
      lose();
      wait();
    };
    const ready = () => {
      isReady = true;
      steady = setTimeout(() => (attempt = 0), STEADY_MS) as unknown as number;
      if (isStream) {
        switching = setTimeout(() => isMine() && ((socketFailures = 1), line.restart()), STREAM_MS) as unknown as number;
      } else {
        socketFailures = 0;
      }
      state.value = "live";
      options.connected();
    };
    const heard = (frame: Heard) => {
      if (!isMine()) return;
      guard(SILENCE_MS);
      if (frame.type === "error" && FINAL.has(frame.code ?? "")) return end(frame.code ?? "");
      if (frame.type === "reload") return reload();
      if (frame.type !== "ready") options.apply(frame);
      after = positionAfter(after, frame);
      if (frame.type === "ready" && !isReady) ready();
    };
    const open = isStream ? options.openStream : options.openSocket;
    transport = open(after, { heard, ended, alive: () => isMine() && isReady && guard(SILENCE_MS) });
  };

  const lose = () => {
    generation += 1;
    clearTimeout(watch);
    clearTimeout(steady);
    const lost = transport;
    transport = null;
    lost?.close();
    options.disconnected();
  };
  const wait = () => {
    state.value = "waiting";
    retry = setTimeout(connect, backoffMs(attempt, Math.random())) as unknown as number;
    attempt += 1;
  };
  const end = (code: string) => {
    line.stop();
    options.refused(code);
  };
  /** At once the first time. `ready` ends the pauses of a lost connection but not these: it comes before each reload. */
  const reload = () => {
    lose();
    state.value = "waiting";
    const now = Date.now();
    reloads = now - reloadedAt < RELOAD_CALM_MS ? reloads + 1 : 0;
    reloadedAt = now;
    if (reloads === 0) return void startOver(generation);
    const mine = generation;
    retry = setTimeout(() => void startOver(mine), backoffMs(reloads - 1, Math.random())) as unknown as number;
  };
  const startOver = async (mine: number) => {
    if (mine !== generation) return;
    try {
      const position = await options.refetch();
      if (mine !== generation) return;
      after = position;
      connect();
    } catch {
      if (mine === generation) wait();
    }
  };

  const line: Line<Said> = {
    state,
    start(from) {
      if (state.value !== "off") return;
      after = from;
      attempt = 0;
      connect();
    },
    say: (frame) => state.value === "live" && transport !== null && transport.send(frame),
    hurry() {
      if (state.value !== "waiting") return;
      attempt = 0;
      connect();
    },
    restart(position) {
      if (state.value === "off") return;
      if (position !== undefined && after !== null) after = Math.min(after, position);
      if (state.value === "waiting") return;
      if (state.value === "connecting" && socketFailures < 2) socketFailures += 1;
      lose();
      wait();
    },
    stop() {
      if (state.value === "off") return;
      clearTimeout(retry);
      lose();
      state.value = "off";
    },
  };
  return line;
}

/** The next position. Only frames of the log move it, and `ready` only when there was none. */
export function positionAfter(after: number | null, frame: AnyFrame): number | null {
  if (typeof frame.seq !== "number" || frame.type === "ack") return after;
  if (frame.type === "ready") return after ?? frame.seq;
  return Math.max(after ?? 0, frame.seq);
}

/** Two sockets in a row that never opened: try the stream. A stream that never opened: the server is away, back to sockets. */
function failuresAfter(failures: number, isStream: boolean, wasReady: boolean): number {
  if (wasReady) return isStream ? 2 : 0;
  return isStream ? 0 : failures + 1;
}

/** Opens a WebSocket to our own server. `hello` is the first thing said, if there is one. */
export function openSocket<Said, Heard>(path: string, hello: Said | null, hooks: TransportHooks<Heard>): Transport<Said> {
  const socket = new WebSocket(new URL(path, location.href).href.replace(/^http/, "ws"));
  const send = (frame: Said) => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(toJson(frame));
    return true;
  };
  socket.onopen = () => void (hello !== null && send(hello));
  socket.onmessage = (event) => hooks.heard(JSON.parse(String(event.data)) as Heard);
  socket.onclose = hooks.ended;
  return { send, close: () => socket.close() };
}

/** Comes back at once when the network or the reader does. Returns a function that stops listening. */
export function hurryWhenBack(line: Line<never>): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener("online", () => line.hurry(), { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && line.hurry(), { signal });
  return () => listening.abort();
}
