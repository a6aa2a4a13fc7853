//! The one row of the workspace.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Workspace, model::FormerIdentity};
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
        "SELECT name, time_zone, currency, setup_address, identity_salt, identity_rotated_at, former_identity_salt,
                former_identity_ends_at, requires_proof, proof_days, hidden_kinds, created_at
         FROM workspace",
    )?;
    let row = statement.query_row([], |row| {
        let former: Option<String> = row.get("former_identity_salt")?;
        let ends_at = row.get("former_identity_ends_at")?;
        let hidden: String = row.get("hidden_kinds")?;
        Ok(Workspace {
            name: row.get("name")?,
            time_zone: row.get("time_zone")?,
            currency: row.get("currency")?,
            setup_address: row.get("setup_address")?,
            identity_salt: row.get("identity_salt")?,
            identity_rotated_at: row.get("identity_rotated_at")?,
            former_identity: former.map(|salt| FormerIdentity { salt, ends_at }),
            requires_proof: row.get("requires_proof")?,
            proof_days: row.get("proof_days")?,
            hidden_kinds: serde_json::from_str(&hidden).unwrap_or_default(),
            created_at: row.get("created_at")?,
        })
    });
    Ok(row.optional()?)
}
