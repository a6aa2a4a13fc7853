// Sends, or shows first what was written meanwhile. Beside it the ways to send and be done at once.

import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import type { Mode } from "../../state/drafts";
import type { Then } from "../../state/sending";
import { tomorrowMorning } from "../../state/snoozing";
import { SmallMenu } from "../small_menu";

interface SendButtonProps {
  mode: Mode;
  maySend: boolean;
  /** How many messages must be looked at first. */
  news: number;
  submit(then: Then): void;
  review(): void;
}

export function SendButton({ mode, maySend, news, submit, review }: SendButtonProps) {
  if (news > 0) {
    return (
      <div class="send">
        <button class="button send__main send__main--review" type="button" onClick={review}>
          <Icon name="down" />
          {say("review_new", { count: news })}
        </button>
      </div>
    );
  }
  const way = mode === "note" ? "note" : "send";
  const items = [
    { key: "done", words: say(`${way}_done`), act: () => submit({ type: "resolve" }) },
    { key: "reply", words: say(`${way}_snooze_reply`), act: () => submit({ type: "snooze", until: null }) },
    { key: "tomorrow", words: say(`${way}_snooze_tomorrow`), act: () => submit({ type: "snooze", until: tomorrowMorning(Date.now()) }) },
  ];
  return (
    <div class={`send${mode === "note" ? " send--note" : ""}${maySend ? "" : " send--off"}`}>
      <button class="button button--primary send__main" type="submit" aria-disabled={!maySend}>
        {say(mode === "note" ? "add_note" : "send")}
      </button>
      <SmallMenu label={say("send_more")} items={items} look="send__ways" buttonLook="button button--primary send__more">
        <Icon name="fold" />
      </SmallMenu>
    </div>
  );
}
