// Asks how the visitor can be reached. It stands beside the conversation, never in its way.

import { say } from "../../shared/strings";
import type { Asking } from "../state/asking";

/** `isAnswered`: somebody of the team has just written, whatever is known of who is there. */
export function AskContact({ asking, isAnswered }: { asking: Asking; isAnswered: boolean }) {
  const { name, email, state, thanks } = asking;
  if (!asking.isShown.value) {
    return thanks.value === null ? null : (
      <p class="ask ask--done" role="status">
        {say("ask_thanks", { email: thanks.value })}
      </p>
    );
  }
  const isWrong = state.value === "wrong";
  const problem = isWrong ? say("email_wrong") : state.value === "failed" ? say("ask_failed") : "";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    // Whoever has gone on to write stays there.
    const isAwaited = () => document.activeElement === document.body || form.contains(document.activeElement);
    void asking.give().then(() => isWrongNow(asking) && isAwaited() && document.getElementById("ask-email")?.focus());
  };
  return (
    <form class="ask" aria-labelledby="ask-title" onSubmit={submit} noValidate>
      <h2 class="ask__title" id="ask-title">
        {say("ask_title")}
      </h2>
      <p class="ask__why">{say(asking.isAway.value && !isAnswered ? "ask_away" : "ask_later")}</p>
      <div class="ask__fields">
        <label class="field">
          <span class="field__label">
            {say("your_name")} <span class="field__optional">{say("optional")}</span>
          </span>
          <input class="field__input" autocomplete="name" maxLength={200} value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
        </label>
        <label class="field">
          <span class="field__label">{say("your_email")}</span>
          <input
            class="field__input"
            id="ask-email"
            type="email"
            inputMode="email"
            autocomplete="email"
            dir="ltr"
            maxLength={254}
            aria-invalid={isWrong}
            aria-describedby="ask-problem"
            value={email.value}
            onInput={(event) => {
              email.value = event.currentTarget.value;
              if (isWrong) state.value = "idle";
            }}
          />
        </label>
      </div>
      <p class="field__problem" id="ask-problem" role="alert">
        {problem}
      </p>
      <div class="ask__buttons">
        <button class="small-button" type="submit" aria-disabled={state.value === "saving"}>
          {say("save")}
        </button>
        <button class="small-button small-button--quiet" type="button" onClick={asking.skip}>
          {say("not_now")}
        </button>
      </div>
    </form>
  );
}

function isWrongNow({ state }: Asking): boolean {
  return state.value === "wrong";
}
