// Answers to choose from. Choosing one sends it as the reader's own message; then they are gone.

import { useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import { Icon } from "../icons";

export function QuickReplies({ replies, reply }: { replies: readonly string[]; reply: (text: string) => void }) {
  // A second press before the first one is drawn must not send twice.
  const isChosen = useRef(false);
  const choose = (text: string) => {
    if (isChosen.current) return;
    isChosen.current = true;
    reply(text);
  };
  return (
    <div class="replies" role="group" aria-label={say("quick_replies")}>
      {replies.map((text, index) => (
        <button key={index} class="reply" type="button" dir="auto" onClick={() => choose(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}

/** As the team sees them: what was offered, and what was chosen. */
export function OfferedReplies({ replies, chosen }: { replies: readonly string[]; chosen: string | null }) {
  return (
    <ul class="replies replies--still" aria-label={say("quick_replies")}>
      {replies.map((text, index) => (
        <li key={index} class={`reply${text === chosen ? " reply--chosen" : ""}`} dir="auto">
          {text === chosen && <Icon name="check" />}
          {text}
          {text === chosen && <span class="visually-hidden"> ({say("chosen")})</span>}
        </li>
      ))}
    </ul>
  );
}
