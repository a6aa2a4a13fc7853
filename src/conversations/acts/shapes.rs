//! Acts and what became of them, on the wire.

use poem_openapi::{Object, Union};

use super::super::thread::shapes::{ConversationSummary, PriorityView};
use crate::base::ids::*;

/// What is to be done, in order.
#[derive(Debug, Object)]
pub struct Acts {
    /// 1 to 100.
    pub changes: Vec<ActChange>,
}

/// An act on one conversation.
#[derive(Debug, Object)]
pub struct ActChange {
    pub conversation_id: ConversationId,
    pub act: Act,
}

/// What an agent does to a conversation. What changes nothing is no error.
#[derive(Debug, Union)]
#[oai(discriminator_name = "type", one_of = true)]
pub enum Act {
    #[oai(mapping = "assign_agent")]
    AssignAgent(AssignAgent),
    #[oai(mapping = "assign_team")]
    AssignTeam(AssignTeam),
    #[oai(mapping = "snooze")]
    Snooze(Snooze),
    #[oai(mapping = "wake")]
    Wake(Wake),
    #[oai(mapping = "resolve")]
    Resolve(Resolve),
    #[oai(mapping = "reopen")]
    Reopen(Reopen),
    #[oai(mapping = "priority")]
    Priority(SetPriority),
    #[oai(mapping = "tag")]
    Tag(AddTag),
    #[oai(mapping = "untag")]
    Untag(RemoveTag),
    #[oai(mapping = "unread")]
    Unread(MarkUnread),
    #[oai(mapping = "read")]
    Read(MarkRead),
}

/// Says who is to answer.
#[derive(Debug, Object)]
pub struct AssignAgent {
    /// `null`: nobody in particular.
    pub agent_id: Option<AgentId>,
}

/// Says which team is to answer.
#[derive(Debug, Object)]
pub struct AssignTeam {
    /// `null`: no team.
    pub team_id: Option<TeamId>,
}

/// Puts it out of sight. Takes a resolved one up again.
#[derive(Debug, Object)]
pub struct Snooze {
    /// In milliseconds since 1970; `null`: until the visitor writes.
    pub until: Option<i64>,
}

/// Ends a snooze.
#[derive(Debug, Object)]
pub struct Wake {}

/// Counts it as done, and asks the visitor how it was where the site has that switched on.
#[derive(Debug, Object)]
pub struct Resolve {}

/// Takes a resolved one up again.
#[derive(Debug, Object)]
pub struct Reopen {}

/// Says how urgent it is.
#[derive(Debug, Object)]
pub struct SetPriority {
    pub priority: PriorityView,
}

/// Adds a tag; a conversation takes 30.
#[derive(Debug, Object)]
pub struct AddTag {
    pub tag_id: TagId,
}

/// Takes a tag away.
#[derive(Debug, Object)]
pub struct RemoveTag {
    pub tag_id: TagId,
}

/// Makes the visitor's last message unread again for the agent.
#[derive(Debug, Object)]
pub struct MarkUnread {}

/// Notes that the agent has seen everything.
#[derive(Debug, Object)]
pub struct MarkRead {}

/// What became of each change, in their order.
#[derive(Debug, Object)]
pub struct ActResults {
    /// Position of the event log at which the conversations stand as they are told.
    pub seq: i64,
    pub results: Vec<ActResult>,
}

/// What became of one change.
#[derive(Debug, Object)]
pub struct ActResult {
    pub conversation_id: ConversationId,
    /// Absent where it was done, or was so already.
    pub error: Option<ActError>,
    /// As it stands after all changes; absent where it is not there.
    pub conversation: Option<ConversationSummary>,
    /// Messages of the visitor that this agent has not read.
    pub unread: i64,
}

/// Why a change was not made; nothing of it was stored.
#[derive(Debug, Object)]
pub struct ActError {
    /// `invalid`, `not_found`, `forbidden` or `changed`.
    pub code: String,
    /// What is wrong and what to do.
    pub detail: String,
}
