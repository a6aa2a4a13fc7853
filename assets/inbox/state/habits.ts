// How this agent likes to work, and what it may do, as far as lists and keys need it.

import type { MeView } from "../../shared/protocol";
import type { Permission } from "./wire";

export interface Habits {
  /** Whether single keys do something. */
  has_shortcuts: boolean;
  /** By command: the key that was chosen for it. */
  shortcuts: Readonly<Record<string, string>>;
  density: "comfortable" | "compact";
}

/** What the server tells of somebody beside the name. */
type Known = MeView & { permissions?: readonly string[] };

const OF_ROLE: Record<string, readonly Permission[]> = {
  owner: ["read", "reply", "edit_contacts", "curate", "manage", "manage_people", "manage_owners"],
  admin: ["read", "reply", "edit_contacts", "curate", "manage", "manage_people"],
  agent: ["read", "reply", "edit_contacts"],
  read_only: ["read"],
};

/** Only what is offered hangs on it: the server asks again. */
export function permissionsOf(me: MeView): ReadonlySet<string> {
  return new Set((me as Known).permissions ?? OF_ROLE[me.agent.role] ?? OF_ROLE["read_only"]);
}
