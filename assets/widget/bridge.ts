// The frame's half of the conversation with the loader. The greeting is for anyone and holds nothing; the answer counts
// only when it comes from the page around us and that page is on the site's list.

import type { FrameHello, FrameSays, LoaderInit, LoaderSays } from "../shared/bridge";

export interface Bridge {
  say(message: FrameSays): void;
}

export interface BridgeHooks {
  /** The page has introduced itself; `origin` is what the browser vouches for. */
  introduced(init: LoaderInit, origin: string): void;
  heard(message: LoaderSays): void;
}

export function openBridge(allowedOrigins: readonly string[], hooks: BridgeHooks): Bridge {
  let port: MessagePort | null = null;

  const answered = (event: MessageEvent) => {
    const init = event.data as Partial<LoaderInit> | null;
    const [given] = event.ports;
    if (event.source !== parent || init?.deskbell !== "init" || given === undefined || port !== null) return;
    if (allowedOrigins.length > 0 && !allowedOrigins.includes(event.origin)) return;
    if (init.page === undefined) return;
    removeEventListener("message", answered);
    port = given;
    hooks.introduced(init as LoaderInit, event.origin);
    port.onmessage = (message) => hooks.heard(message.data as LoaderSays);
  };
  addEventListener("message", answered);
  const hello: FrameHello = { deskbell: "hello", v: 1 };
  if (parent !== window) parent.postMessage(hello, "*");

  return { say: (message) => port?.postMessage(message) };
}
