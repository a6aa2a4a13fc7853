// What was said and done in the open conversation, in its order, and how it is moved through.

import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../../shared/strings";
import { MessageLog } from "../../../ui/message_log";
import type { OtherRow } from "../../../ui/rows";
import type { Attachment } from "../../../shared/protocol";
import type { InboxState } from "../../state/inbox";
import { threadRows, type Part } from "../../state/thread_rows";
import type { Thread } from "../../state/threads";
import { RatingLine } from "../rating";
import { ActsRow } from "./acts_row";
import { EventRow } from "./event_row";
import { Note, UnsentNote } from "./note";
import { leftPlaceOf } from "./left_place";
import { useMark } from "./pointing";
import { Unsent } from "./unsent";

export function ThreadLog({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const { facts, writing, beside } = inbox;
  const { name } = thread.contact;
  const outgoing = writing.outbox.items.value.filter((one) => one.conversation_id === thread.id);
  const drawn = threadRows({
    messages: facts.messages.value,
    has_earlier: facts.hasEarlier.value,
    is_rated: (facts.standing.value?.rating ?? null) !== null,
    me_id: inbox.me.agent.id,
    entries: facts.entries.value,
    outgoing,
    new_from: beside.opening.new_from.value,
    missed: beside.missed.marks.value.get(thread.id) ?? null,
  });
  const rows = drawn.rows.map((row) => (row.kind === "message" && row.author === "visitor" ? { ...row, author_name: name } : row));
  const typing = useComputed(() => (facts.current.value ? typingWords(inbox, facts.current.value) : null));
  useMark(inbox, thread.id);
  // Marks of a gap were seen once another conversation is opened.
  useEffect(() => () => beside.missed.forget(thread.id), [thread.id]);
  return (
    <MessageLog
      thread={thread.id}
      label={say("conversation_with", { name })}
      rows={rows}
      own="agent"
      readTo={thread.visitor_read}
      left={leftPlaceOf(beside.looked, thread.id)}
      isAtEnd={facts.isAtEnd}
      seen={inbox.seen}
      reachedTop={inbox.loadEarlier}
      acts={{
        retry: writing.outbox.retry,
        edit: writing.sending.edit,
        refresh: () => void inbox.load(thread.id),
        renderEvent: (row) => <EventRow inbox={inbox} row={row} />,
        renderRating: (row) => <RatingLine row={row} conversation={facts.standing.value} />,
        renderOther: (row, show) => <Other key={row.key} inbox={inbox} row={row} part={drawn.parts.get(row.key)} show={show} />,
        renderOutgoing: (one) => <Unsent inbox={inbox} outgoing={one} />,
      }}
      composer="reply"
      typing={typing.value}
    >
      <Beginning inbox={inbox} />
    </MessageLog>
  );
}

interface OtherProps {
  inbox: InboxState;
  row: OtherRow;
  part: Part | undefined;
  show(picture: Attachment): void;
}

function Other({ inbox, part, show }: OtherProps) {
  const { me, directory } = inbox;
  const shared = { people: directory.agents.value, me_id: me.agent.id, show };
  switch (part?.type) {
    case "note":
      return <Note {...shared} entry={part.entry} />;
    case "unsent_note":
      return (
        <UnsentNote {...shared} outgoing={part.outgoing}>
          <Unsent inbox={inbox} outgoing={part.outgoing} />
        </UnsentNote>
      );
    case "acts":
      return <ActsRow entries={part.entries} me={me.agent} />;
    case "new":
    case "missed":
      return (
        <p class={`thread__line thread__line--${part.type}`}>
          <span>{say(part.type === "new" ? "new_line" : "missed_line")}</span>
        </p>
      );
    default:
      return null;
  }
}

/** What stands above the first message: a short thread has nothing to scroll by. */
function Beginning({ inbox }: { inbox: InboxState }) {
  const { facts } = inbox;
  if (facts.isLoadingEarlier.value) return <p class="thread__note">{say("loading_earlier")}</p>;
  if (!facts.hasEarlier.value) return <p class="thread__note">{say("conversation_start")}</p>;
  return (
    <p class="thread__note">
      <button class="text-button" type="button" onClick={inbox.loadEarlier}>
        {say("load_earlier")}
      </button>
    </p>
  );
}

/** The visitor first: whoever else types is said above the box too. */
function typingWords({ facts, beside, directory }: InboxState, thread: Thread): string | null {
  const { name } = thread.contact;
  if ((facts.typingIn.value.get(thread.id) ?? 0) > 0) return say("visitor_typing", { name });
  const [colleague] = beside.viewing.typing(thread.id);
  return colleague === undefined ? null : say("replying_one", { name: directory.agent(colleague)?.name ?? say("somebody") });
}
