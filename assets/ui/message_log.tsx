// What was said, oldest above: the part of a thread that looks and behaves alike for the visitor and for the agent.
// It follows new messages while its end is in sight, and counts those that came below it otherwise.

import { untracked, useSignal, useSignalEffect, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Attachment, Author } from "../shared/protocol";
import { say } from "../shared/strings";
import { dayName } from "../shared/time";
import { Bubble } from "./bubble";
import { Icon } from "./icons";
import { QuickReplies } from "./kinds/quick_replies";
import { useOnDemand } from "./on_demand";
import { chosenReply, openReplies, picturesIn, type MessageRow, type Row } from "./rows";
import { useThreadScroll, type LeftPlace } from "./scroll";
import type { ThreadActs } from "./thread_acts";

export interface MessageLogProps {
  /** Another one is another thread: it is shown from its end. */
  thread: string;
  label: string;
  rows: readonly Row[];
  /** Who the reader is. */
  own: Author;
  /** The number of the newest message that the other side has read. */
  readTo: number;
  /** Where it was looked at before. */
  left?: LeftPlace;
  /** Whether the newest message is in sight. */
  isAtEnd: Signal<boolean>;
  /** The newest message has come into sight. */
  seen(): void;
  reachedTop(): void;
  acts: ThreadActs;
  /** The id of the box that an unsent message is edited in. */
  composer: string;
  /** Who is typing, in words; null for nobody. */
  typing: string | null;
  /** What stands above the first message. */
  children: ComponentChildren;
}

export function MessageLog(props: MessageLogProps) {
  const { rows, own, isAtEnd, acts } = props;
  const messages = rows.filter((row) => row.kind === "message");
  const oldest = rows.find((row) => row.kind !== "day");
  const newest = messages.at(-1);
  const newestOwn = messages.findLast((row) => row.author === own && row.outgoing === null);
  const { log, toEnd, watch } = useThreadScroll({
    thread: props.thread,
    newest: newest?.key,
    oldest: oldest?.key,
    reachedTop: props.reachedTop,
    isAtEnd,
    isTyping: props.typing !== null,
    left: props.left,
    isOwnNewest: newest !== undefined && newest.outgoing !== null,
  });
  useSignalEffect(() => {
    if (isAtEnd.value) untracked(props.seen);
  });
  const below = useMissed(messages, own, isAtEnd.value);
  const { large, show } = useLightbox(rows);
  const edit = (client_id: string) => {
    acts.edit(client_id);
    document.getElementById(props.composer)?.focus();
  };
  const statusOf = (row: MessageRow) => (row === newestOwn ? (props.readTo >= row.number ? "seen" : "sent") : null);
  const replies = openReplies(rows);

  return (
    <div class="thread-box">
      <div class="thread" ref={log} onScroll={watch} role="log" aria-live="polite" aria-relevant="additions" aria-label={props.label} tabIndex={0}>
        {props.children}
        {rows.map((row) =>
          row.kind === "day" ? (
            <p class="thread__day" key={row.key}>
              <span>{dayName(row.at, Date.now())}</span>
            </p>
          ) : row.kind === "other" ? (
            acts.renderOther?.(row, show)
          ) : (
            <Bubble key={row.key} row={row} own={own} status={statusOf(row)} chosen={chosenReply(rows, row)} acts={{ ...acts, edit }} show={show} />
          ),
        )}
        {acts.reply !== undefined && replies.length > 0 && <QuickReplies key={`replies-${newest?.key}`} replies={replies} reply={acts.reply} />}
        {props.typing !== null && <Typing words={props.typing} />}
      </div>
      {below > 0 && !isAtEnd.value && (
        <button class="pill" type="button" onClick={toEnd}>
          {say("new_messages", { count: below })}
          <Icon name="down" />
        </button>
      )}
      {large}
    </div>
  );
}

function Typing({ words }: { words: string }) {
  return (
    <p class="typing" aria-live="off">
      <span class="typing__dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="typing__name">{words}</span>
    </p>
  );
}

const loadExtras = () => import("./extras");

/** The large view of a picture, from which the arrows lead to all others of the thread. */
function useLightbox(rows: readonly Row[]): { large: ComponentChildren; show(picture: Attachment): void } {
  const shown = useSignal<string | null>(null);
  const { part, call } = useOnDemand(loadExtras);
  const Lightbox = part.value?.Lightbox;
  const close = () => (shown.value = null);
  return {
    large: shown.value !== null && Lightbox ? <Lightbox pictures={picturesIn(rows)} id={shown.value} close={close} /> : null,
    show(picture) {
      shown.value = picture.id;
      call(close);
    },
  };
}

/** Counts what others wrote while the end was out of sight. */
function useMissed(messages: readonly MessageRow[], own: Author, isAtEnd: boolean): number {
  const seenTo = useSignal(0);
  const newest = messages.reduce((most, row) => Math.max(most, row.number), 0);
  if (isAtEnd && seenTo.peek() !== newest) seenTo.value = newest;
  return messages.filter((row) => row.number > seenTo.value && row.author !== own && row.author !== "system").length;
}
