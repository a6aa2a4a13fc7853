// The way round for networks that block WebSockets: frames come as server-sent events over one long `fetch`
// (EventSource cannot send a token) and go out as POSTs.

import { call } from "./api";
import type { Frames } from "./types";
import type { Transport, TransportHooks } from "./socket";

export interface StreamAddress {
  /** Address of the stream. */
  url: string;
  /** Where frames are posted. */
  frames_url: string;
  token: string | null;
}

/** Opens the stream. It reports through the hooks, exactly like a socket. */
export function openStream<Said, Heard>(address: StreamAddress, hooks: TransportHooks<Heard>): Transport<Said> {
  const stopping = new AbortController();
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    stopping.abort();
    hooks.ended();
  };
  void read(address, stopping.signal, hooks).then(end, end);
  return {
    send(frame) {
      call<Frames<Heard>>(address.frames_url, { method: "POST", body: frame, token: address.token, signal: stopping.signal })
        .then((answer) => answer.frames.forEach(hooks.heard))
        .catch(end);
      return !isOver;
    },
    close: end,
  };
}

async function read<Heard>(address: StreamAddress, signal: AbortSignal, hooks: TransportHooks<Heard>): Promise<void> {
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (address.token) headers["Authorization"] = `Bearer ${address.token}`;
  const response = await fetch(address.url, { headers, signal, cache: "no-store" });
  if (response.status === 401) return hooks.heard({ type: "error", code: "signed_out", detail: "" } as Heard);
  if (!response.ok || response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let pending = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { events, rest } = splitEvents(pending + decoder.decode(value, { stream: true }));
    pending = rest;
    hooks.alive();
    for (const event of events) hooks.heard(JSON.parse(event) as Heard);
  }
}

/** Cuts what has arrived so far into whole events (their data) and the unfinished rest. Comments are dropped. */
export function splitEvents(buffer: string): { events: string[]; rest: string } {
  const blocks = buffer.replace(/\r\n?/g, "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.map(dataOf).filter((data) => data !== "");
  return { events, rest };
}

function dataOf(block: string): string {
  return block
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(line.startsWith("data: ") ? 6 : 5))
    .join("\n");
}
