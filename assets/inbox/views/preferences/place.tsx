// Where the dialog of one's own choices appears; it is fetched when it is opened for the first time.

import { useLayoutEffect } from "preact/hooks";
import { useOnDemand } from "../../../ui/on_demand";
import type { InboxState } from "../../state/inbox";
import { loadTogether } from "../load_together";

export function PreferencesPlace({ inbox }: { inbox: InboxState }) {
  const { part, call } = useOnDemand(loadTogether);
  const isShown = inbox.chosen.isShown.value;
  const close = () => (inbox.chosen.isShown.value = false);
  useLayoutEffect(() => {
    return isShown ? call(close) : undefined;
  }, [isShown]);
  const Dialog = part.value?.PreferencesDialog;
  return isShown && Dialog ? <Dialog inbox={inbox} close={close} /> : null;
}
