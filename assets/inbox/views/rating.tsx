// What the visitor thought of the conversation.

import { RatingFace } from "../../ui/rating_face";
import type { MessageRow } from "../../ui/rows";
import { say } from "../../shared/strings";
import { exactTime } from "../../shared/time";
import type { ConversationSummary } from "../../shared/protocol";
import { TimedLine } from "./thread/event_row";

/** The highest score. */
const BEST = 5;

/** Where the visitor was asked: the answer, once there is one. */
export function RatingLine({ row, conversation }: { row: MessageRow; conversation: ConversationSummary | undefined }) {
  const rating = conversation?.rating ?? null;
  if (rating === null) return <TimedLine words={say("rating_asked")} at={row.at} />;
  return (
    <div class="rating" title={exactTime(row.at)}>
      <RatingFace score={rating} />
      <p class="rating__words">{say("rating_result", { score: rating, best: BEST })}</p>
      {conversation?.rating_comment && (
        <blockquote class="rating__comment" dir="auto">
          {conversation.rating_comment}
        </blockquote>
      )}
    </div>
  );
}

export function RatingBadge({ rating }: { rating: number | null }) {
  if (rating === null) return null;
  return (
    <span class="badge" title={say("rating_result", { score: rating, best: BEST })}>
      <RatingFace score={rating} />
      {rating}
    </span>
  );
}
