// The whole panel: header, thread, composer, and the line that says when something is wrong with the connection.

import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Composer } from "../../ui/composer";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { Header } from "./header";
import { ThreadView } from "./thread";

export function App({ panel, close }: { panel: PanelState; close: () => void }) {
  const { config } = panel;
  return (
    <div class="panel" role="dialog" aria-label={say("conversation_with", { name: config.brand.name })}>
      <Header panel={panel} close={close} />
      <ThreadView panel={panel} />
      <ConnectionLine panel={panel} />
      {panel.facts.loading.value === "unavailable" ? (
        <p class="panel__unavailable" role="status">
          {say("unavailable")}
        </p>
      ) : (
        <Composer
          id="message"
          draft={panel.draft.text}
          label={say("write_message")}
          placeholder={say("write_placeholder")}
          maxChars={config.message_max_chars}
          send={panel.send}
          changed={panel.typed}
          picking={config.features.files ? panel.picking : null}
          hasEmoji={config.features.emoji}
        />
      )}
    </div>
  );
}

/** How long a lost connection stays unmentioned, in milliseconds: most are back before anybody would notice. */
const PATIENCE_MS = 3_000;

function ConnectionLine({ panel }: { panel: PanelState }) {
  const isLate = useSignal(false);
  const isOnline = useSignal(navigator.onLine);
  const isTrying = useComputed(() => panel.line.state.value === "waiting" || panel.line.state.value === "connecting");
  useSignalEffect(() => {
    if (!isTrying.value) {
      isLate.value = false;
      return;
    }
    const timer = setTimeout(() => (isLate.value = true), PATIENCE_MS);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    const listening = new AbortController();
    const look = () => (isOnline.value = navigator.onLine);
    addEventListener("online", look, listening);
    addEventListener("offline", look, listening);
    return () => listening.abort();
  }, []);
  const words = !isOnline.value ? say("offline") : isLate.value ? say("reconnecting") : "";
  return (
    <p class="panel__connection" role="status">
      {words}
    </p>
  );
}
