//! The one row of the workspace.

use rusqlite::{Connection, OptionalExtension, params};

use super::Workspace;
use crate::base::Result;

/// Writes the row. There is only ever one.
pub fn insert(connection: &Connection, workspace: &Workspace) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO workspace (workspace_id, name, time_zone, currency, setup_address, identity_salt, requires_proof, created_at)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    statement.execute(params![
        workspace.name,
        workspace.time_zone,
        workspace.currency,
        workspace.setup_address,
        workspace.identity_salt,
        workspace.requires_proof,
        workspace.created_at,
    ])?;
    Ok(())
}

/// The row, once there is one.
pub fn workspace(connection: &Connection) -> Result<Option<Workspace>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, time_zone, currency, setup_address, identity_salt, requires_proof, created_at FROM workspace",
    )?;
    let row = statement.query_row([], |row| {
        Ok(Workspace {
            name: row.get("name")?,
            time_zone: row.get("time_zone")?,
            currency: row.get("currency")?,
            setup_address: row.get("setup_address")?,
            identity_salt: row.get("identity_salt")?,
            requires_proof: row.get("requires_proof")?,
            created_at: row.get("created_at")?,
        })
    });
    Ok(row.optional()?)
}
