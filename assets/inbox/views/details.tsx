// The column beside the conversation. What stands in it comes with the first conversation that is opened.

import { useEffect } from "preact/hooks";
import { Icon } from "../../ui/icons";
import { useOnDemand } from "../../ui/on_demand";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

export function Details({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const thread = inbox.facts.current.value;
  const { part, fetch } = useOnDemand(() => import("./beside"));
  const Card = part.value?.ContactCard;
  const close = () => (panes.showsDetails.value = false);
  useEffect(() => fetch(), [thread?.id]);
  return (
    <aside class="details" aria-label={say("details")}>
      <button class="icon-button details__close" type="button" aria-label={say("hide_details")} onClick={close}>
        <Icon name="close" />
      </button>
      {thread && Card && <Card inbox={inbox} thread={thread} />}
    </aside>
  );
}
