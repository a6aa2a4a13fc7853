// Where the palette and the list of keys show themselves. They come when either is first opened.

import { useLayoutEffect } from "preact/hooks";
import { useOnDemand } from "../../ui/on_demand";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

const load = () => import("./commanding");

export function CommandPlace({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { part, call } = useOnDemand(load);
  const { showsKeys, showsPalette } = panes;
  const isWanted = showsKeys.value || showsPalette.value;
  useLayoutEffect(() => {
    return isWanted ? call(() => (showsKeys.value = showsPalette.value = false)) : undefined;
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
