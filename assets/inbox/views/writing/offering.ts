// What is offered for what stands before the caret, and what choosing it does.

import { call } from "../../../shared/api";
import type { MacroStep } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import type { Wanted } from "../../state/asking";
import type { InboxState } from "../../state/inbox";
import { matching } from "../../state/mentions";
import { filledIn, type FillIns } from "../../state/placeholders";
import { offersFor } from "../../state/saved_replies";
import type { Thread } from "../../state/threads";
import type { Choice } from "./choices";

/** Names that are offered at once. */
const PEOPLE_MAX = 8;

export function choicesFor(inbox: InboxState, { sign, query }: Wanted): Choice[] {
  if (sign === "/") return offersFor(inbox.beside.replies.all.value, query).map((offer) => ({ key: `${offer.kind} ${offer.kind === "reply" ? offer.reply.id : offer.macro.id}`, kind: "offer", offer }));
  const people = inbox.directory.agents.value.filter((agent) => agent.is_active && agent.id !== inbox.me.agent.id);
  return matching(people, query)
    .slice(0, PEOPLE_MAX)
    .map((person) => ({ key: person.id, kind: "person", person }));
}

export function fillInsFor({ me, facts, directory }: InboxState, thread: Thread): FillIns {
  const site = directory.site(facts.rows.value.get(thread.id)?.conversation.site_id ?? "");
  return { contact_name: thread.contact.name, agent_name: me.agent.name, workspace_name: me.workspace_name, site, conversation_id: thread.id };
}

/** What choosing would write, or do. */
export function previewOf(inbox: InboxState, thread: Thread, choice: Choice | undefined): string[] {
  if (choice?.kind !== "offer") return [];
  const { offer } = choice;
  if (offer.kind === "reply") return [filledIn(offer.reply.body, fillInsFor(inbox, thread))];
  return offer.macro.steps.map((step) => stepWords(inbox, thread, step));
}

/** Counted so that the console can say which are of use; nothing hangs on it. */
export function countUse(inbox: InboxState, reply_id: string): void {
  void inbox.attempt(() => call(`/api/inbox/replies/${encodeURIComponent(reply_id)}/used`, { method: "POST" }));
}

function stepWords(inbox: InboxState, thread: Thread, step: MacroStep): string {
  const { directory } = inbox;
  switch (step.type) {
    case "reply":
    case "note":
      return say(`step_${step.type}`, { text: filledIn(step.body, fillInsFor(inbox, thread)) });
    case "tag":
    case "untag":
      return say(`step_${step.type}`, { name: directory.tag(step.tag_id)?.name ?? say("gone_step") });
    case "assign_agent":
      if (step.agent_id == null) return say("step_assign_agent_nobody");
      return step.agent_id === "me" ? say("step_assign_agent_me") : say("step_assign_agent", { name: directory.agent(step.agent_id)?.name ?? say("gone_step") });
    case "assign_team":
      return step.team_id == null ? say("step_assign_team_nobody") : say("step_assign_team", { name: directory.team(step.team_id)?.name ?? say("gone_step") });
    case "priority":
      return say("step_priority", { name: step.priority });
    case "snooze":
      return step.minutes == null ? say("step_snooze_reply") : say("step_snooze", { time: duration(step.minutes) });
    case "resolve":
      return say("step_resolve");
  }
}

function duration(minutes: number): string {
  const [count, unit] = minutes % 1_440 === 0 ? [minutes / 1_440, "days"] : minutes % 60 === 0 ? [minutes / 60, "hours"] : [minutes, "minutes"];
  return say(`time_${unit}`, { count });
}
