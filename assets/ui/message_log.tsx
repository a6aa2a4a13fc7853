// What was said, oldest above: the part of a thread that looks and behaves alike for the visitor and for the agent.
// It follows new messages while its end is in sight, and counts those that came below it otherwise.

import { untracked, useSignal, useSignalEffect, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Author } from "../shared/protocol";
import { say } from "../shared/strings";
import { dayName } from "../shared/time";
import { Bubble } from "./bubble";
import { Icon } from "./icons";
import type { MessageRow, Row } from "./rows";
import { useThreadScroll } from "./scroll";

export interface MessageLogProps {
  /** Another one is another thread: it is shown from its end. */
  thread: string;
  label: string;
  rows: readonly Row[];
  /** Who the reader is. */
  own: Author;
  /** The number of the newest message that the other side has read. */
  readTo: number;
  /** Whether the newest message is in sight. */
  isAtEnd: Signal<boolean>;
  /** The newest message has come into sight. */
  seen(): void;
  reachedTop(): void;
  retry(client_id: string): void;
  /** Takes an unsent message back into the box whose id is `composer`. */
  edit(client_id: string): void;
  composer: string;
  /** Who is typing, in words; null for nobody. */
  typing: string | null;
  /** What stands above the first message. */
  children: ComponentChildren;
}

export function MessageLog(props: MessageLogProps) {
  const { rows, own, isAtEnd } = props;
  const messages = rows.filter((row) => row.kind === "message");
  const newest = messages.at(-1);
  const newestOwn = messages.findLast((row) => row.author === own && row.outgoing === null);
  const { log, toEnd, watch } = useThreadScroll({
    thread: props.thread,
    newest: newest?.key,
    oldest: messages[0]?.key,
    reachedTop: props.reachedTop,
    isAtEnd,
    isTyping: props.typing !== null,
    isOwnNewest: newest !== undefined && newest.outgoing !== null,
  });
  useSignalEffect(() => {
    if (isAtEnd.value) untracked(props.seen);
  });
  const below = useMissed(messages, own, isAtEnd.value);
  const edit = (client_id: string) => {
    props.edit(client_id);
    document.getElementById(props.composer)?.focus();
  };

  return (
    <div class="thread-box">
      <div class="thread" ref={log} onScroll={watch} role="log" aria-live="polite" aria-relevant="additions" aria-label={props.label} tabIndex={0}>
        {props.children}
        {rows.map((row) =>
          row.kind === "day" ? (
            <p class="thread__day" key={row.key}>
              <span>{dayName(row.at, Date.now())}</span>
            </p>
          ) : (
            <Bubble key={row.key} row={row} own={own} status={row === newestOwn ? (props.readTo >= row.number ? "seen" : "sent") : null} retry={props.retry} edit={edit} />
          ),
        )}
        {props.typing !== null && (
          <p class="typing" aria-live="off">
            <span class="typing__dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="typing__name">{props.typing}</span>
          </p>
        )}
      </div>
      {below > 0 && !isAtEnd.value && (
        <button class="pill" type="button" onClick={toEnd}>
          {say("new_messages", { count: below })}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/** Counts what others wrote while the end was out of sight. */
function useMissed(messages: readonly MessageRow[], own: Author, isAtEnd: boolean): number {
  const seenTo = useSignal(0);
  const newest = messages.reduce((most, row) => Math.max(most, row.number), 0);
  if (isAtEnd && seenTo.peek() !== newest) seenTo.value = newest;
  return messages.filter((row) => row.number > seenTo.value && row.author !== own && row.author !== "system").length;
}
