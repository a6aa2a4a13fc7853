// Says that a conversation is done, or that it is not. Writing again opens it too.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { ConversationSummary } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";

export function ResolveButton({ inbox, conversation }: { inbox: InboxState; conversation: ConversationSummary }) {
  const { resolving } = inbox;
  const isResolved = conversation.status === "resolved";
  const words = say(isResolved ? "reopen" : "resolve");
  const act = () => (isResolved ? resolving.reopen(conversation.id) : resolving.resolve(conversation.id));
  return (
    <>
      <p class="pane__problem" role="alert">
        {resolving.problem.value}
      </p>
      <button class="button button--small pane__resolve" type="button" aria-label={words} title={`${words} (e)`} onClick={act}>
        <Icon name={isResolved ? "reopen" : "check"} />
        <span class="pane__resolve-words">{words}</span>
      </button>
    </>
  );
}
