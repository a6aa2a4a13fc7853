//! Rows of invitations.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Invitation;
use crate::base::{
    Result, Role, Timestamp,
    ids::{AgentId, InvitationId, TeamId},
};

const COLUMNS: &str =
    "invitation_id, email, role, team_ids, invited_by, created_at, expires_at, used_at, revoked_at FROM invitations";

/// Adds one.
pub fn insert(connection: &Connection, invitation: &Invitation, token_hash: [u8; 32]) -> Result<()> {
    let teams: Vec<_> = invitation.teams.iter().map(ToString::to_string).collect();
    connection
        .prepare_cached(
            "INSERT INTO invitations (invitation_id, token_hash, email, role, team_ids, invited_by, created_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            invitation.id,
            token_hash,
            invitation.email,
            invitation.role.as_str(),
            serde_json::to_string(&teams)?,
            invitation.invited_by,
            invitation.created_at,
            invitation.expires_at
        ])?;
    Ok(())
}

/// One, by its id.
pub fn by_id(connection: &Connection, id: InvitationId) -> Result<Option<Invitation>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE invitation_id = ?1"))?;
    Ok(statement.query_row([id], invitation_of).optional()?)
}

/// One, by the hash of its link's token.
pub fn by_token(connection: &Connection, token_hash: [u8; 32]) -> Result<Option<Invitation>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE token_hash = ?1"))?;
    Ok(statement.query_row([token_hash], invitation_of).optional()?)
}

/// The newest, opening or not.
pub fn newest(connection: &Connection, limit: u32) -> Result<Vec<Invitation>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} ORDER BY created_at DESC LIMIT ?1"))?;
    Ok(statement.query_map([limit], invitation_of)?.collect::<rusqlite::Result<_>>()?)
}

/// How many made after a moment still wait.
pub fn waiting(connection: &Connection, since: Timestamp) -> Result<u32> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) AS waiting FROM invitations WHERE created_at > ?1 AND used_at IS NULL AND revoked_at IS NULL",
    )?;
    Ok(statement.query_row([since], |row| row.get("waiting"))?)
}

/// Uses one up. `false` where somebody else was faster.
pub fn mark_used(connection: &Connection, id: InvitationId, now: Timestamp) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE invitations SET used_at = ?2 WHERE invitation_id = ?1 AND used_at IS NULL AND revoked_at IS NULL",
    )?;
    Ok(statement.execute(params![id, now])? == 1)
}

/// Revokes one that waits.
pub fn revoke(connection: &Connection, id: InvitationId, now: Timestamp) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE invitations SET revoked_at = ?2 WHERE invitation_id = ?1 AND used_at IS NULL AND revoked_at IS NULL",
    )?;
    Ok(statement.execute(params![id, now])? == 1)
}

/// Those that wait for an e-mail address.
pub fn of_email(connection: &Connection, email: &str) -> Result<Vec<Invitation>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} WHERE email = ?1 AND used_at IS NULL AND revoked_at IS NULL"))?;
    Ok(statement.query_map([email], invitation_of)?.collect::<rusqlite::Result<_>>()?)
}

/// Those that wait and that somebody has made.
pub fn of_inviter(connection: &Connection, inviter: AgentId) -> Result<Vec<Invitation>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} WHERE invited_by = ?1 AND used_at IS NULL AND revoked_at IS NULL"
    ))?;
    Ok(statement.query_map([inviter], invitation_of)?.collect::<rusqlite::Result<_>>()?)
}

/// Forgets up to `limit` that were made before a moment.
pub fn delete_before(connection: &Connection, before: Timestamp, limit: u32) -> Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM invitations WHERE invitation_id IN (
             SELECT invitation_id FROM invitations WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)",
    )?;
    Ok(statement.execute(params![before, limit])?)
}

fn invitation_of(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    let teams: Vec<String> = serde_json::from_str(&row.get::<_, String>("team_ids")?).unwrap_or_default();
    Ok(Invitation {
        id: row.get("invitation_id")?,
        email: row.get("email")?,
        role: row.get::<_, Role>("role")?,
        teams: teams.iter().filter_map(|id| id.parse::<TeamId>().ok()).collect(),
        invited_by: row.get("invited_by")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        used_at: row.get("used_at")?,
        revoked_at: row.get("revoked_at")?,
    })
}
