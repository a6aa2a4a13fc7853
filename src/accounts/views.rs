//! What others read of accounts.

use rusqlite::{Connection, OptionalExtension};

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

/// The account that was made first: the owner's.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn first(connection: &Connection) -> Result<Option<Agent>> {
    let mut statement =
        connection.prepare_cached("SELECT agent_id FROM agents ORDER BY created_at, agent_id LIMIT 1")?;
    let id: Option<AgentId> = statement.query_row([], |row| row.get("agent_id")).optional()?;
    id.map_or(Ok(None), |id| store::agent(connection, id))
}
