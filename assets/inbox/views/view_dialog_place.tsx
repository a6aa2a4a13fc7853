// Where the dialog for a saved view shows itself. It comes when it is first opened.

import { useLayoutEffect } from "preact/hooks";
import { useOnDemand } from "../../ui/on_demand";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

const load = () => import("./view_making");

export function ViewDialogPlace({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { part, call } = useOnDemand(load);
  const view = panes.view.value;
  const close = () => (panes.view.value = null);
  useLayoutEffect(() => {
    return view !== null ? call(close) : undefined;
  }, [view]);
  const Dialog = part.value?.ViewDialog;
  return view !== null && Dialog ? <Dialog inbox={inbox} view={view} close={close} /> : null;
}
