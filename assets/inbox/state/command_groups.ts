// Where each command stands in lists of keys and in the palette. What is named nowhere here stands with the rest.

import type { Command } from "./commands";

export const GROUPS = ["move", "act", "write", "person", "go", "rest"] as const;
export type CommandGroup = (typeof GROUPS)[number];

const IDS: Partial<Record<CommandGroup, readonly string[]>> = {
  move: ["next", "previous", "open", "back", "open_next", "open_previous", "select", "extend_down", "extend_up"],
  act: ["done", "assign", "assign_me", "snooze", "tags", "priority", "unread", "undo", "copy_link"],
  write: ["reply", "note", "undo_send"],
};

/** Held down, these are done again and again; nothing else is. */
const HELD: readonly string[] = ["next", "previous", "open_next", "open_previous", "extend_down", "extend_up"];

export function groupOf({ id }: Pick<Command, "id">): CommandGroup {
  const named = GROUPS.find((group) => IDS[group]?.includes(id));
  if (named) return named;
  return id.startsWith("person_") ? "person" : id.startsWith("go_") ? "go" : "rest";
}

export function mayBeHeld({ id }: Pick<Command, "id">): boolean {
  return HELD.includes(id);
}
