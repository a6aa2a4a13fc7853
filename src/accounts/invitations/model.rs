//! The nouns of invitations.

use crate::{
    accounts::EmailAddress,
    base::{
        Role, Timestamp,
        ids::{AgentId, InvitationId, TeamId},
        time::DAY,
    },
};

/// How long a link opens, in milliseconds.
pub const LIFE_MS: i64 = 7 * DAY;

/// The most invitations that may wait at the same time.
pub const MOST_WAITING: u32 = 100;

/// Who is to be invited.
pub struct NewInvitation {
    pub email: EmailAddress,
    pub role: Role,
    /// The teams they are in from the start.
    pub teams: Vec<TeamId>,
}

/// An invitation.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: String,
    pub role: Role,
    pub teams: Vec<TeamId>,
    pub invited_by: Option<AgentId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// What a link does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Opens,
    Expired,
    Used,
    Revoked,
}

impl Invitation {
    /// What its link does at `now`.
    pub fn standing(&self, now: Timestamp) -> Standing {
        match () {
            () if self.used_at.is_some() => Standing::Used,
            () if self.revoked_at.is_some() => Standing::Revoked,
            () if now >= self.expires_at => Standing::Expired,
            () => Standing::Opens,
        }
    }
}
