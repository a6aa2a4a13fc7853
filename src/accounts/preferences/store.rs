//! What agents chose, in their rows.

use rusqlite::{Connection, params};

use super::{Availability, Preferences};
use crate::base::{Result, ids::AgentId};

/// Keeps what an agent chose.
pub fn set_preferences(connection: &Connection, id: AgentId, chosen: &Preferences) -> Result<()> {
    connection
        .prepare_cached("UPDATE agents SET preferences = ?2 WHERE agent_id = ?1")?
        .execute(params![id, serde_json::to_string(chosen)?])?;
    Ok(())
}

/// Keeps what an agent says of itself. Answers whether that is something else than before.
pub fn set_availability(connection: &Connection, id: AgentId, said: Availability) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE agents SET availability = ?2, available_again_at = ?3
         WHERE agent_id = ?1 AND (availability, available_again_at) IS NOT (?2, ?3)",
    )?;
    Ok(statement.execute(params![id, said.word.as_str(), said.again_at])? > 0)
}
