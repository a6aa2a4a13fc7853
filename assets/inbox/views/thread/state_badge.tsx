// How a conversation stands, where that is not simply open.

import type { ConversationSummary } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { shortDateTime } from "../../../shared/time";

export function StateBadge({ conversation: { state, snoozed_until, is_blocked } }: { conversation: ConversationSummary }) {
  return (
    <>
      {state === "done" && <span class="badge badge--ok">{say("resolved")}</span>}
      {state === "snoozed" && <span class="badge badge--info">{snoozed_until === null ? say("snoozed_reply") : say("snoozed_until", { time: shortDateTime(snoozed_until) })}</span>}
      {is_blocked && <span class="badge badge--err">{say("is_blocked")}</span>}
    </>
  );
}
