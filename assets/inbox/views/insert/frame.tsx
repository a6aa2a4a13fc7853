// What every insert dialog has: a title, the text that goes above, its own fields, and the sentence that says what is missing.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { say } from "../../../shared/strings";
import { lengthOf } from "../../../shared/text";
import { useModal } from "../../../ui/modal";
import { MESSAGE_MAX_CHARS } from "../../state/inbox";
import type { Made } from "../../state/composing";
import type { InsertDialogProps } from "./dialogs";

export type DialogProps = Omit<InsertDialogProps, "kind">;

interface FrameProps extends Omit<DialogProps, "inbox"> {
  title: string;
  /** What stands in the text's box at first. */
  text: string;
  needsText: boolean;
  /** What is looked for comes first, and on a phone it takes the whole screen. */
  isSearch?: boolean;
  make(): Made;
  children: ComponentChildren;
}

export function InsertFrame({ title, text, needsText, isSearch = false, make, unfinished, send, close, drop, children }: FrameProps) {
  const { modal, shut } = useModal(close);
  const body = unfinished.field("body", text);
  const problem = useSignal<string | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const said = body.value.trim();
    const message = make();
    if (needsText && said === "") problem.value = say("insert_needs_text");
    else if (lengthOf(said) > MESSAGE_MAX_CHARS) problem.value = say("too_long", { count: lengthOf(said) - MESSAGE_MAX_CHARS });
    else if ("problem" in message) problem.value = message.problem;
    else send(said, message.content);
  };
  const giveUp = () => {
    drop();
    shut();
  };
  const words = (
    <label class="field">
      <span class="field__label">
        {say("insert_text")} {!needsText && <span class="field__optional">{say("optional")}</span>}
      </span>
      <textarea class="textarea insert-form__text" dir="auto" rows={2} value={body.value} onInput={(event) => (body.value = event.currentTarget.value)} />
    </label>
  );
  return (
    <dialog class={`dialog dialog--insert${isSearch ? " dialog--search" : ""}`} {...modal} onKeyDown={(event) => event.stopPropagation()} aria-labelledby="insert-title">
      <form class="insert-form" noValidate onSubmit={submit}>
        <h2 id="insert-title">{title}</h2>
        {!isSearch && words}
        {children}
        {isSearch && words}
        <p class="insert-form__problem" role="alert">
          {problem.value}
        </p>
        <div class="button-row button-row--end">
          <button class="button" type="button" onClick={giveUp}>
            {say("cancel")}
          </button>
          <button class="button button--primary" type="submit">
            {say("send")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
