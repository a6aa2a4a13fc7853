// Whose a conversation is to be: a colleague, a team, oneself, nobody.

import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import type { Act } from "../../state/wire";
import { Face } from "../face";
import { PickerFrame } from "./frame";
import { Listbox, type Option } from "./listbox";
import type { PickerProps } from "./picker";
import type { Presence } from "../../../shared/protocol";
import { PresenceDot } from "../notifications/availability_menu";

interface Assignment extends Option {
  act: Act;
}

export function AssignPicker({ inbox, choice }: PickerProps) {
  const options = optionsOf(inbox, choice.ids);
  const choose = (option: Option) => {
    const { act } = options.find((one) => one.id === option.id)!;
    inbox.choosing.close();
    void inbox.acts.run(choice.ids, act);
  };
  return (
    <PickerFrame inbox={inbox} choice={choice} title={say("assign")}>
      <Listbox label={say("pick_whom")} options={options} choose={choose} />
    </PickerFrame>
  );
}

function optionsOf(inbox: InboxState, ids: readonly string[]): Assignment[] {
  const { directory, me, facts } = inbox;
  const [people, teams] = [say("pick_people"), say("teams")];
  const rows = ids.flatMap((id) => facts.rows.value.get(id)?.conversation ?? []);
  const isAgent = (id: string | null) => rows.length > 0 && rows.every((row) => row.assignee_id === id);
  const isTeam = (id: string | null) => rows.length > 0 && rows.every((row) => row.team_id === id);
  const active = directory.agents.value.filter((agent) => agent.is_active);
  const mineFirst = [...active].sort((one, other) => Number(other.id === me.agent.id) - Number(one.id === me.agent.id));
  return [
    ...mineFirst.map((agent) => ({
      id: agent.id,
      name: agent.id === me.agent.id ? say("pick_me", { name: agent.name }) : agent.name,
      words: agent.email,
      mark: <Face agent={agent} />,
      end: <Whereabouts presence={inbox.colleagues.of(agent.id)} />,
      isOn: isAgent(agent.id),
      group: people,
      act: { type: "assign_agent" as const, agent_id: agent.id },
    })),
    { id: "nobody", name: say("pick_nobody"), mark: <Icon name="nobody" />, isOn: isAgent(null), group: people, act: { type: "assign_agent", agent_id: null } },
    ...directory.teamsMineFirst.value.map((team) => ({ id: team.id, name: team.name, mark: <Icon name="people" />, isOn: isTeam(team.id), group: teams, act: { type: "assign_team" as const, team_id: team.id } })),
    ...(directory.teams.value.length > 0 ? [{ id: "no-team", name: say("pick_no_team"), mark: <Icon name="close" />, isOn: isTeam(null), group: teams, act: { type: "assign_team" as const, team_id: null } }] : []),
  ];
}

/** Whether somebody can be reached just now. */
function Whereabouts({ presence }: { presence: Presence }) {
  return (
    <span class="whereabouts">
      <PresenceDot presence={presence} /> {say(`presence_${presence}`)}
    </span>
  );
}
