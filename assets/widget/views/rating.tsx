// How was it? Five steps from bad to good as a radio group, and a few words where somebody has them.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import { RatingFace } from "../../ui/rating_face";

const SCORES = [1, 2, 3, 4, 5] as const;
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
  const form = useRef<HTMLFormElement>(null);
  // The box for words and its button open below the faces: they must not stay out of sight.
  useLayoutEffect(() => {
    if (chosen.value !== null) form.current?.scrollIntoView({ block: "nearest" });
  }, [chosen.value === null]);
  if (score !== null && !isChanging.value) {
    return (
      <p class="rating rating--done" role="status">
        <RatingFace score={score} />
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
    <form class="rating" ref={form} onSubmit={submit}>
      <fieldset class="rating__scores">
        <legend class="rating__title">{say("rate_title")}</legend>
        {SCORES.map((one) => (
          <label key={one} class="rating__score" title={say(`rate_${one}`)}>
            <input class="rating__input" type="radio" name={`rating-${id}`} value={one} checked={chosen.value === one} aria-label={say(`rate_${one}`)} onChange={() => (chosen.value = one)} />
            <RatingFace score={one} />
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
