// Where the palette and the list of keys show themselves. They come when either is first opened.

import { useEffect } from "preact/hooks";
import { useOnDemand } from "../../ui/on_demand";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

export function CommandPlace({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { part, fetch } = useOnDemand(() => import("./commanding"));
  const { showsKeys, showsPalette } = panes;
  const isWanted = showsKeys.value || showsPalette.value;
  useEffect(() => {
    if (isWanted) fetch(() => (showsKeys.value = showsPalette.value = false));
  }, [isWanted]);
  if (!part.value) return null;
  const { Keys, Palette } = part.value;
  return (
    <>
      {showsKeys.value && <Keys inbox={inbox} close={() => (showsKeys.value = false)} />}
      {showsPalette.value && <Palette inbox={inbox} close={() => (showsPalette.value = false)} />}
    </>
  );
}
