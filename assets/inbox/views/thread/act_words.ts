// What was done, as a sentence: "Ana assigned this to Bo".

import type { AgentEntry } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { shortDateTime } from "../../../shared/time";

export function actWords({ act, author_id, author_name }: AgentEntry, me: { id: string; name: string }): string {
  if (act === null) return "";
  const { what, until } = act;
  const isOwn = author_id === me.id;
  const who = author_id === null ? null : isOwn ? say("you") : (author_name ?? say("somebody"));
  const name = what === "priority" && act.name === "none" ? null : act.name;
  const isSelf = what === "assigned" && who !== null && name === (isOwn ? me.name : author_name);
  const kind = isSelf ? "_self" : what === "snoozed" && until !== null ? "_until" : name === null && NAMELESS.has(what) ? "_nobody" : "";
  const places = { who: who ?? "", name: name ?? "", until: until === null ? "" : shortDateTime(until) };
  return say(`act_${what}${kind}${who === null ? "_alone" : ""}`, places);
}

/** These have words of their own where nothing is named. */
const NAMELESS: ReadonlySet<string> = new Set(["unassigned", "team_unassigned", "priority"]);
