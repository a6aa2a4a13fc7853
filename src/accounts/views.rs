//! What others read of accounts.

use rusqlite::Connection;

use super::{Agent, SessionHash, model::Session, store};
use crate::base::{Result, Secret, ids::AgentId};

/// An agent and the hash of the password, for checking one.
pub struct Credentials {
    pub agent: Agent,
    pub password_hash: Secret<String>,
}

/// The account with an e-mail address, active or not.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn credentials(connection: &Connection, email: &str) -> Result<Option<Credentials>> {
    Ok(store::credentials(connection, email)?.map(|(agent, password_hash)| Credentials { agent, password_hash }))
}

/// A session and who holds it, alive or not.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn session(connection: &Connection, hash: SessionHash) -> Result<Option<Session>> {
    store::session(connection, hash)
}

/// One agent.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn agent(connection: &Connection, id: AgentId) -> Result<Option<Agent>> {
    store::agent(connection, id)
}
