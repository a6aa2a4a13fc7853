// Entry of the panel's frame: reads its configuration, greets the page around it and draws.

import { effect } from "@preact/signals";
import { render } from "preact";
import type { LoaderSays } from "../shared/bridge";
import type { PanelConfig, Theme } from "../shared/protocol";
import { hurryWhenBack } from "../shared/socket";
import { openStore } from "../shared/storage";
import { speak } from "../shared/strings";
import { openBridge } from "./bridge";
import { applyLook } from "./look";
import { readIdentity } from "./state/identity";
import { reportOf } from "./state/page";
import type { TabNews } from "./state/hooks";
import { openPanel } from "./state/panel";
import { App } from "./views/app";

const config = JSON.parse(document.getElementById("deskbell-config")?.textContent ?? "") as PanelConfig;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`deskbell:${config.app_id}`) : null;
let origin = location.origin;
let isOpen = false;

const panel = openPanel(config, openStore(), {
  emit: (name, detail) => bridge.say({ type: "event", name, detail }),
  acted: (hasActed) => bridge.say({ type: "acted", hasActed }),
  identified: (verified) => bridge.say({ type: "identity", identified: verified, verified }),
  tellTabs: (news) => tabs?.postMessage(news),
});

const bridge = openBridge(config.allowed_origins, {
  introduced(init, from) {
    origin = from;
    speak(init.locale ?? navigator.language);
    document.documentElement.lang = init.locale ?? navigator.language;
    applyLook(config.colors, init.theme ?? config.theme);
    void panel.session.moved(reportOf(init.page, origin));
    draw();
    if (panel.session.token.value !== null) bridge.say({ type: "acted", hasActed: true });
    effect(() => bridge.say({ type: "unread", count: panel.facts.unread.value }));
    // What is already waiting from before a reload goes out as soon as there is a line.
    if (panel.session.token.value !== null) void panel.resume();
    else panel.outbox.pump();
  },
  heard: (message) => hear(message),
});

function hear(message: LoaderSays): void {
  if (message.type === "open") return show(message);
  if (message.type === "close") {
    isOpen = false;
    look();
  } else if (message.type === "full") document.documentElement.classList.toggle("is-full", message.isFull);
  else if (message.type === "page") panel.session.moved(reportOf(message.page, origin)).catch(() => undefined);
  else if (message.type === "identify") panel.identify(readIdentity(message.identity, complain));
  else if (message.type === "logout") void panel.logout();
  else if (message.type === "theme") setTheme(message.theme);
  else if (message.type === "locale") {
    speak(message.locale);
    document.documentElement.lang = message.locale;
    draw();
  }
}

function setTheme(theme: Theme): void {
  if (["light", "dark", "auto"].includes(theme)) applyLook(config.colors, theme);
  else complain("setTheme takes light, dark or auto.");
}

function complain(text: string): void {
  bridge.say({ type: "warn", text });
}

function show({ text, wantsComposer, isFull }: Extract<LoaderSays, { type: "open" }>): void {
  isOpen = true;
  document.documentElement.classList.toggle("is-full", isFull);
  if (text !== undefined) panel.draft.offer(text);
  look();
  // On touch the composer would bring up the keyboard before anybody has read anything.
  const isPointerFine = matchMedia("(pointer: fine)").matches;
  requestAnimationFrame(() => document.getElementById(isPointerFine || wantsComposer ? "message" : "heading")?.focus());
}

function look(): void {
  panel.look(isOpen && document.visibilityState === "visible");
}

function close(): void {
  bridge.say({ type: "close" });
}

function draw(): void {
  const root = document.getElementById("deskbell-panel");
  if (root) render(<App panel={panel} close={close} key={document.documentElement.lang} />, root);
}

document.addEventListener("visibilitychange", look);
addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && close());
tabs?.addEventListener("message", (event: MessageEvent<TabNews>) => panel.hearTab(event.data));
hurryWhenBack(panel.line);
