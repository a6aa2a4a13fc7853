// All conversations of a person, last activity first.

import type { ConversationSummary } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { exactTime, shortAgo } from "../../../shared/time";
import { isProven } from "../../state/proven";
import { now } from "../now";
import { Sureness } from "../sureness";
import type { PersonProps } from "./page";

export function Conversations({ inbox, person }: PersonProps) {
  const talks = person.conversations.value;
  return (
    <section class="person__part" aria-labelledby="person-conversations">
      <h2 id="person-conversations">{say("conversations")}</h2>
      {talks !== null && talks.items.length === 0 && <p class="details__none">{say("no_conversations_yet")}</p>}
      <ul class="person__list">
        {talks?.items.map((talk) => (
          <li key={talk.id}>
            <Talk talk={talk} href={inbox.place.linkTo(talk.id)} open={() => inbox.place.open(talk.id)} isMixed={(person.card.value?.contact.unproven_browsers ?? 0) > 0} />
          </li>
        ))}
      </ul>
      {talks?.next != null && (
        <button class="button button--small button--wide" type="button" onClick={() => void person.moreConversations()}>
          {say("show_more")}
        </button>
      )}
    </section>
  );
}

interface TalkProps {
  talk: ConversationSummary;
  href: string;
  /** Whether some of this person's conversations come from browsers that proved nothing. */
  isMixed: boolean;
  open(): void;
}

function Talk({ talk, href, isMixed, open }: TalkProps) {
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    open();
  };
  return (
    <a class="person__talk" href={href} onClick={press}>
      <span class="person__preview">
        <bdi>{talk.last_message?.preview ?? ""}</bdi>
      </span>
      {isMixed && <Sureness isVerified={isProven(talk.contact, talk)} />}
      <span class="badge">{say(`state_${talk.state}`)}</span>
      <time dateTime={new Date(talk.last_activity_at).toISOString()} title={exactTime(talk.last_activity_at)}>
        {shortAgo(talk.last_activity_at, now.value)}
      </time>
    </a>
  );
}
