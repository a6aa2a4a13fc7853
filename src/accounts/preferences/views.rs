//! What is read of agents' choices.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};

use super::{Availability, Preferences, Word};
use crate::base::{Error, Result, ids::AgentId};

/// What an agent chose, and what it says of itself.
///
/// # Errors
/// `NotFound`.
pub fn of(connection: &Connection, id: AgentId) -> Result<(Preferences, Availability)> {
    let mut statement = connection
        .prepare_cached("SELECT preferences, availability, available_again_at FROM agents WHERE agent_id = ?1")?;
    let found = statement.query_row([id], |row| Ok((row.get::<_, String>("preferences")?, availability_of(row)?)));
    let (stored, availability) = found.optional()?.ok_or(Error::NotFound("agent"))?;
    Ok((Preferences::from_stored(&stored), availability))
}

/// What everybody who may sign in says of itself.
///
/// # Errors
/// `Internal` only.
pub fn availabilities(connection: &Connection) -> Result<HashMap<AgentId, Availability>> {
    let mut statement = connection.prepare_cached(
        "SELECT agent_id, availability, available_again_at FROM agents /* a handful */ WHERE is_active = 1",
    )?;
    let all = statement.query_map([], |row| Ok((row.get("agent_id")?, availability_of(row)?)))?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

/// What one agent says of itself; `None` for who may not sign in.
///
/// # Errors
/// `Internal` only.
pub fn availability(connection: &Connection, id: AgentId) -> Result<Option<Availability>> {
    let mut statement = connection
        .prepare_cached("SELECT availability, available_again_at FROM agents WHERE agent_id = ?1 AND is_active = 1")?;
    Ok(statement.query_row([id], availability_of).optional()?)
}

fn availability_of(row: &Row<'_>) -> rusqlite::Result<Availability> {
    let word: String = row.get("availability")?;
    Ok(Availability { word: word.parse().unwrap_or(Word::Online), again_at: row.get("available_again_at")? })
}
