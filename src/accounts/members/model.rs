//! The nouns of members.

use crate::{
    accounts::Agent,
    base::{Timestamp, ids::SessionId},
};

/// A person of the workspace.
#[derive(Debug, Clone)]
pub struct Member {
    pub agent: Agent,
    pub has_two_factor: bool,
    pub created_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    pub deactivated_at: Option<Timestamp>,
    /// Sessions that still open something.
    pub sessions: u32,
}

/// A session, as its owner sees it.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// Absent where an older version began it and it was not used since.
    pub id: Option<SessionId>,
    pub browser: Option<String>,
    pub address: Option<String>,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}
