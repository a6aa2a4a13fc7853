// What happened to the conversation, drawn as what was done to it: small, with its time, one's own deeds as one's own.

import { say } from "../../../shared/strings";
import { clockTime, exactTime } from "../../../shared/time";
import { eventWords } from "../../../ui/kinds/event_line";
import type { MessageRow } from "../../../ui/rows";
import { isOwnEvent } from "../../state/event_name";
import type { InboxState } from "../../state/inbox";

export function EventRow({ inbox, row }: { inbox: InboxState; row: MessageRow }) {
  const { content, body } = row;
  const isOwn = content?.type === "event" && isOwnEvent(content.name, inbox.me.agent, inbox.directory.agents.value);
  return <TimedLine words={eventWords({ content: isOwn ? { ...content, name: say("you") } : content, body }, "agent")} at={row.at} />;
}

export function TimedLine({ words, at }: { words: string; at: number }) {
  return (
    <p class="thread__note" title={exactTime(at)}>
      <span dir="auto">{words}</span>
      {" · "}
      <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
    </p>
  );
}
