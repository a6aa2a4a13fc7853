// The column beside the conversation. What stands in it comes with the first conversation that is opened.

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/icons";
import { useOnDemand } from "../../ui/on_demand";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

/** Where there is no room for a third column; as the style has it. */
const IS_DRAWER = "(max-width: 1199px)";

const load = () => import("./beside");

export function Details({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const thread = inbox.facts.current.value;
  const { part, fetch } = useOnDemand(load);
  const Card = part.value?.ContactCard;
  // The conversation is what somebody opens: its messages are painted first.
  const [painted, setPainted] = useState<string>();
  useEffect(() => setPainted(thread?.id), [thread?.id]);
  const close = () => (panes.showsDetails.value = false);
  const drawer = useRef<HTMLElement>(null);
  const isShown = panes.showsDetails.value;
  const wasShown = useRef(isShown);
  useEffect(() => fetch(), [thread?.id]);
  // A drawer lies over the thread: the keyboard goes into it, and back to what opened it.
  useEffect(() => {
    if (wasShown.current === isShown) return;
    wasShown.current = isShown;
    if (!matchMedia(IS_DRAWER).matches) return;
    const isElsewhere = () => !drawer.current?.contains(document.activeElement) && document.activeElement !== document.body;
    if (!isShown && isElsewhere()) return;
    const goal = isShown ? drawer.current?.querySelector<HTMLElement>(".details__close") : document.querySelector<HTMLElement>(".pane__details");
    requestAnimationFrame(() => goal?.focus());
  }, [isShown]);
  return (
    <aside class="details" aria-label={say("details")} ref={drawer}>
      <button class="icon-button details__close" type="button" aria-label={say("hide_details")} onClick={close}>
        <Icon name="close" />
      </button>
      {thread && Card && thread.id === painted && <Card inbox={inbox} thread={thread} />}
    </aside>
  );
}
