// Where the dialog for a saved view shows itself. It comes when it is first opened.

import { useEffect } from "preact/hooks";
import { useOnDemand } from "../../ui/on_demand";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

export function ViewDialogPlace({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { part, fetch } = useOnDemand(() => import("./view_making"));
  const view = panes.view.value;
  const close = () => (panes.view.value = null);
  useEffect(() => {
    if (view !== null) fetch(close);
  }, [view]);
  const Dialog = part.value?.ViewDialog;
  return view !== null && Dialog ? <Dialog inbox={inbox} view={view} close={close} /> : null;
}
