// One line that says when something is wrong with the connection, or why a message waits.

import { useComputed } from "@preact/signals";
import { say } from "../../shared/strings";
import { useHasLasted, useIsOnline } from "../../ui/online";
import type { PanelState } from "../state/panel";

/** How long a lost connection stays unmentioned, in milliseconds: most are back before anybody would notice. */
const PATIENCE_MS = 3_000;

export function StatusLine({ panel }: { panel: PanelState }) {
  const isOnline = useIsOnline();
  const isTrying = useComputed(() => panel.line.state.value === "waiting" || panel.line.state.value === "connecting");
  const isLate = useHasLasted(isTrying, PATIENCE_MS);
  const words = () => {
    if (panel.isPreview) return panel.places.current.value === "conversation" ? say("preview_note") : "";
    if (!isOnline) return say("offline");
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
