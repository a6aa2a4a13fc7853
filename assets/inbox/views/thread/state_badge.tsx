// How a conversation stands, where that is not simply open.

import type { ConversationSummary } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { comingTime } from "../../../shared/time";
import { now } from "../now";

export function StateBadge({ conversation: { state, snoozed_until, is_blocked } }: { conversation: ConversationSummary }) {
  return (
    <>
      {state === "done" && <span class="badge badge--ok">{say("done")}</span>}
      {state === "snoozed" && <span class="badge badge--info">{snoozed_until === null ? say("snoozed_reply") : say("snoozed_until", { time: comingTime(snoozed_until, now.value) })}</span>}
      {is_blocked && <span class="badge badge--err">{say("is_blocked")}</span>}
    </>
  );
}
