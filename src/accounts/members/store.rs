//! Rows of agents, as members.

use rusqlite::{Connection, params};

use crate::base::{Result, Role, Timestamp, ids::AgentId};

/// Gives an agent another role.
pub fn set_role(connection: &Connection, id: AgentId, role: Role) -> Result<()> {
    connection
        .prepare_cached("UPDATE agents SET role = ?2 WHERE agent_id = ?1")?
        .execute(params![id, role.as_str()])?;
    Ok(())
}

/// Switches an agent off with a time, or on again without one.
pub fn set_deactivated(connection: &Connection, id: AgentId, at: Option<Timestamp>) -> Result<()> {
    connection
        .prepare_cached("UPDATE agents SET is_active = ?2, deactivated_at = ?3 WHERE agent_id = ?1")?
        .execute(params![id, at.is_none(), at])?;
    Ok(())
}

/// How many owners can sign in.
pub fn active_owners(connection: &Connection) -> Result<u32> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) AS owners FROM agents WHERE role = 'owner' AND is_active = 1 /* a handful */",
    )?;
    Ok(statement.query_row([], |row| row.get("owners"))?)
}
