//! Rows of second factors, recovery codes and half sign-ins.

use rusqlite::{Connection, OptionalExtension, params};

use super::Factor;
use crate::base::{Result, Timestamp, ids::AgentId};

/// A sign-in that has the password.
pub struct Half {
    pub agent_id: AgentId,
    pub wrong_codes: u32,
    pub expires_at: Timestamp,
}

/// The second factor of an agent; `None` where there is none, nor one being set up.
pub fn factor(connection: &Connection, id: AgentId) -> Result<Option<Factor>> {
    let mut statement = connection.prepare_cached(
        "SELECT totp_salt, totp_confirmed_at, totp_last_step FROM agents WHERE agent_id = ?1 AND totp_salt IS NOT NULL",
    )?;
    let factor = statement.query_row([id], |row| {
        Ok(Factor {
            agent_id: id,
            salt: row.get("totp_salt")?,
            is_confirmed: row.get::<_, Option<Timestamp>>("totp_confirmed_at")?.is_some(),
            last_step: row.get("totp_last_step")?,
        })
    });
    Ok(factor.optional()?)
}

/// Begins to set one up, or takes it away with `None`.
pub fn set_salt(connection: &Connection, id: AgentId, salt: Option<&str>) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE agents SET totp_salt = ?2, totp_confirmed_at = NULL, totp_last_step = NULL WHERE agent_id = ?1",
        )?
        .execute(params![id, salt])?;
    Ok(())
}

/// Notes that the app has the key.
pub fn confirm(connection: &Connection, id: AgentId, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached("UPDATE agents SET totp_confirmed_at = ?2 WHERE agent_id = ?1")?
        .execute(params![id, now])?;
    Ok(())
}

/// Notes the step whose code was used. `false` where a code of it or of a later one was used already.
pub fn use_step(connection: &Connection, id: AgentId, step: i64) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE agents SET totp_last_step = ?2 WHERE agent_id = ?1 AND (totp_last_step IS NULL OR totp_last_step < ?2)",
    )?;
    Ok(statement.execute(params![id, step])? == 1)
}

/// Puts recovery codes in the place of those before.
pub fn replace_codes(connection: &Connection, id: AgentId, hashes: &[[u8; 32]]) -> Result<()> {
    connection.prepare_cached("DELETE FROM agent_recovery_codes WHERE agent_id = ?1")?.execute([id])?;
    let mut statement =
        connection.prepare_cached("INSERT INTO agent_recovery_codes (agent_id, code_hash) VALUES (?1, ?2)")?;
    for hash in hashes {
        statement.execute(params![id, hash])?;
    }
    Ok(())
}

/// Uses up a recovery code. `false` where it is none, or was used.
pub fn use_code(connection: &Connection, id: AgentId, (hash, now): ([u8; 32], Timestamp)) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE agent_recovery_codes SET used_at = ?3 WHERE agent_id = ?1 AND code_hash = ?2 AND used_at IS NULL",
    )?;
    Ok(statement.execute(params![id, hash, now])? == 1)
}

/// Whether a recovery code works.
pub fn has_code(connection: &Connection, id: AgentId, hash: [u8; 32]) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM agent_recovery_codes WHERE agent_id = ?1 AND code_hash = ?2 AND used_at IS NULL",
    )?;
    Ok(statement.exists(params![id, hash])?)
}

/// How many recovery codes are left.
pub fn codes_left(connection: &Connection, id: AgentId) -> Result<u32> {
    let mut statement = connection
        .prepare_cached("SELECT count(*) AS codes FROM agent_recovery_codes WHERE agent_id = ?1 AND used_at IS NULL")?;
    Ok(statement.query_row([id], |row| row.get("codes"))?)
}

/// Keeps a sign-in that has the password, in the place of that agent's others.
pub fn insert_half(connection: &Connection, hash: [u8; 32], half: &Half) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO half_sign_ins (token_hash, agent_id, wrong_codes, expires_at) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![hash, half.agent_id, half.wrong_codes, half.expires_at])?;
    Ok(())
}

/// A sign-in that has the password.
pub fn half(connection: &Connection, hash: [u8; 32]) -> Result<Option<Half>> {
    let mut statement = connection
        .prepare_cached("SELECT agent_id, wrong_codes, expires_at FROM half_sign_ins WHERE token_hash = ?1")?;
    let half = statement.query_row([hash], |row| {
        Ok(Half {
            agent_id: row.get("agent_id")?,
            wrong_codes: row.get("wrong_codes")?,
            expires_at: row.get("expires_at")?,
        })
    });
    Ok(half.optional()?)
}

/// Counts a wrong code.
pub fn count_wrong(connection: &Connection, hash: [u8; 32]) -> Result<()> {
    connection
        .prepare_cached("UPDATE half_sign_ins SET wrong_codes = wrong_codes + 1 WHERE token_hash = ?1")?
        .execute([hash])?;
    Ok(())
}

/// Ends one.
pub fn delete_half(connection: &Connection, hash: [u8; 32]) -> Result<()> {
    connection.prepare_cached("DELETE FROM half_sign_ins WHERE token_hash = ?1")?.execute([hash])?;
    Ok(())
}

/// Ends all of an agent.
pub fn delete_halves_of(connection: &Connection, id: AgentId) -> Result<()> {
    connection.prepare_cached("DELETE FROM half_sign_ins WHERE agent_id = ?1")?.execute([id])?;
    Ok(())
}

/// Forgets up to `limit` that have lapsed.
pub fn delete_lapsed(connection: &Connection, now: Timestamp, limit: u32) -> Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM half_sign_ins WHERE token_hash IN (
             SELECT token_hash FROM half_sign_ins WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)",
    )?;
    Ok(statement.execute(params![now, limit])?)
}
