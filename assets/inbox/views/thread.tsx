// The open conversation: who it is, what was said, and the box for the answer.

import { say } from "../../shared/strings";
import { Avatar } from "../../ui/avatar";
import { Composer } from "../../ui/composer";
import { Icon } from "../../ui/icons";
import { MessageLog } from "../../ui/message_log";
import { rowsOf } from "../../ui/rows";
import { MESSAGE_MAX_CHARS, type InboxState } from "../state/inbox";
import type { Thread } from "../state/threads";
import type { Panes } from "./app";
import { InsertMenu } from "./insert_menu";
import { RatingBadge, RatingLine } from "./rating";
import { ResolveButton } from "./resolve_button";
import { Sureness } from "./sureness";
import { NoneOpen, ThreadSkeleton, ThreadTrouble } from "./thread_states";

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
            send={() => inbox.sendIn(id)}
            changed={() => inbox.typed(id)}
            picking={inbox.pickingOf(id)}
            hasEmoji
          >
            <InsertMenu inbox={inbox} />
          </Composer>
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
  const conversation = inbox.facts.rows.value.get(thread.id)?.conversation;
  return (
    <header class="pane__head">
      <BackButton inbox={inbox} />
      <Avatar id={contact.id} isOnline={isOnline} />
      <div class="pane__names">
        <h1 class="pane__name">
          <bdi>{contact.name}</bdi>
          <Sureness isVerified={contact.is_verified} />
          {conversation?.status === "resolved" && <span class="badge badge--ok">{say("resolved")}</span>}
          {conversation && <RatingBadge rating={conversation.rating} />}
        </h1>
        <p class="pane__where">{isOnline ? (contact.page?.title ?? say("online")) : (contact.email ?? conversation?.site_name)}</p>
      </div>
      {conversation && <ResolveButton inbox={inbox} conversation={conversation} />}
      <button class="icon-button pane__details" type="button" aria-expanded={isShown} aria-label={say(isShown ? "hide_details" : "show_details")} onClick={() => (panes.showsDetails.value = !isShown)}>
        <Icon name="details" />
      </button>
    </header>
  );
}

function Messages({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const { facts, outbox } = inbox;
  const { name } = thread.contact;
  const waiting = outbox.items.value.filter((one) => one.conversation_id === thread.id);
  const rows = rowsOf(facts.messages.value, waiting, "agent").map((row) =>
    row.kind === "message" && row.author === "visitor" ? { ...row, author_name: name } : row,
  );
  const conversation = facts.rows.value.get(thread.id)?.conversation;
  const isTyping = (facts.typingIn.value.get(thread.id) ?? 0) > 0;
  return (
    <MessageLog
      thread={thread.id}
      label={say("conversation_with", { name })}
      rows={rows}
      own="agent"
      readTo={thread.visitor_read}
      isAtEnd={facts.isAtEnd}
      seen={inbox.seen}
      reachedTop={inbox.loadEarlier}
      acts={{
        retry: outbox.retry,
        edit: inbox.edit,
        discard: outbox.withdraw,
        refresh: () => void inbox.load(thread.id),
        renderRating: (row) => <RatingLine row={row} conversation={conversation} />,
      }}
      composer="reply"
      typing={isTyping ? say("visitor_typing", { name }) : null}
    >
      <p class="thread__note">{facts.isLoadingEarlier.value ? say("loading_earlier") : facts.hasEarlier.value ? "" : say("conversation_start")}</p>
    </MessageLog>
  );
}
