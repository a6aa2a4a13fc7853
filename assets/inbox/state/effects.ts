// What each act does to a conversation, what it changes nothing of, and what takes it back. Pure.

import type { ConversationSummary } from "../../shared/protocol";
import type { Act } from "./wire";

/** The conversation as it stands once the act is done. */
export function withAct(before: ConversationSummary, act: Act): ConversationSummary {
  switch (act.type) {
    case "assign_agent":
      return { ...before, assignee_id: act.agent_id };
    case "assign_team":
      return { ...before, team_id: act.team_id };
    case "snooze":
      return { ...before, status: "open", state: "snoozed", snoozed_until: act.until };
    case "wake":
      return before.state === "snoozed" ? { ...before, state: "open", snoozed_until: null } : before;
    case "resolve":
      return { ...before, status: "resolved", state: "done", snoozed_until: null, waiting_since: null };
    case "reopen":
      return before.state === "done" ? { ...before, status: "open", state: "open", snoozed_until: null } : before;
    case "priority":
      return { ...before, priority: act.priority };
    case "tag":
      return before.tag_ids.includes(act.tag_id) ? before : { ...before, tag_ids: [...before.tag_ids, act.tag_id] };
    case "untag":
      return { ...before, tag_ids: before.tag_ids.filter((id) => id !== act.tag_id) };
    default:
      return before;
  }
}

/** Whether everything stands already as the act would have it. */
export function changesNothing(now: ConversationSummary, unread: number, act: Act): boolean {
  switch (act.type) {
    case "assign_agent":
      return now.assignee_id === act.agent_id;
    case "assign_team":
      return now.team_id === act.team_id;
    case "snooze":
      return now.state === "snoozed" && now.snoozed_until === act.until;
    case "wake":
      return now.state !== "snoozed";
    case "resolve":
      return now.state === "done";
    case "reopen":
      return now.state !== "done";
    case "priority":
      return now.priority === act.priority;
    case "tag":
    case "untag":
      return now.tag_ids.includes(act.tag_id) === (act.type === "tag");
    case "unread":
    case "read":
      return unread > 0 === (act.type === "unread");
  }
}

/** The act that leads back to `before`; at `now` a snooze that would have ended by then is none. */
export function inverseOf(before: ConversationSummary, act: Act, now: number): Act {
  switch (act.type) {
    case "assign_agent":
      return { type: "assign_agent", agent_id: before.assignee_id };
    case "assign_team":
      return { type: "assign_team", team_id: before.team_id };
    case "priority":
      return { type: "priority", priority: before.priority };
    case "tag":
    case "untag":
      return { type: act.type === "tag" ? "untag" : "tag", tag_id: act.tag_id };
    case "unread":
      return { type: "read" };
    case "read":
      return { type: "unread" };
    default:
      return backTo(before, act, now);
  }
}

function backTo(before: ConversationSummary, act: Act, now: number): Act {
  if (before.state === "done") return { type: "resolve" };
  if (before.state === "snoozed" && (before.snoozed_until ?? Infinity) > now) return { type: "snooze", until: before.snoozed_until };
  return act.type === "snooze" ? { type: "wake" } : { type: "reopen" };
}
