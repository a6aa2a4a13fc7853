//! The nouns of members, and who may do what to whom. Pages ask the same rules before they ask for a password: nobody
//! types one and is refused after it.

use crate::{
    accounts::Agent,
    base::{
        Actor, Error, Permission, Result, Role, Timestamp,
        ids::{AgentId, SessionId},
    },
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

/// Asks whether `actor` may change this person: owners are changed by owners only.
///
/// # Errors
/// `Forbidden`.
pub fn may_change(actor: &Actor, agent: &Agent) -> Result<()> {
    actor.may(Permission::ManagePeople)?;
    if agent.role == Role::Owner {
        actor.may(Permission::ManageOwners)?;
    }
    Ok(())
}

/// Asks whether `actor` may give this person that role: owners are made by owners only.
///
/// # Errors
/// `Forbidden`, also for one's own.
pub fn may_change_role(actor: &Actor, agent: &Agent, role: Role) -> Result<()> {
    may_change(actor, agent)?;
    if role == Role::Owner {
        actor.may(Permission::ManageOwners)?;
    }
    if agent.role == role {
        return Ok(());
    }
    not_oneself(actor, agent.id, "Nobody changes their own role. Ask another owner or administrator.")
}

/// Asks whether `actor` may deactivate this person.
///
/// # Errors
/// `Forbidden`, also for oneself.
pub fn may_deactivate(actor: &Actor, agent: &Agent) -> Result<()> {
    may_change(actor, agent)?;
    not_oneself(actor, agent.id, "Nobody deactivates themselves. Ask another owner or administrator.")
}

/// Asks whether `actor` may reactivate this person.
///
/// # Errors
/// `Forbidden`, also for oneself.
pub fn may_reactivate(actor: &Actor, agent: &Agent) -> Result<()> {
    may_change(actor, agent)?;
    not_oneself(actor, agent.id, "Nobody reactivates themselves: who can sign in is active.")
}

/// Asks whether `actor` may take away the second factor of this person.
///
/// # Errors
/// `Forbidden`, also for one's own: that asks for the password, on the profile.
pub fn may_reset_two_factor(actor: &Actor, agent: &Agent) -> Result<()> {
    may_change(actor, agent)?;
    not_oneself(actor, agent.id, "Switch off your own two-factor sign-in on your profile, with your password.")
}

/// Asks whether it is somebody else whom `actor` acts on.
fn not_oneself(actor: &Actor, id: AgentId, sentence: &str) -> Result<()> {
    match actor {
        Actor::Agent { id: own, .. } if *own == id => Err(Error::Forbidden(sentence.to_owned())),
        _ => Ok(()),
    }
}
