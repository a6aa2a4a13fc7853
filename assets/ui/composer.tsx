// The box a message is written in. It grows with the text, sends with Enter and says before sending when it is too long.
// With files it sends once they are uploaded: a message never goes without what was meant to go with it.

import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposing } from "../shared/composing";
import type { Picking } from "../shared/picking";
import { lengthOf } from "../shared/text";
import { say } from "../shared/strings";
import { AttachButton } from "./attach_button";
import { DropZone } from "./drop_zone";
import { EmojiButton } from "./emoji_button";
import { put } from "./field";
import { Icon } from "./icons";
import { PickedFiles } from "./picked_files";

/** From how many characters before the limit on it is said. */
const NEAR_LIMIT = 200;

export interface ComposerProps {
  id: string;
  draft: Signal<string>;
  label: string;
  placeholder: string;
  maxChars: number;
  /** Sends the draft with the picked files. */
  send(): void;
  changed(): void;
  /** The files picked for this message; null or absent where files are switched off. */
  picking?: Picking | null;
  hasEmoji?: boolean;
  /** More tools, before the others. With them the text has a line of its own. */
  children?: ComponentChildren;
}

export function Composer(props: ComposerProps) {
  const { id, draft, maxChars, send, changed, picking = null, children } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const text = draft.value;
  const left = maxChars - lengthOf(text);
  const hasFiles = picking !== null && (picking.isBusy.value || picking.hasReady.value);
  const maySend = (text.trim() !== "" || hasFiles) && left >= 0 && picking?.hasFailed.value !== true;
  useGrowth(box, text);

  const submit = (event: Event) => {
    event.preventDefault();
    if (maySend && picking?.isBusy.value === true) picking.isAwaited.value = true;
    else if (maySend) send();
    box.current?.focus();
  };
  const write = (value: string) => {
    if (picking !== null) picking.isAwaited.value = false;
    draft.value = value;
    changed();
  };
  const insert = (more: string) => {
    if (box.current) put(box.current, more);
  };
  const paste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    // A spreadsheet puts a picture of the cells beside their text: the text is meant.
    if (picking === null || !files?.length || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    picking.add(files);
  };
  const notice = left < 0 ? say("too_long", { count: -left }) : picking?.isAwaited.value === true ? say("sends_after_upload") : left <= NEAR_LIMIT ? say("characters_left", { count: left }) : "";

  return (
    <form class={`composer${children === undefined ? "" : " composer--tall"}`} onSubmit={submit} onPaste={paste}>
      {picking !== null && <DropZone dropped={picking.add} />}
      <div class={`composer__frame${left < 0 ? " composer__frame--wrong" : ""}`}>
        {picking !== null && <PickedFiles picking={picking} />}
        <TextBox {...props} box={box} isWrong={left < 0} write={write} submit={submit} />
        <div class="composer__tools">
          {children}
          {picking !== null && <AttachButton picking={picking} />}
          {props.hasEmoji === true && <EmojiButton insert={insert} back={() => box.current?.focus()} />}
        </div>
        <button class="composer__send" type="submit" aria-label={say("send")} aria-disabled={!maySend}>
          <Icon name="send" />
        </button>
      </div>
      <p class="composer__limit" id={`${id}-limit`} role="status">
        {notice}
      </p>
    </form>
  );
}

interface TextBoxProps extends Pick<ComposerProps, "id" | "draft" | "label" | "placeholder"> {
  box: { current: HTMLTextAreaElement | null };
  isWrong: boolean;
  write(value: string): void;
  submit(event: Event): void;
}

function TextBox({ id, draft, label, placeholder, box, isWrong, write, submit }: TextBoxProps) {
  const pressKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || isComposing(event)) return;
    submit(event);
  };
  return (
    <textarea
      ref={box}
      id={id}
      class="composer__text"
      rows={1}
      dir="auto"
      enterkeyhint="send"
      aria-label={label}
      aria-invalid={isWrong}
      aria-describedby={`${id}-limit`}
      placeholder={placeholder}
      value={draft.value}
      onInput={(event) => write(event.currentTarget.value)}
      onKeyDown={pressKey}
    />
  );
}

function useGrowth(box: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = box.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }, [text]);
}
