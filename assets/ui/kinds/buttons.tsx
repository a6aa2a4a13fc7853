// Buttons of a message or a card: each leads to a page, or sends a text as the reader's own message.

import { safeAction } from "../../shared/text";
import type { Button } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { Icon } from "../icons";

export interface ButtonsProps {
  buttons: readonly Button[];
  /** Absent where the reader only looks on. */
  reply: ((text: string) => void) | undefined;
}

export function Buttons({ buttons, reply }: ButtonsProps) {
  if (buttons.length === 0) return null;
  return (
    <div class="kind-buttons">
      {buttons.map((button, index) => (
        <OneButton key={index} button={button} reply={reply} />
      ))}
    </div>
  );
}

function OneButton({ button: { text, url, reply: answer }, reply }: { button: Button; reply: ButtonsProps["reply"] }) {
  const href = safeAction(url);
  if (reply === undefined) {
    return (
      <span class="kind-button kind-button--still" dir="auto" title={href ?? answer ?? undefined}>
        {text}
        {href !== null && <Icon name="out" />}
      </span>
    );
  }
  if (href !== null) {
    return (
      <a class="kind-button" href={href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
        {text}
        <Icon name="out" />
        <span class="visually-hidden"> ({say("new_tab")})</span>
      </a>
    );
  }
  // An address that leads nowhere safe leaves words without a way.
  if (answer == null) return <span class="kind-button kind-button--still">{text}</span>;
  return (
    <button class="kind-button" type="button" dir="auto" onClick={() => reply(answer)}>
      {text}
    </button>
  );
}
