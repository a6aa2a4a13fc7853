// How was it? Five steps from bad to good as a radio group, and a few words where somebody has them.

import { useSignal } from "@preact/signals";
import { say } from "../../shared/strings";

const SCORES = [1, 2, 3, 4, 5] as const;
/** Mouths from unhappy to happy, on a 20 px grid. */
const MOUTHS = ["M6.8 14c1-1.9 5.4-1.9 6.4 0", "M7 13.6c1.2-1 4.8-1 6 0", "M7 13h6", "M7 12.4c1.2 1.1 4.8 1.1 6 0", "M6.6 12c1.1 2.4 5.7 2.4 6.8 0"];
const COMMENT_MAX = 1_000;

export interface RatingProps {
  /** Distinguishes it from others on the page. */
  id: string;
  /** What was given before; null for nothing yet. */
  score: number | null;
  /** Fails where it could not be sent. */
  rate(score: number, comment: string): Promise<void>;
}

export function Rating({ id, score, rate }: RatingProps) {
  const chosen = useSignal<number | null>(null);
  const comment = useSignal("");
  const isChanging = useSignal(false);
  const state = useSignal<"idle" | "sending" | "failed">("idle");
  if (score !== null && !isChanging.value) {
    return (
      <p class="rating rating--done" role="status">
        <FaceOf score={score} />
        <span>{say("rate_thanks")}</span>
        <button
          class="link-button"
          type="button"
          onClick={() => {
            chosen.value = score;
            isChanging.value = true;
          }}
        >
          {say("rate_change")}
        </button>
      </p>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen.value === null || state.value === "sending") return;
    state.value = "sending";
    rate(chosen.value, comment.value).then(
      () => {
        state.value = "idle";
        isChanging.value = false;
      },
      () => (state.value = "failed"),
    );
  };
  return (
    <form class="rating" onSubmit={submit}>
      <fieldset class="rating__scores">
        <legend class="rating__title">{say("rate_title")}</legend>
        {SCORES.map((one) => (
          <label key={one} class="rating__score" title={say(`rate_${one}`)}>
            <input class="rating__input" type="radio" name={`rating-${id}`} value={one} checked={chosen.value === one} aria-label={say(`rate_${one}`)} onChange={() => (chosen.value = one)} />
            <FaceOf score={one} />
          </label>
        ))}
      </fieldset>
      <p class="rating__word" aria-hidden="true">
        {chosen.value === null ? "" : say(`rate_${chosen.value}`)}
      </p>
      {chosen.value !== null && (
        <>
          <textarea
            class="field__input rating__comment"
            rows={2}
            dir="auto"
            maxLength={COMMENT_MAX}
            aria-label={say("rate_comment")}
            placeholder={say("rate_comment")}
            value={comment.value}
            onInput={(event) => (comment.value = event.currentTarget.value)}
          />
          <p class="field__problem" role="alert">
            {state.value === "failed" ? say("rate_failed") : ""}
          </p>
          <button class="small-button" type="submit" aria-disabled={state.value === "sending"}>
            {say("rate_send")}
          </button>
        </>
      )}
    </form>
  );
}

function FaceOf({ score }: { score: number }) {
  return (
    <svg class="rating__face" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">
      <path d={`M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.4 8h.01M12.6 8h.01${MOUTHS[score - 1] ?? ""}`} />
    </svg>
  );
}
