//! The one row of the workspace.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Workspace, model::FormerIdentity, profile::NewProfile};
use crate::{
    base::{Result, Timestamp},
    db::Tx,
};

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
        "SELECT name, time_zone, currency, language, public_url, setup_address, identity_salt, identity_rotated_at, former_identity_salt,
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
            language: row.get("language")?,
            public_url: row.get("public_url")?,
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

/// Puts a fresh salt in the place of the present one, which becomes the former.
pub fn rotate(tx: &Tx<'_>, salt: &str, former: &FormerIdentity) -> Result<()> {
    tx.prepare_cached(
        "UPDATE workspace SET identity_salt = ?1, former_identity_salt = ?2, former_identity_ends_at = ?3,
                              identity_rotated_at = ?4, former_identity_uses = 0, former_identity_used_at = NULL",
    )?
    .execute(params![salt, former.salt, former.ends_at, tx.now()])?;
    Ok(())
}

/// Forgets the former salt.
pub fn end_former(tx: &Tx<'_>) -> Result<()> {
    tx.prepare_cached("UPDATE workspace SET former_identity_salt = NULL, former_identity_ends_at = NULL")?
        .execute([])?;
    Ok(())
}

/// Writes what an administrator says of the business; an empty address is none.
pub fn set_profile(tx: &Tx<'_>, wanted: &NewProfile) -> Result<()> {
    tx.prepare_cached(
        "UPDATE workspace SET name = ?1, public_url = nullif(?2, ''), language = ?3, time_zone = ?4, currency = ?5",
    )?
    .execute(params![wanted.name, wanted.public_url, wanted.language, wanted.time_zone, wanted.currency])?;
    Ok(())
}

pub fn set_requires_proof(tx: &Tx<'_>, requires_proof: bool) -> Result<()> {
    tx.prepare_cached("UPDATE workspace SET requires_proof = ?1")?.execute([requires_proof])?;
    Ok(())
}

pub fn set_proof_days(tx: &Tx<'_>, days: i64) -> Result<()> {
    tx.prepare_cached("UPDATE workspace SET proof_days = ?1")?.execute([days])?;
    Ok(())
}

pub fn set_hidden_kinds(tx: &Tx<'_>, kinds: &[String]) -> Result<()> {
    tx.prepare_cached("UPDATE workspace SET hidden_kinds = ?1")?.execute([serde_json::to_string(kinds)?])?;
    Ok(())
}

/// Counts a use of the former salt.
pub fn note_former_use(tx: &Tx<'_>) -> Result<()> {
    tx.prepare_cached(
        "UPDATE workspace SET former_identity_uses = former_identity_uses + 1, former_identity_used_at = ?1",
    )?
    .execute([tx.now()])?;
    Ok(())
}

/// How often the former salt was used since the rotation, and when last.
pub fn former_use(connection: &Connection) -> Result<(i64, Option<Timestamp>)> {
    let mut statement =
        connection.prepare_cached("SELECT former_identity_uses, former_identity_used_at FROM workspace")?;
    let row =
        statement.query_row([], |row| Ok((row.get("former_identity_uses")?, row.get("former_identity_used_at")?)));
    Ok(row.optional()?.unwrap_or_default())
}
