// Says that a conversation is done, or that it is not. Writing again opens it too. What went wrong stands beside it.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { ConversationSummary } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";

export function ResolveButton({ inbox, conversation }: { inbox: InboxState; conversation: ConversationSummary }) {
  const { acts } = inbox;
  const failure = acts.failures.value.get(conversation.id);
  const words = say(conversation.status === "resolved" ? "reopen" : "resolve");
  return (
    <>
      <p class="pane__problem" role="alert">
        {failure && (
          <>
            {say(`failed_${failure.act.type}`)} {failure.detail}{" "}
            <button class="text-button" type="button" onClick={() => acts.retry([conversation.id])}>
              {say("retry")}
            </button>
          </>
        )}
      </p>
      <button class="button button--small pane__resolve" type="button" aria-label={words} title={`${words} (e)`} onClick={() => inbox.toggleDone([conversation.id])}>
        <Icon name={conversation.status === "resolved" ? "reopen" : "check"} />
        <span class="pane__resolve-words">{words}</span>
      </button>
    </>
  );
}
