// What a picker would do in two steps, in one: "Assign to Ana", "Tag Refund", "Snooze until tomorrow". Found by typing.

import { say } from "../../../shared/strings";
import type { IconName } from "../../../ui/icons";
import type { InboxState } from "../inbox";
import { momentsFrom } from "../snoozing";
import type { Act } from "../wire";
import type { PaletteEntry } from "./entry";

const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;

export function actEntries(inbox: InboxState): PaletteEntry[] {
  const ids = inbox.targets();
  if (ids.length === 0 || !inbox.may("reply")) return [];
  const { directory, facts, acts } = inbox;
  const rows = ids.flatMap((id) => facts.rows.value.get(id)?.conversation ?? []);
  const entry = (id: string, icon: IconName, name: string, act: Act): PaletteEntry => ({ id, group: "here", name, icon, isLocal: false, isCommand: true, isQuiet: true, run: () => void acts.run(ids, act) });
  const agents = directory.agents.value.filter((agent) => agent.is_active && agent.id !== inbox.me.agent.id);
  return [
    ...agents.map((agent) => entry(`assign ${agent.id}`, "person", say("assign_to", { name: agent.name }), { type: "assign_agent", agent_id: agent.id })),
    entry("assign nobody", "nobody", say("assign_nobody"), { type: "assign_agent", agent_id: null }),
    ...directory.teams.value.map((team) => entry(`give ${team.id}`, "people", say("assign_to", { name: team.name }), { type: "assign_team", team_id: team.id })),
    ...directory.tags.value.map((tag) => {
      const isOn = rows.length > 0 && rows.every((row) => row.tag_ids.includes(tag.id));
      return entry(`tag ${tag.id}`, "tag", say(isOn ? "untag_as" : "tag_as", { name: tag.name }), { type: isOn ? "untag" : "tag", tag_id: tag.id });
    }),
    ...PRIORITIES.map((priority) => entry(`priority ${priority}`, "flag", say("priority_is", { name: say(`priority_${priority}`) }), { type: "priority", priority })),
    ...momentsFrom(Date.now()).map(({ words, until }) => entry(`snooze ${words}`, "clock", say(`snooze_for_${words}`), { type: "snooze", until })),
    ...(rows.some((row) => row.state === "snoozed") ? [entry("wake", "reopen", say("wake"), { type: "wake" })] : []),
    entry("mark read", "read", say("mark_read"), { type: "read" }),
  ];
}
