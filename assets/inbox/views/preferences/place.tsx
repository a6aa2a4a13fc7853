// Where the dialog of one's own choices appears; it is fetched when it is opened for the first time.

import { useSignalEffect } from "@preact/signals";
import { useOnDemand } from "../../../ui/on_demand";
import type { InboxState } from "../../state/inbox";

export function PreferencesPlace({ inbox }: { inbox: InboxState }) {
  const { part, fetch } = useOnDemand(() => import("../together"));
  const { isShown } = inbox.chosen;
  useSignalEffect(() => {
    if (isShown.value) fetch(() => (isShown.value = false));
  });
  const Dialog = part.value?.PreferencesDialog;
  return isShown.value && Dialog ? <Dialog inbox={inbox} close={() => (isShown.value = false)} /> : null;
}
