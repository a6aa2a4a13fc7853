// The open conversation: who it is, what was said, and the box for the answer.

import { untracked, useSignal, useSignalEffect } from "@preact/signals";
import { Avatar } from "../../ui/avatar";
import { Bubble } from "../../ui/bubble";
import { Composer } from "../../ui/composer";
import { Icon } from "../../ui/icons";
import { rowsOf } from "../../ui/rows";
import { useThreadScroll } from "../../ui/scroll";
import { dayName } from "../../shared/time";
import { say } from "../../shared/strings";
import { MESSAGE_MAX_CHARS, type InboxState } from "../state/inbox";
import type { Thread } from "../state/threads";
import type { Panes } from "./app";
import { NoneOpen, ThreadSkeleton, ThreadTrouble } from "./thread_states";
import { Sureness } from "./row";

export function ThreadPane({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const id = inbox.place.conversation_id.value;
  const thread = inbox.facts.current.value;
  return (
    <section class="pane" id="thread" tabIndex={-1} aria-label={say("open_conversation")}>
      {id === null ? (
        <NoneOpen inbox={inbox} />
      ) : thread === undefined ? (
        <>
          <BackBar inbox={inbox} />
          {inbox.facts.threadLoading.value === "loading" ? <ThreadSkeleton /> : <ThreadTrouble inbox={inbox} id={id} />}
        </>
      ) : (
        <>
          <Head inbox={inbox} thread={thread} panes={panes} />
          <Messages key={id} inbox={inbox} thread={thread} />
          <Composer
            key={`composer-${id}`}
            id="reply"
            draft={inbox.drafts.of(id)}
            label={say("reply_label", { name: thread.contact.name })}
            placeholder={say("reply_placeholder", { name: thread.contact.name })}
            maxChars={MESSAGE_MAX_CHARS}
            send={inbox.send}
            changed={() => inbox.typed(id)}
          />
          <p class="pane__hint">{say("send_hint")}</p>
        </>
      )}
    </section>
  );
}

function BackBar({ inbox }: { inbox: InboxState }) {
  return (
    <div class="pane__head pane__head--bare">
      <BackButton inbox={inbox} />
    </div>
  );
}

function BackButton({ inbox }: { inbox: InboxState }) {
  return (
    <button class="icon-button pane__back" type="button" aria-label={say("back")} onClick={() => inbox.place.open(null)}>
      <Icon name="back" />
    </button>
  );
}

function Head({ inbox, thread, panes }: { inbox: InboxState; thread: Thread; panes: Panes }) {
  const { contact } = thread;
  const isOnline = inbox.facts.online.value.get(contact.id) === true;
  const isShown = panes.showsDetails.value;
  return (
    <header class="pane__head">
      <BackButton inbox={inbox} />
      <Avatar id={contact.id} isOnline={isOnline} />
      <div class="pane__names">
        <h1 class="pane__name">
          <bdi>{contact.name}</bdi>
          <Sureness isVerified={contact.is_verified} />
        </h1>
        <p class="pane__where">{isOnline ? (contact.page?.title ?? say("online")) : (contact.email ?? inbox.facts.rows.value.get(thread.id)?.conversation.site_name)}</p>
      </div>
      <button class="icon-button pane__details" type="button" aria-expanded={isShown} aria-label={say(isShown ? "hide_details" : "show_details")} onClick={() => (panes.showsDetails.value = !isShown)}>
        <Icon name="details" />
      </button>
    </header>
  );
}

function Messages({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const waiting = inbox.outbox.items.value.filter((one) => one.conversation_id === thread.id);
  const rows = rowsOf(inbox.facts.messages.value, waiting, "agent");
  const newest = rows.at(-1);
  const newestOwn = rows.findLast((row) => row.kind === "message" && row.author === "agent" && row.outgoing === null);
  const { isAtEnd } = inbox.facts;
  const { log, toEnd, watch } = useThreadScroll({
    thread: thread.id,
    newest: newest?.key,
    oldest: rows.find((row) => row.kind === "message")?.key,
    reachedTop: inbox.loadEarlier,
    isAtEnd,
    isOwnNewest: newest?.kind === "message" && newest.outgoing !== null,
  });
  useSignalEffect(() => {
    if (isAtEnd.value) untracked(inbox.seen);
  });
  const below = useMissed(inbox, isAtEnd.value);
  const isTyping = (inbox.facts.typingIn.value.get(thread.id) ?? 0) > 0;
  return (
    <div class="thread-box">
      <div class="thread" ref={log} onScroll={watch} role="log" aria-live="polite" aria-relevant="additions" aria-label={say("conversation_with", { name: thread.contact.name })} tabIndex={0}>
        <p class="thread__note">{inbox.facts.isLoadingEarlier.value ? say("loading_earlier") : inbox.facts.hasEarlier.value ? "" : say("conversation_start")}</p>
        {rows.map((row) =>
          row.kind === "day" ? (
            <p class="thread__day" key={row.key}>
              <span>{dayName(row.at, Date.now())}</span>
            </p>
          ) : (
            <Bubble
              key={row.key}
              row={row.author === "visitor" ? { ...row, author_name: thread.contact.name } : row}
              own="agent"
              status={row === newestOwn ? (thread.visitor_read >= row.number ? "seen" : "sent") : null}
              retry={inbox.outbox.retry}
              edit={(client_id) => {
                inbox.edit(client_id);
                document.getElementById("reply")?.focus();
              }}
            />
          ),
        )}
        {isTyping && (
          <p class="typing" aria-live="off">
            <span class="typing__dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {say("visitor_typing", { name: thread.contact.name })}
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

function useMissed(inbox: InboxState, isAtEnd: boolean): number {
  const seenTo = useSignal(0);
  const newest = inbox.facts.messages.value.at(-1)?.number ?? 0;
  if (isAtEnd && seenTo.peek() !== newest) seenTo.value = newest;
  return inbox.facts.messages.value.filter((message) => message.number > seenTo.value && message.author === "visitor").length;
}
