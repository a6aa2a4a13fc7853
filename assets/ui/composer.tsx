// The box a message is written in. It grows with the text, sends with Enter and says before sending when it is too long.

import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { lengthOf } from "../shared/text";
import { say } from "../shared/strings";
import { Icon } from "./icons";

/** From how many characters before the limit on it is said. */
const NEAR_LIMIT = 200;

export interface ComposerProps {
  id: string;
  draft: Signal<string>;
  label: string;
  placeholder: string;
  maxChars: number;
  send(body: string): void;
  changed(): void;
}

export function Composer({ id, draft, label, placeholder, maxChars, send, changed }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const text = draft.value;
  const left = maxChars - lengthOf(text);
  const maySend = text.trim() !== "" && left >= 0;

  useLayoutEffect(() => {
    const area = box.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }, [text]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (maySend) send(text.trim());
    box.current?.focus();
  };
  const pressKey = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word (229 is what older browsers say for that).
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    submit(event);
  };

  return (
    <form class="composer" onSubmit={submit}>
      <div class={`composer__frame${left < 0 ? " composer__frame--wrong" : ""}`}>
        <textarea
          ref={box}
          id={id}
          class="composer__text"
          rows={1}
          dir="auto"
          enterkeyhint="send"
          aria-label={label}
          aria-invalid={left < 0}
          aria-describedby={`${id}-limit`}
          placeholder={placeholder}
          value={text}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
            changed();
          }}
          onKeyDown={pressKey}
        />
        <button class="composer__send" type="submit" aria-label={say("send")} aria-disabled={!maySend}>
          <Icon name="send" />
        </button>
      </div>
      <p class="composer__limit" id={`${id}-limit`} role="status">
        {left < 0 ? say("too_long", { count: -left }) : left <= NEAR_LIMIT ? say("characters_left", { count: left }) : ""}
      </p>
    </form>
  );
}
