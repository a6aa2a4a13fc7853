// What was done, in a sentence.

import { say } from "../../shared/strings";
import { comingTime } from "../../shared/time";
import type { Done } from "../state/acts";
import type { Directory } from "../state/directory";
import { now } from "./now";

export function wordsOfDone({ act, ids }: Pick<Done, "act" | "ids">, directory: Directory): string {
  const count = ids.length;
  switch (act.type) {
    case "assign_agent":
      return act.agent_id === null ? say("done_unassign_agent", { count }) : say("done_assign_agent", { count, name: directory.agent(act.agent_id)?.name ?? "" });
    case "assign_team":
      return act.team_id === null ? say("done_unassign_team", { count }) : say("done_assign_team", { count, name: directory.team(act.team_id)?.name ?? "" });
    case "snooze":
      return act.until === null ? say("done_snooze_reply", { count }) : say("done_snooze", { count, time: comingTime(act.until, now.value) });
    case "priority":
      return say("done_priority", { count, name: say(`priority_${act.priority}`) });
    case "tag":
    case "untag":
      return say(`done_${act.type}`, { count, name: directory.tag(act.tag_id)?.name ?? "" });
    default:
      return say(`done_${act.type}`, { count });
  }
}
