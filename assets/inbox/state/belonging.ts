// Whether a conversation belongs to a list. Pure: `unknown` where only the server can tell.

import type { ConversationSummary } from "../../shared/protocol";
import type { Sort, StateFilter } from "./wire";

export interface ListKey {
  view: string;
  sort: Sort | null;
  state: StateFilter | null;
}

export type Belongs = "yes" | "no" | "unknown";

/** States that a view shows where the address names none. */
export function stateOf({ view, state }: ListKey): StateFilter {
  if (view === "snoozed" || view === "done" || view === "all") return view;
  return state ?? "open";
}

export function nameOfList({ view, sort, state }: ListKey): string {
  return `${view}|${sort ?? ""}|${state ?? ""}`;
}

/** Whether its members follow from more than a conversation's own facts. */
export function isAsked(view: string): boolean {
  return view === "mentions" || view.startsWith("saved:");
}

export function belongs(key: ListKey, one: ConversationSummary, me_id: string): Belongs {
  if (key.view.startsWith("saved:")) return "unknown";
  const state = stateOf(key);
  if (state !== "all" && one.state !== state) return "no";
  if (key.view === "mentions") return "unknown";
  return isOf(key.view, one, me_id) ? "yes" : "no";
}

function isOf(view: string, one: ConversationSummary, me_id: string): boolean {
  const [kind, id] = view.split(":");
  if (kind === "mine") return one.assignee_id === me_id;
  if (kind === "unassigned") return one.assignee_id === null;
  if (kind === "team") return one.team_id === id;
  if (kind === "tag") return id !== undefined && one.tag_ids.includes(id);
  if (kind === "site") return one.site_id === id;
  return true;
}
