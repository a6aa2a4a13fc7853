// The small facts of a row: marks beside the name, whose it is, and the line of waiting time, snooze, team and tags.

import { Icon } from "../../ui/icons";
import { usePart } from "../../ui/part";
import { comingTime, exactTime } from "../../shared/time";
import { say } from "../../shared/strings";
import type { ConversationSummary } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";
import type { Row } from "../state/rows";
import { waitingOf } from "../state/waiting";
import { Face } from "./face";
import { now } from "./now";
import { PriorityMark } from "./priority_mark";
import { TagDot } from "./tag_dot";

/** Tags that are shown with their names; one where time and team stand there as well. */
const TAGS_SHOWN = 2;
/** A name that is longer may be cut. */
const SHORT_CHARS = 6;

export function RowMarks({ inbox, row }: { inbox: InboxState; row: Row }) {
  const { id, priority, state, is_blocked } = row.conversation;
  const hasDraft = usePart(id, () => inbox.writing.drafts.begun.value.get(id)) ?? row.has_draft;
  return (
    <>
      <PriorityMark priority={priority} />
      {hasDraft && <Mark icon="pencil" words={say("draft")} />}
      {is_blocked && <Mark icon="close" words={say("blocked")} />}
      {state === "done" && <Mark icon="check" words={say("done")} />}
    </>
  );
}

function Mark({ icon, words }: { icon: "pencil" | "close" | "check"; words: string }) {
  return (
    <span class="row__mark" title={words}>
      <Icon name={icon} />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

export function RowOwner({ inbox, conversation }: { inbox: InboxState; conversation: ConversationSummary }) {
  const agent = inbox.directory.agent(conversation.assignee_id);
  return agent ? <Face agent={agent} label={say("assigned_to", { name: agent.name })} /> : null;
}

export function RowFacts({ inbox, conversation }: { inbox: InboxState; conversation: ConversationSummary }) {
  const { directory, place } = inbox;
  const { waiting_since, state, snoozed_until, team_id, tag_ids } = conversation;
  const waiting = state === "open" ? waitingOf(waiting_since, now.value) : null;
  const team = place.view.value === `team:${team_id}` ? undefined : directory.team(team_id);
  const tags = tag_ids.flatMap((id) => directory.tag(id) ?? []);
  const shown = team && (waiting || state === "snoozed") ? 1 : TAGS_SHOWN;
  const more = tags.slice(shown);
  return (
    <span class="row__facts">
      {waiting && <WaitingMeter since={waiting_since!} {...waiting} />}
      {state === "snoozed" && (
        <span class={snoozed_until === null ? "fact" : "fact fact--long"} title={snoozed_until === null ? say("snoozed_until_reply") : exactTime(snoozed_until)}>
          <Icon name="moon" />
          <span class="visually-hidden">{snoozed_until === null ? say("snoozed_until_reply") : say("snoozed_until", { time: "" })}</span>
          {snoozed_until === null ? <span aria-hidden="true">{say("until_reply")}</span> : <span class="fact__words">{comingTime(snoozed_until, now.value)}</span>}
        </span>
      )}
      {team && (
        <span class={named(team.name)} title={say("team_named", { name: team.name })}>
          <Icon name="people" />
          <bdi>{team.name}</bdi>
        </span>
      )}
      {tags.slice(0, shown).map((tag) => (
        <span key={tag.id} class={named(tag.name)} title={tag.name}>
          <TagDot colour={tag.colour} />
          <bdi>{tag.name}</bdi>
        </span>
      ))}
      {more.length > 0 && (
        <span class="fact" title={more.map((tag) => tag.name).join(", ")}>
          <span aria-hidden="true">+{more.length}</span>
          <span class="visually-hidden">{say("tags_more", { count: more.length, names: more.map((tag) => tag.name).join(", ") })}</span>
        </span>
      )}
    </span>
  );
}

function named(name: string): string {
  return name.length > SHORT_CHARS ? "fact fact--long" : "fact";
}

interface MeterProps {
  since: number;
  words: string;
  dots: number;
  pressing: "calm" | "soon" | "late";
}

/** Fills with time: colour only says again what the dots and the words say. */
function WaitingMeter({ since, words, dots, pressing }: MeterProps) {
  const sentence = say({ calm: "waiting_for", soon: "waiting_long", late: "waiting_too_long" }[pressing], { time: words });
  return (
    <span class={`fact meter meter--${pressing}`} title={`${sentence}. ${exactTime(since)}`}>
      <span class="meter__dots" aria-hidden="true">
        {[1, 2, 3].map((dot) => (
          <span key={dot} class={dot <= dots ? "meter__dot meter__dot--full" : "meter__dot"} />
        ))}
      </span>
      <span aria-hidden="true">{words}</span>
      <span class="visually-hidden">{sentence}</span>
    </span>
  );
}
