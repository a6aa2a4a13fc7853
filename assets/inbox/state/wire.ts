// Shapes of the inbox's API that several parts of its state share.

import type { ConversationState, ConversationSummary, InboxPage, Priority } from "../../shared/protocol";

export type Availability = "online" | "away" | "busy";

export interface AgentEntryOf {
  id: string;
  name: string;
  email: string;
  picture_url: string | null;
  role: string;
  is_active: boolean;
  availability: Availability | null;
}

export interface TeamView {
  id: string;
  name: string;
  agent_ids: string[];
}

export interface TagView {
  id: string;
  name: string;
  /** One of the code's colours. */
  colour: string;
}

export interface SiteBrief {
  id: string;
  name: string;
  /** The first of the addresses that may show its widget. */
  link?: string | null;
}

export type Sort = "newest" | "oldest" | "waiting";
export type StateFilter = ConversationState | "all";

export type AttributeOp = "is" | "is_not" | "contains" | "set" | "not_set" | "more" | "less";

export interface AttributeCondition {
  name: string;
  op: AttributeOp;
  value?: string;
}

/** An empty list is no condition. */
export interface SavedFilters {
  states: ConversationState[];
  /** Ids of agents, `me` or `nobody`. */
  assignees: string[];
  teams: string[];
  /** Any of these. */
  tags: string[];
  sites: string[];
  priorities: Priority[];
  is_verified?: boolean | null;
  /** Waiting longer than so many minutes. */
  waiting_minutes?: number | null;
  /** All of these; at most 10. */
  attributes: AttributeCondition[];
  unread?: boolean | null;
}

export interface SavedViewOf {
  id: string;
  name: string;
  is_shared: boolean;
  is_own: boolean;
  filters: SavedFilters;
  sort: Sort;
  version: number;
}

/** `GET /api/inbox/directory`. */
export interface Catalogue {
  seq: number;
  agents: AgentEntryOf[];
  teams: TeamView[];
  tags: TagView[];
  sites: SiteBrief[];
  saved_views: SavedViewOf[];
}

/** `GET /api/inbox/counts`: capped at 1,000. */
export interface CountsOf {
  seq: number;
  counts: Record<string, number>;
}

/** What can be done to a conversation. */
export type Act =
  | { type: "assign_agent"; agent_id: string | null }
  | { type: "assign_team"; team_id: string | null }
  /** `until` is null where the visitor's next message ends it. */
  | { type: "snooze"; until: number | null }
  | { type: "wake" }
  | { type: "resolve" }
  | { type: "reopen" }
  | { type: "priority"; priority: Priority }
  | { type: "tag"; tag_id: string }
  | { type: "untag"; tag_id: string }
  | { type: "unread" }
  | { type: "read" };

export interface Change {
  conversation_id: string;
  act: Act;
}

/** `POST /api/inbox/acts`: each change for itself. */
export interface ActResults {
  /** Position of the event log at which the conversations stand as they are told. */
  seq: number;
  results: {
    conversation_id: string;
    error: { code: string; detail: string } | null;
    conversation: ConversationSummary | null;
    unread: number;
  }[];
}

export type ListPage = InboxPage;

/** A word of the permission table. */
export type Permission = "read" | "reply" | "edit_contacts" | "curate" | "manage" | "manage_people" | "manage_owners";
