// What the visitor thought of the conversation.

import { Icon } from "../../ui/icons";
import type { MessageRow } from "../../ui/rows";
import { say } from "../../shared/strings";
import { exactTime } from "../../shared/time";
import type { ConversationSummary } from "../../shared/protocol";

/** The highest score. */
const BEST = 5;

/** Where the visitor was asked: the answer, once there is one. */
export function RatingLine({ row, conversation }: { row: MessageRow; conversation: ConversationSummary | undefined }) {
  const rating = conversation?.rating ?? null;
  if (rating === null) {
    return (
      <p class="thread__note" title={exactTime(row.at)}>
        {say("rating_asked")}
      </p>
    );
  }
  return (
    <div class="rating" title={exactTime(row.at)}>
      <p class="rating__stars" role="img" aria-label={say("rating_result", { score: rating, best: BEST })}>
        {Array.from({ length: BEST }, (_, index) => (
          <span key={index} class={index < rating ? "rating__star rating__star--full" : "rating__star"}>
            <Icon name="star" />
          </span>
        ))}
      </p>
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
      <span class="rating__star rating__star--full rating__star--small">
        <Icon name="star" />
      </span>
      {rating}
    </span>
  );
}
