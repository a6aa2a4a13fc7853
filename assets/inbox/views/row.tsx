// One conversation in the list: who, how sure, what was said last and when, and whether it waits for this agent.

import { Avatar } from "../../ui/avatar";
import { Icon } from "../../ui/icons";
import { exactTime, shortAgo } from "../../shared/time";
import { say } from "../../shared/strings";
import type { MessagePreview } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";
import { unreadOf, type Row } from "../state/rows";
import { now } from "./now";

export function ListRow({ inbox, row, isOpen }: { inbox: InboxState; row: Row; isOpen: boolean }) {
  const { id, contact, last_message, last_activity_at, status } = row.conversation;
  const unread = unreadOf(row);
  const isTyping = (inbox.facts.typingIn.value.get(id) ?? 0) > 0;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    inbox.place.open(id);
  };
  return (
    <li>
      <a class={`row${unread > 0 ? " row--unread" : ""}${status === "resolved" ? " row--resolved" : ""}`} href={`/inbox/c/${encodeURIComponent(id)}`} aria-current={isOpen ? "true" : undefined} data-conversation={id} onClick={open}>
        <Avatar id={contact.id} isOnline={inbox.facts.online.value.get(contact.id) === true} />
        <span class="row__words">
          <span class="row__head">
            <bdi class="row__name">{contact.name}</bdi>
            <Sureness isVerified={contact.is_verified} />
            {status === "resolved" && (
              <span class="row__resolved" title={say("resolved")}>
                <Icon name="check" />
                <span class="visually-hidden">{say("resolved")}</span>
              </span>
            )}
            <time class="row__time" dateTime={new Date(last_activity_at).toISOString()} title={exactTime(last_activity_at)}>
              {shortAgo(last_activity_at, now.value)}
            </time>
          </span>
          <span class="row__line">
            <span class={`row__preview${isTyping ? " row__preview--typing" : ""}`} dir="auto">
              {isTyping ? say("is_typing_preview") : previewOf(last_message, inbox.me.agent.name)}
            </span>
            {unread > 0 && (
              <span class="row__unread">
                <span class="visually-hidden">{say("unread_count", { count: unread })}</span>
                <span aria-hidden="true">{unread > 1 ? (unread > 99 ? "99+" : unread) : ""}</span>
              </span>
            )}
          </span>
        </span>
      </a>
    </li>
  );
}

export function Sureness({ isVerified, hasWords = false }: { isVerified: boolean; hasWords?: boolean }) {
  const word = say(isVerified ? "verified" : "unverified");
  return (
    <span class={`sure${isVerified ? " sure--verified" : ""}`} title={say(isVerified ? "verified_hint" : "unverified_hint")}>
      {isVerified ? <Icon name="verified" /> : <span class="sure__mark">?</span>}
      <span class={hasWords ? "" : "visually-hidden"}>{word}</span>
    </span>
  );
}

function previewOf(last: MessagePreview | null, ownName: string): string {
  if (last === null) return "";
  if (last.author !== "agent") return last.preview;
  const isOwn = last.author_name === null || last.author_name === ownName;
  return isOwn ? say("preview_you", { text: last.preview }) : say("preview_agent", { name: last.author_name ?? "", text: last.preview });
}
