// The whole panel: the place one is in, the line about the connection, and the way to the other places.

import { say } from "../../shared/strings";
import type { Chime } from "../chime";
import type { PanelState } from "../state/panel";
import { Conversation } from "./conversation";
import { Home } from "./home";
import { lazy } from "./lazy";
import { Messages } from "./messages";
import { StatusLine } from "./status_line";
import { Tabs } from "./tabs";

const ActivityPlace = lazy(() => import("./activity").then((module) => module.ActivityPlace));

export interface AppProps {
  panel: PanelState;
  chime: Chime;
  close(): void;
}

export function App({ panel, chime, close }: AppProps) {
  const place = panel.places.current.value;
  return (
    <div class={`panel panel--${place}`} role="dialog" aria-label={say("conversation_with", { name: panel.config.brand.name })}>
      <main class="panel__place">
        {place === "home" && <Home panel={panel} close={close} />}
        {place === "messages" && <Messages panel={panel} close={close} />}
        {place === "activity" && <ActivityPlace panel={panel} close={close} />}
        {place === "conversation" && <Conversation panel={panel} chime={chime} close={close} />}
      </main>
      <StatusLine panel={panel} />
      {place !== "conversation" && <Tabs panel={panel} />}
    </div>
  );
}
