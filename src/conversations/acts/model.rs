//! The acts, and what they may ask for.

use crate::base::{Permission, Timestamp, ids::*, time};

use super::super::model::Priority;

/// The most changes of one request.
pub const MAX_CHANGES: usize = 100;

/// The most tags of one conversation.
pub const MAX_TAGS: i64 = 30;

/// The longest snooze, in milliseconds: what is put off for longer is better done.
pub const MAX_SNOOZE_MS: i64 = 5 * 366 * time::DAY;

/// What an agent does to a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Somebody is to answer, or nobody in particular.
    AssignAgent(Option<AgentId>),
    AssignTeam(Option<TeamId>),
    /// Out of sight until a moment; without one until the visitor writes.
    Snooze(Option<Timestamp>),
    Wake,
    Resolve,
    Reopen,
    Priority(Priority),
    Tag(TagId),
    Untag(TagId),
    /// The agent wants to read the visitor's last message again.
    Unread,
    Read,
}

/// An act on one conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub conversation: ConversationId,
    pub act: Act,
}

impl Act {
    /// What it needs: what only concerns the agent itself is open to whoever reads.
    pub fn permission(&self) -> Permission {
        match self {
            Self::Unread | Self::Read => Permission::Read,
            _ => Permission::Reply,
        }
    }
}
