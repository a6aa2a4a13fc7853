// Faces of the team: pictures where there are some, else the first letter of the name.

import type { TeamMember } from "../../shared/protocol";
import { say } from "../../shared/strings";

export function Face({ member }: { member: TeamMember }) {
  return (
    <span class="face" aria-hidden="true">
      {member.picture_url === null ? firstLetter(member.name) : <img src={member.picture_url} alt="" />}
    </span>
  );
}

export function Faces({ members }: { members: readonly TeamMember[] }) {
  if (members.length === 0) return null;
  const names = members.map((member) => member.name).join(", ");
  return (
    <span class="faces" role="img" aria-label={say("team_names", { names })}>
      {members.map((member) => (
        <Face key={member.name} member={member} />
      ))}
    </span>
  );
}

export function firstLetter(name: string): string {
  return [...name.trim()][0]?.toLocaleUpperCase() ?? "";
}
