// The box itself: it grows with the text, and offers saved replies behind `/` and, in notes, colleagues behind `@`. What is
// not filled in and who is named stands out: a second, unseen copy of the text lies below and carries the marks.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { isComposing } from "../../../shared/composing";
import { say } from "../../../shared/strings";
import { put } from "../../../ui/field";
import { openAsking, wantedAt, type Wanted } from "../../state/asking";
import type { Mode } from "../../state/drafts";
import type { InboxState } from "../../state/inbox";
import { piecesOf } from "../../state/mentions";
import { filledIn, openIn } from "../../state/placeholders";
import type { Then } from "../../state/sending";
import type { Thread } from "../../state/threads";
import { Choices, type Choice } from "./choices";
import { choicesFor, countUse, fillInsFor, previewOf } from "./offering";

const CHOICES_ID = "reply-choices";

export interface BoxProps {
  inbox: InboxState;
  thread: Thread;
  mode: Mode;
  area: RefObject<HTMLTextAreaElement | null>;
  isWrong: boolean;
  submit(then: Then): void;
}

export function Box({ inbox, thread, mode, area, isWrong, submit }: BoxProps) {
  const { writing, beside } = inbox;
  const text = writing.drafts.of(thread.id, mode).text.value;
  const [asking] = useState(openAsking);
  const { at, dismissed } = asking;
  const toggles = useRef(0);
  const mirror = useRef<HTMLDivElement>(null);
  useGrowth(area, text);

  /** What stands before the caret, sought in the list. */
  const sought = () => {
    const box = area.current;
    const found = box && box.selectionStart === box.selectionEnd ? wantedAt(mode, box.value, box.selectionStart) : null;
    if (found?.sign === "/") beside.replies.want();
    return found;
  };
  const look = () => asking.moved(sought());
  const shown = asking.shown.value;
  const choices = shown ? choicesFor(inbox, shown) : [];
  const active = choices[Math.min(at.value, choices.length - 1)];
  const isOpen = shown !== null && (choices.length > 0 || shown.sign === "/");

  const choose = (choice: Choice) => {
    const box = area.current;
    if (!box || !shown) return;
    const [from, to] = [shown.from, box.selectionStart];
    if (choice.kind === "person") {
      writing.chosen.value = [...writing.chosen.value, choice.person.id];
      put(box, `@${choice.person.name} `, from, to);
      asking.took(from, `@${choice.person.name} `);
    } else if (choice.offer.kind === "reply") {
      const words = filledIn(choice.offer.reply.body, fillInsFor(inbox, thread));
      put(box, words, from, to);
      asking.took(from, words);
      countUse(inbox, choice.offer.reply.id);
    } else {
      put(box, "", from, to);
      asking.left();
      beside.macros.start(thread.id, choice.offer.macro);
    }
  };

  const walk = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    if (event.key === "Escape") dismissed.value = shown?.from ?? null;
    // What was meant for this list is not sent to anybody: Escape puts the list away for what truly begins so.
    else if (active === undefined) return event.key === "Enter" && !event.shiftKey && !event.metaKey && !event.ctrlKey && inbox.preferences.value.enter_sends;
    else if (event.key === "ArrowDown") at.value = (at.value + 1) % choices.length;
    else if (event.key === "ArrowUp") at.value = (at.value + choices.length - 1) % choices.length;
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.metaKey && !event.ctrlKey) choose(active);
    else return false;
    return true;
  };

  const pressKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isMod = event.ctrlKey || event.metaKey;
    const isPlain = !isMod && !event.shiftKey && !event.altKey;
    if (walk(event)) event.stopPropagation();
    else if (event.key === "Enter" && isMod) submit(event.shiftKey ? { type: "resolve" } : null);
    else if (event.key === "Enter" && isPlain && inbox.preferences.value.enter_sends) submit(null);
    else if (event.key === "Tab" && isPlain && text === "" && toggles.current < 2) {
      // There and back; the third leads on, so that nobody is caught in here.
      toggles.current += 1;
      writing.choose(mode === "reply" ? "note" : "reply");
    } else if (event.key.toLowerCase() === "z" && isMod && !event.shiftKey && text === "" && writing.undo()) event.stopPropagation();
    else return;
    event.preventDefault();
  };
  const write = (value: string) => {
    toggles.current = 0;
    writing.write(thread.id, mode, value);
    asking.typed(sought());
  };
  const { name } = thread.contact;
  return (
    <>
      {isOpen && <Choices id={CHOICES_ID} sign={shown.sign} query={shown.query} choices={choices} at={Math.min(at.value, choices.length - 1)} trouble={troubleOf(inbox, shown)} preview={previewOf(inbox, thread, active)} choose={choose} />}
      <Mirror text={text} mode={mode} inbox={inbox} box={mirror} />
      <textarea
        ref={area}
        id="reply"
        class="composer__text"
        rows={1}
        dir="auto"
        enterkeyhint={inbox.preferences.value.enter_sends ? "send" : "enter"}
        aria-label={say(mode === "note" ? "note_label" : "reply_label", { name })}
        aria-invalid={isWrong}
        aria-describedby="reply-limit"
        aria-autocomplete="list"
        aria-controls={isOpen ? CHOICES_ID : undefined}
        aria-activedescendant={isOpen && active ? `${CHOICES_ID}-${Math.min(at.value, choices.length - 1)}` : undefined}
        placeholder={say(mode === "note" ? "note_placeholder" : "reply_placeholder", { name })}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressKey}
        onKeyUp={look}
        onClick={look}
        onFocus={() => ((toggles.current = 0), writing.touched())}
        // Not where only the window is left.
        onBlur={() => document.activeElement !== area.current && asking.left()}
        onScroll={(event) => mirror.current && (mirror.current.scrollTop = event.currentTarget.scrollTop)}
      />
    </>
  );
}

/** What is wrong with what should be offered. */
function troubleOf({ beside }: InboxState, { sign }: Wanted): string | null {
  if (sign === "@") return null;
  const loading = beside.replies.loading.value;
  return loading === "failed" ? say("saved_replies_failed") : loading === "ready" ? null : say("loading");
}

interface MirrorProps {
  text: string;
  mode: Mode;
  inbox: InboxState;
  box: RefObject<HTMLDivElement | null>;
}

/** The marks below the text. The words themselves are not to be seen twice. */
function Mirror({ text, mode, inbox, box }: MirrorProps) {
  const open = openIn(text);
  const people = mode === "note" && text.includes("@") ? inbox.directory.agents.value : [];
  const pieces = piecesOf(text, people, inbox.writing.chosen.value);
  if (open.length === 0 && !pieces.some((piece) => piece.agent_id)) return null;
  return (
    <div class="composer__text composer__mirror" ref={box} aria-hidden="true" dir="auto">
      {pieces.map((piece, index) => (piece.agent_id ? <mark key={index} class="composer__named">{piece.text}</mark> : <Plain key={index} text={piece.text} open={open} />))}{" "}
    </div>
  );
}

function Plain({ text, open }: { text: string; open: readonly string[] }) {
  if (open.length === 0) return <>{text}</>;
  const parts = text.split(/(\{\{[^{}]*\}\})/u);
  return <>{parts.map((part, index) => (open.includes(part) ? <mark key={index} class="composer__open">{part}</mark> : part))}</>;
}

function useGrowth(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const area = box.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }, [text]);
}
