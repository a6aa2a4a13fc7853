// The panel's frame, and the handshake with it. The frame says hello to anyone (the greeting holds nothing); only the
// frame we made, speaking from our server's origin, is answered, and it is answered with a private port.
//
// **Invariant:** nothing secret passes here in either direction. The visitor's token never leaves the frame.

import type { FrameHello, FrameSays, LoaderInit, LoaderSays } from "../../shared/bridge";
import type { BoxHost } from "./contract";
import { describePage } from "./page";

export interface Frame {
  readonly element: HTMLIFrameElement;
  say(message: LoaderSays): void;
  /** Takes the frame away; returns what it never heard. */
  close(): LoaderSays[];
}

/** How long the frame may take to say hello, in milliseconds, before it counts as blocked. */
const HELLO_MS = 12_000;

/** How long it may take once its document is there: whoever speaks has spoken by then. */
const AFTER_LOAD_MS = 1_000;

export function openFrame(host: BoxHost, heard: (message: FrameSays) => void): Frame {
  const { address, campaign } = host;
  const base = new URL(address).origin;
  const element = document.createElement("iframe");
  element.src = address;
  let port: MessagePort | null = null;
  const waiting: LoaderSays[] = [];

  const tell = () => {
    if (!port) return;
    for (const message of waiting.splice(0)) {
      port.postMessage(message);
      // Not before the frame has said hello: when the focus comes while it still loads, Chromium can lose the keys.
      if (message.type === "open" && !message.isQuiet) element.focus();
    }
  };
  const greet = (event: MessageEvent) => {
    const hello = event.data as Partial<FrameHello> | null;
    if (event.source !== element.contentWindow || event.source === null || event.origin !== base) return;
    if (hello?.deskbell !== "hello") return;
    clearTimeout(timer);
    // The frame may load twice (moved in the document, or reloaded by the server): the newest port counts.
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (message) => heard(message.data as FrameSays);
    const isNaming = waiting.some(({ type }) => type === "identify");
    const answer: LoaderInit = { deskbell: "init", v: 1, page: describePage(campaign), isNaming, ...host.introduce() };
    element.contentWindow?.postMessage(answer, base, [channel.port2]);
    tell();
  };
  addEventListener("message", greet);
  let timer = setTimeout(host.silent, HELLO_MS);
  element.addEventListener("load", () => {
    clearTimeout(timer);
    if (!port) timer = setTimeout(host.silent, AFTER_LOAD_MS);
  });

  return {
    element,
    say(message) {
      waiting.push(message);
      tell();
    },
    close() {
      removeEventListener("message", greet);
      clearTimeout(timer);
      element.remove();
      port?.close();
      return waiting;
    },
  };
}
