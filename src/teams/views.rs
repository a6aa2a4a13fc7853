//! What others read of teams.

use rusqlite::Connection;

use super::{Team, model::MAX_MEMBERS, store};
use crate::base::{Result, ids::*};

/// Somebody who can be in a team.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: AgentId,
    pub name: String,
    pub is_active: bool,
}

/// Every team with its members, by name; at most a hundred.
///
/// # Errors
/// `Internal` only.
pub fn all(connection: &Connection) -> Result<Vec<Team>> {
    store::all(connection)
}

/// One team.
///
/// # Errors
/// `Internal` only.
pub fn by_id(connection: &Connection, id: TeamId) -> Result<Option<Team>> {
    store::by_id(connection, id)
}

/// Who can be in a team, by name, at most five hundred: everybody who signs in, and who is in a team though they no longer do.
///
/// # Errors
/// `Internal` only.
pub fn candidates(connection: &Connection) -> Result<Vec<Candidate>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.agent_id, a.name, a.is_active FROM agents a
         WHERE a.is_active = 1 OR EXISTS (SELECT 1 FROM team_members t WHERE t.agent_id = a.agent_id)
         ORDER BY a.name COLLATE NOCASE, a.agent_id LIMIT ?1 /* a handful */",
    )?;
    let rows = statement.query_map([i64::try_from(MAX_MEMBERS).unwrap_or(i64::MAX)], |row| {
        Ok(Candidate { id: row.get(0)?, name: row.get(1)?, is_active: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
