// Shapes of the inbox's API that several parts of its state share: the server's own under shorter names, and narrower where the
// server's types say no more than that it is text.

import type { AttributeFilter, AttributeOperator, AvailabilityState, ConversationState, ConversationSummary, DirectoryAgent, DirectorySite, DirectoryTag, DirectoryTeam, InboxDirectory, InboxPage, ListSort, Priority, SavedFilters, SavedView } from "../../shared/protocol";

export type Availability = AvailabilityState;
export type AgentEntryOf = Omit<DirectoryAgent, "availability"> & { availability: Availability };
export type TeamView = DirectoryTeam;
export type TagView = DirectoryTag;
export type SiteBrief = DirectorySite;
export type Sort = ListSort;
export type StateFilter = ConversationState | "all";
export type AttributeOp = AttributeOperator;
export type AttributeCondition = AttributeFilter;
export type SavedViewOf = SavedView;
export type { SavedFilters };

/** `GET /api/inbox/directory`. */
export type Catalogue = Omit<InboxDirectory, "agents"> & { agents: AgentEntryOf[] };

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
