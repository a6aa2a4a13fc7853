// One message. Its time stands under the last of a group; a failed one says so where it stands, with what can be done.

import type { Author } from "../shared/protocol";
import { MessageText } from "./message_text";
import type { MessageRow } from "./rows";
import { clockTime, exactTime } from "../shared/time";
import { say } from "../shared/strings";

export interface BubbleProps {
  row: MessageRow;
  /** Who the reader is: their side of the thread. */
  own: Author;
  /** Said under the reader's newest stored message only. */
  status: "sent" | "seen" | null;
  retry(client_id: string): void;
  edit(client_id: string): void;
}

export function Bubble({ row, own, status, retry, edit }: BubbleProps) {
  if (row.author === "system") return <p class="thread__note">{row.body}</p>;
  const isOwn = row.author === own;
  const who = isOwn ? say("you") : (row.author_name ?? say("team"));
  const { outgoing } = row;
  const isFailed = outgoing?.state === "failed";
  const classes = ["message", isOwn ? "message--own" : "", row.isFirstOfGroup ? "message--first" : "", row.isLastOfGroup ? "message--last" : "", outgoing && !isFailed ? "message--pending" : "", isFailed ? "message--failed" : ""];
  return (
    <article class={classes.filter(Boolean).join(" ")} aria-label={`${who}, ${clockTime(row.at)}`}>
      {row.isFirstOfGroup && !isOwn && <p class="message__who">{who}</p>}
      <p class="message__body" dir="auto" title={exactTime(row.at)}>
        <MessageText body={row.body} />
      </p>
      {isFailed && (
        <p class="message__failure" role="status">
          <strong>{say("not_sent")}.</strong> {outgoing.problem}
          <span class="message__actions">
            <button class="text-button" type="button" onClick={() => retry(outgoing.client_id)}>
              {say("retry")}
            </button>
            <button class="text-button" type="button" onClick={() => edit(outgoing.client_id)}>
              {say("edit")}
            </button>
          </span>
        </p>
      )}
      {!isFailed && (row.isLastOfGroup || status !== null) && (
        <p class="message__meta">
          {outgoing ? (
            say(navigator.onLine ? "sending" : "will_send")
          ) : (
            <>
              <time>{clockTime(row.at)}</time>
              {status !== null && <span> · {say(status)}</span>}
            </>
          )}
        </p>
      )}
    </article>
  );
}
