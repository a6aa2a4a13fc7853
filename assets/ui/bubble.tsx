// One message. Its time stands under the last of a group; a failed one says so where it stands, with what can be done.

import { Component } from "preact";
import { repeats, wordsOf } from "../shared/content";
import type { Outgoing } from "../shared/outbox";
import type { Attachment, Author } from "../shared/protocol";
import { say } from "../shared/strings";
import { isOnlyEmoji } from "../shared/text";
import { clockTime, exactTime } from "../shared/time";
import { Attachments } from "./attachments";
import { EventLine } from "./kinds/event_line";
import { MessageContent, Unbroken } from "./kinds/message_content";
import { MessageText } from "./message_text";
import { Pending } from "./pending";
import { isDrawnAlike, type MessageRow } from "./rows";
import { SafeHtml } from "./safe_html";
import type { ThreadActs } from "./thread_acts";

export interface BubbleProps {
  row: MessageRow;
  /** Who the reader is: their side of the thread. */
  own: Author;
  /** Said under the reader's newest stored message only. */
  status: "sent" | "seen" | null;
  /** The quick reply that the visitor chose of this message's. */
  chosen: string | null;
  acts: ThreadActs;
  show(picture: Attachment): void;
}

/** A thread has hundreds: each is drawn anew only when something of it is another. */
export class Bubble extends Component<BubbleProps> {
  override shouldComponentUpdate(next: BubbleProps): boolean {
    const { row, own, status, chosen } = this.props;
    return own !== next.own || status !== next.status || chosen !== next.chosen || !isDrawnAlike(row, next.row);
  }
  override render(props: BubbleProps) {
    return <Drawn {...props} />;
  }
}

function Drawn(props: BubbleProps) {
  const { row, own, acts } = props;
  if (row.content?.type === "rating" && acts.renderRating) return <Unbroken fallback={<EventLine row={row} own={own} />}>{acts.renderRating(row)}</Unbroken>;
  if (row.author === "system" && acts.renderEvent) return acts.renderEvent(row);
  if (row.author === "system") return <EventLine row={row} own={own} />;
  return <Said {...props} />;
}

function Said({ row, own, status, chosen, acts, show }: BubbleProps) {
  const isOwn = row.author === own;
  // Own ones of a team are named where a colleague wrote them.
  const who = row.author_name ?? say(isOwn ? "you" : "team");
  const { outgoing } = row;
  const isFailed = outgoing?.state === "failed";
  const drawn = wordsOf(row.content);
  const classes = [
    "message",
    isOwn && "message--own",
    row.isFirstOfGroup && "message--first",
    row.isLastOfGroup && "message--last",
    outgoing && !isFailed && "message--pending",
    isFailed && "message--failed",
    // Said by the class, since a style that asks what an element holds is worked out anew for the whole page whenever anything is put in.
    drawn.length > 0 && "message--drawn",
    drawn.length > 1 && (row.content?.type === "cards" || row.content?.type === "products") && "message--slides",
  ];
  return (
    // Focus, by a tap or a script, shows the exact time as the pointer does.
    <article class={classes.filter(Boolean).join(" ")} aria-label={`${who}, ${exactTime(row.at)}`} tabIndex={-1} data-number={row.number}>
      {row.isFirstOfGroup && (!isOwn || own === "agent") && (
        <p class="message__who">
          <bdi>{who}</bdi>
        </p>
      )}
      <Words row={row} />
      {row.attachments.length > 0 && <Attachments files={row.attachments} show={show} refresh={acts.refresh} />}
      {row.content !== null && <MessageContent row={row} acts={acts} chosen={chosen} />}
      {outgoing && acts.renderOutgoing ? acts.renderOutgoing(outgoing) : isFailed ? <Failure outgoing={outgoing} acts={acts} /> : <Meta row={row} status={status} />}
    </article>
  );
}

/** What was written; nothing where that only names what is drawn below. */
function Words({ row: { body, html, content, attachments } }: { row: MessageRow }) {
  const hasMore = content !== null || attachments.length > 0;
  if (hasMore && repeats(body, [...wordsOf(content), ...attachments.map((file) => file.name)])) return null;
  const isLarge = html === null && isOnlyEmoji(body);
  return (
    <div class={`message__body${html === null ? "" : " message__body--rich"}${isLarge ? " message__body--emoji" : ""}`} dir="auto">
      {html === null ? <MessageText body={body} /> : <SafeHtml html={html} />}
    </div>
  );
}

function Failure({ outgoing, acts }: { outgoing: Outgoing; acts: ThreadActs }) {
  const { client_id, problem, content } = outgoing;
  const discard = acts.discard;
  return (
    <p class="message__failure" role="status">
      <strong>{say("not_sent")}.</strong> {problem}
      <span class="message__actions">
        <button class="text-button" type="button" onClick={() => acts.retry(client_id)}>
          {say("retry")}
        </button>
        {content === null || discard === undefined ? (
          <button class="text-button" type="button" onClick={() => acts.edit(client_id)}>
            {say("edit")}
          </button>
        ) : (
          <button class="text-button" type="button" onClick={() => discard(client_id)}>
            {say("discard")}
          </button>
        )}
      </span>
    </p>
  );
}

function Meta({ row, status }: { row: MessageRow; status: BubbleProps["status"] }) {
  const isAlwaysShown = row.isLastOfGroup || status !== null;
  if (row.outgoing !== null) return isAlwaysShown ? <Pending /> : null;
  return (
    <p class={`message__meta${isAlwaysShown ? "" : " message__meta--late"}`}>
      <time class="message__clock" dateTime={new Date(row.at).toISOString()}>
        {clockTime(row.at)}
      </time>
      {status !== null && <span class="message__status"> · {say(status)}</span>}
      <span class="message__exact" aria-hidden="true">
        {exactTime(row.at)}
      </span>
    </p>
  );
}
