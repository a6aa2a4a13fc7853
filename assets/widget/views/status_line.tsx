// One line that says when something is wrong with the connection, or why a message waits.

import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";

/** How long a lost connection stays unmentioned, in milliseconds: most are back before anybody would notice. */
const PATIENCE_MS = 3_000;

export function StatusLine({ panel }: { panel: PanelState }) {
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
  const words = () => {
    if (panel.isPreview) return panel.places.current.value === "conversation" ? say("preview_note") : "";
    if (!isOnline.value) return say("offline");
    if (panel.facts.isUnreachable.value) return say("unreachable");
    if (isLate.value) return say("reconnecting");
    return panel.facts.isSlowed.value ? say("sending_slowly") : "";
  };
  return (
    <p class="panel__connection" role="status">
      {words()}
    </p>
  );
}
