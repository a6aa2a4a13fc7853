// Entry of the panel's frame: reads its configuration, greets the page around it, and draws. What the page then says
// is heard in `ear.ts`.

import { effect } from "@preact/signals";
import { render } from "preact";
import { isComposing } from "../shared/composing";
import type { PanelConfig } from "../shared/protocol";
import { speakFor } from "../shared/languages";
import { hurryWhenBack } from "../shared/socket";
import { openStore } from "../shared/storage";
import { aloneIn } from "./alone";
import { openBridge } from "./bridge";
import { openChime } from "./chime";
import { openEar } from "./ear";
import { applyLook } from "./look";
import { reportOf } from "./state/page";
import type { TabNews } from "./state/hooks";
import { openPanel } from "./state/panel";
import { App } from "./views/app";

const config = JSON.parse(document.getElementById("deskbell-config")?.textContent ?? "") as PanelConfig;
// Beside the console's form nothing is remembered, and nothing of what this browser knows as a visitor shows.
const isPreview = new URLSearchParams(location.search).has("preview");
const tabs = "BroadcastChannel" in window && !isPreview ? new BroadcastChannel(`deskbell:${config.app_id}`) : null;
const store = isPreview ? openStore([]) : openStore();

const panel = openPanel(
  config,
  store,
  {
    emit(name, detail) {
      bridge.say({ type: "event", name, detail });
      // Who reads along needs no bell.
      if (name === "message:received" && !(panel.facts.isLooking.value && document.hasFocus())) chime.play();
    },
    acted: (hasActed) => bridge.say({ type: "acted", hasActed }),
    identified: (identified, verified) => bridge.say({ type: "identity", identified, verified }),
    tellTabs: (news) => tabs?.postMessage(news),
  },
  {
    isPreview,
    tab: openStore(isPreview ? [] : [() => sessionStorage]),
    solve: async (challenge) => (await import("./proof/solver")).solve(challenge),
    alone: aloneIn(navigator.locks),
  },
);
const hasSession = () => panel.session.token.value !== null;
const chime = openChime(store, `deskbell:${config.app_id}:sound`, hasSession);
const ear = openEar({ panel, say: (message) => bridge.say(message), learnLanguage, drawn: () => drawn, close });
let drawn: Promise<void> = Promise.resolve();
let languages = 0;

const bridge = openBridge(config.allowed_origins, {
  introduced(init, from) {
    ear.introduced(init, from);
    void learnLanguage(init.locale ?? navigator.language);
    void panel.session.moved(reportOf(init.page, from));
    if (panel.hasActed()) bridge.say({ type: "acted", hasActed: true });
    effect(() => bridge.say({ type: "unread", count: panel.facts.unread.value, teaser: panel.teaser.value, isInTitle: panel.config.features.title }));
    if (panel.hasActed() && panel.places.remembered() !== null) bridge.say({ type: "reopen" });
    // What is already waiting from before a reload goes out as soon as there is a line.
    if (!hasSession()) panel.outbox.pump();
    // Nothing of whoever was here last is even asked for while the page is about to name another.
    else if (init.isNaming !== true) void panel.resume();
  },
  heard: ear.heard,
});

/** The words of the page's language, else of the reader's own; then everything is drawn in them. */
function learnLanguage(tag: string): Promise<void> {
  return (drawn = speak(tag, ++languages));
}

async function speak(tag: string, mine: number): Promise<void> {
  const wishes = [tag, ...navigator.languages];
  const spoken = await speakFor(wishes, () => mine === languages);
  // The one that was asked for last is spoken, however long another one takes to come.
  if (spoken === null) return drawn;
  const { language, direction } = spoken;
  panel.site.wishes.value = wishes;
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  const root = document.getElementById("deskbell-panel");
  if (root) render(<App panel={panel} chime={chime} close={close} key={tag} />, root);
}

function close(): void {
  bridge.say({ type: "close" });
}

effect(() => applyLook(panel.site.config.value.colors, ear.theme.value ?? panel.site.config.value.theme));
document.addEventListener("visibilitychange", ear.look);
addEventListener("keydown", (event) => event.key === "Escape" && !isComposing(event) && !event.defaultPrevented && close());
tabs?.addEventListener("message", (event: MessageEvent<TabNews>) => panel.hearTab(event.data));
// A tab that was asleep may have missed the news that another renewed the token.
if (!isPreview) addEventListener("storage", () => void panel.session.current());
hurryWhenBack(panel.line);
