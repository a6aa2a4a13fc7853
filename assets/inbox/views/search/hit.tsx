// One thing that was found. Its words are data: what was looked for is marked piece by piece.

import type { SearchHit } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { exactTime, shortAgo } from "../../../shared/time";
import { Avatar } from "../../../ui/avatar";
import { Icon, type IconName } from "../../../ui/icons";
import type { InboxState } from "../../state/inbox";
import { now } from "../now";
import type { Sought } from "./search";

const ICONS: Record<SearchHit["kind"], IconName> = { message: "chats", note: "note", contact: "person", record: "file" };

interface HitProps {
  inbox: InboxState;
  sought: Sought;
  hit: SearchHit;
  index: number;
  pressKey(event: KeyboardEvent): void;
}

export function HitLine({ inbox, sought, hit, index, pressKey }: HitProps) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    sought.recents.add(sought.searching.query.value);
    sought.opened = index;
    if (hit.conversation_id !== null) inbox.place.openAt(hit.conversation_id, hit);
    else inbox.place.openContact(hit.contact_id);
  };
  return (
    <a class="hit" href={addressOf(inbox, hit)} data-hit={index} onClick={open} onKeyDown={pressKey}>
      <Avatar id={hit.contact_id} />
      <span class="hit__head">
        <span class="hit__title">
          <HitTitle hit={hit} />
        </span>
        <span class={`hit__kind hit__kind--${hit.kind}`}>
          <Icon name={ICONS[hit.kind]} />
          {say(`hit_${hit.kind}`)}
        </span>
        <time class="hit__time" dateTime={new Date(hit.at).toISOString()} title={exactTime(hit.at)}>
          {shortAgo(hit.at, now.value)}
        </time>
      </span>
      {hit.snippet.length > 0 && (
        <span class="hit__words" dir="auto">
          {hit.snippet.map((piece, at) => (piece.is_hit ? <mark key={at}>{piece.text}</mark> : piece.text))}
        </span>
      )}
    </a>
  );
}

function HitTitle({ hit }: { hit: SearchHit }) {
  if (hit.kind === "contact") return <bdi>{hit.contact_name}</bdi>;
  if (hit.title === hit.contact_name) return <bdi>{hit.title}</bdi>;
  return (
    <>
      <bdi>{hit.title}</bdi> <span class="hit__of">{say("hit_of", { contact: hit.contact_name })}</span>
    </>
  );
}

function addressOf({ place }: InboxState, hit: SearchHit): string {
  if (hit.conversation_id === null) return `/inbox/contacts/${encodeURIComponent(hit.contact_id)}`;
  return place.linkTo(hit.conversation_id, hit);
}
