// One conversation in the list: who, how sure, what was said last and when, how long it waits and whose it is.

import { Avatar } from "../../ui/avatar";
import { Icon } from "../../ui/icons";
import { usePart } from "../../ui/part";
import { exactTime, shortAgo } from "../../shared/time";
import { say } from "../../shared/strings";
import type { ConversationSummary } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";
import { isProven } from "../state/proven";
import { unreadOf, type Row } from "../state/rows";
import { now } from "./now";
import { SwipeBehind, useSwipe } from "./phone/swipe";
import { RowActs } from "./row_acts";
import { RowFacts, RowMarks, RowOwner } from "./row_facts";
import { RowFailure, RowGoing } from "./row_states";
import { Sureness } from "./sureness";

interface ListRowProps {
  inbox: InboxState;
  row: Row;
  /** Whether Tab leads to it. */
  isStop: boolean;
  /** Whether it is open: told, so that opening another one draws two rows anew and not all of them. */
  isCurrent: boolean;
}

export function ListRow({ inbox, row, isStop, isCurrent }: ListRowProps) {
  const { place, selecting, facts, listing, acts } = inbox;
  const { id, contact, last_activity_at } = row.conversation;
  const unread = unreadOf(row);
  const leaving = usePart(id, () => listing.leaving.value.get(id));
  const failure = usePart(id, () => acts.failures.value.get(id));
  const isSelected = usePart(id, () => selecting.has(id));
  const isOnline = usePart(contact.id, () => facts.online.value.get(contact.id) === true);
  const classes = ["row", isCurrent && "row--current", failure && "row--failed", unread > 0 && "row--unread", isSelected && "row--selected", leaving && `row--leaving-${leaving}`, selecting.isOn.value && "row--selecting"];
  const swipe = useSwipe(inbox, row);
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    selecting.cursor.value = id;
    if (event.shiftKey) selecting.rangeTo(id);
    else place.open(id);
  };
  return (
    <>
      <SwipeBehind swipe={swipe} row={row} />
      <div class={classes.filter(Boolean).join(" ")} ref={swipe.element}>
        <button
          class="row__select"
          type="button"
          role="checkbox"
          aria-checked={isSelected}
          aria-label={say("select_row", { name: contact.name })}
          tabIndex={isStop ? 0 : -1}
          onClick={(event) => (event.shiftKey ? selecting.rangeTo(id) : selecting.toggle(id))}
        >
          <Avatar id={contact.id} isOnline={isOnline} />
          <span class="row__box">{isSelected && <Icon name="check" />}</span>
        </button>
        <a
          class="row__link"
          href={place.conversationHref(id)}
          aria-current={isCurrent ? "true" : undefined}
          data-conversation={id}
          tabIndex={isStop ? 0 : -1}
          onClick={open}
          onFocus={() => (selecting.cursor.value = id)}
        >
          <span class="row__head">
            {unread > 0 && (
              <span class="row__unread">
                <span class="visually-hidden">{say("unread_count", { count: unread })}</span>
              </span>
            )}
            <bdi class="row__name">{contact.name}</bdi>
            <Sureness isVerified={isProven(contact, row.conversation)} />
            <RowMarks inbox={inbox} row={row} />
            <time class="row__time" dateTime={new Date(last_activity_at).toISOString()} title={exactTime(last_activity_at)}>
              {shortAgo(last_activity_at, now.value)}
            </time>
          </span>
          {failure ? null : (
            <span class="row__line">
              <Preview inbox={inbox} conversation={row.conversation} />
              <RowOwner inbox={inbox} conversation={row.conversation} />
            </span>
          )}
          {failure ? null : <RowFacts inbox={inbox} conversation={row.conversation} />}
        </a>
        {failure && <RowFailure inbox={inbox} id={id} failure={failure} />}
        {leaving === "own" ? <RowGoing inbox={inbox} id={id} /> : failure ? null : <RowActs inbox={inbox} row={row} isStop={isStop} />}
      </div>
    </>
  );
}

function Preview({ inbox, conversation }: { inbox: InboxState; conversation: ConversationSummary }) {
  const isTyping = usePart(conversation.id, () => (inbox.facts.typingIn.value.get(conversation.id) ?? 0) > 0);
  return (
    <span class={`row__preview${isTyping ? " row__preview--typing" : ""}`} dir="auto">
      {isTyping ? say("is_typing_preview") : previewOf(conversation, inbox.me.agent.name)}
    </span>
  );
}

/** What was said last, by the visitor, by the team, or in a note among colleagues. */
export function previewOf({ last_message: last, last_note: note }: ConversationSummary, ownName: string): string {
  if (note !== null && note.at > (last?.at ?? 0)) return say("preview_note", { text: note.preview });
  if (last === null) return "";
  if (last.author !== "agent") return last.preview;
  const isOwn = last.author_name === null || last.author_name === ownName;
  return isOwn ? say("preview_you", { text: last.preview }) : say("preview_agent", { name: last.author_name ?? "", text: last.preview });
}
