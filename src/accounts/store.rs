//! Rows of agents and of their sessions.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Agent, Device, SessionHash,
    model::{IDLE_MS, Session},
};
use crate::base::{
    Error, FieldErrors, Result, Secret, Timestamp,
    error::on_unique,
    ids::{AgentId, SessionId},
};

/// Adds an agent.
///
/// # Errors
/// `Invalid` at `/email` where the address is taken.
pub fn insert_agent(
    connection: &Connection,
    agent: &Agent,
    password_hash: &Secret<String>,
    now: Timestamp,
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO agents (agent_id, email, name, role, password_hash, is_active, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let result = statement.execute(params![
        agent.id,
        agent.email,
        agent.name,
        agent.role.as_str(),
        password_hash.reveal(),
        agent.is_active,
        now
    ]);
    on_unique(result, "agents.email", || {
        Error::from(FieldErrors::one(
            "/email",
            "This address is already used by another agent. Sign in with it, or choose another one.",
        ))
    })?;
    Ok(())
}

/// One agent.
pub fn agent(connection: &Connection, id: AgentId) -> Result<Option<Agent>> {
    let mut statement = connection
        .prepare_cached("SELECT agent_id, email, name, role, is_active, picture_id FROM agents WHERE agent_id = ?1")?;
    Ok(statement.query_row([id], agent_of).optional()?)
}

/// One agent and the hash of the password.
pub fn credentials(connection: &Connection, email: &str) -> Result<Option<(Agent, Secret<String>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT agent_id, email, name, role, is_active, picture_id, password_hash FROM agents WHERE email = ?1",
    )?;
    Ok(statement.query_row([email], |row| Ok((agent_of(row)?, Secret::new(row.get("password_hash")?)))).optional()?)
}

/// Replaces the hash of a password.
pub fn set_password(connection: &Connection, id: AgentId, password_hash: &Secret<String>) -> Result<()> {
    connection
        .prepare_cached("UPDATE agents SET password_hash = ?2 WHERE agent_id = ?1")?
        .execute(params![id, password_hash.reveal()])?;
    Ok(())
}

/// Gives an agent another name.
pub fn set_name(connection: &Connection, id: AgentId, name: &str) -> Result<()> {
    connection.prepare_cached("UPDATE agents SET name = ?2 WHERE agent_id = ?1")?.execute(params![id, name])?;
    Ok(())
}

/// Replaces the picture of an agent; `None` where there is none.
///
/// # Errors
/// `Invalid` at `/picture_id` where there is no such picture.
pub fn set_picture(connection: &Connection, id: AgentId, picture_id: Option<&str>) -> Result<()> {
    if let Some(picture_id) = picture_id {
        let mut exists = connection.prepare_cached("SELECT 1 FROM pictures WHERE picture_id = ?1")?;
        if !exists.exists([picture_id])? {
            let sentence = "This picture is not here any more. Choose it again.";
            return Err(FieldErrors::one("/picture_id", sentence).into());
        }
    }
    connection
        .prepare_cached("UPDATE agents SET picture_id = ?2 WHERE agent_id = ?1")?
        .execute(params![id, picture_id])?;
    Ok(())
}

/// Gives an agent another e-mail address.
///
/// # Errors
/// `Invalid` at `/email` where the address is taken.
pub fn set_email(connection: &Connection, id: AgentId, email: &str) -> Result<()> {
    let mut statement = connection.prepare_cached("UPDATE agents SET email = ?2 WHERE agent_id = ?1")?;
    on_unique(statement.execute(params![id, email]), "agents.email", || {
        Error::from(FieldErrors::one("/email", "Somebody else here signs in with this address. Choose another one."))
    })?;
    Ok(())
}

/// Adds a session.
pub fn insert_session(
    connection: &Connection,
    hash: SessionHash,
    id: AgentId,
    (session_id, device, now): (SessionId, &Device, Timestamp),
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO agent_sessions (token_hash, agent_id, created_at, last_used_at, proved_at, session_id, browser, address)
             VALUES (?1, ?2, ?3, ?3, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![hash.0, id, now, session_id, device.browser, address_of(device)])?;
    see(connection, id, now)
}

/// A session with its agent, alive or not.
pub fn session(connection: &Connection, hash: SessionHash) -> Result<Option<Session>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.agent_id, a.email, a.name, a.role, a.is_active, a.picture_id, s.created_at, s.last_used_at, s.proved_at
         FROM agent_sessions s JOIN agents a ON a.agent_id = s.agent_id WHERE s.token_hash = ?1",
    )?;
    let session = statement.query_row([hash.0], |row| {
        Ok(Session {
            agent: agent_of(row)?,
            created_at: row.get("created_at")?,
            last_used_at: row.get("last_used_at")?,
            proved_at: row.get("proved_at")?,
        })
    });
    Ok(session.optional()?)
}

/// Notes that an agent proved who they are, in a session of theirs; answers whether there is that session still.
pub fn set_proved(connection: &Connection, hash: SessionHash, (id, now): (AgentId, Timestamp)) -> Result<bool> {
    let sql = "UPDATE agent_sessions SET proved_at = ?3 WHERE token_hash = ?1 AND agent_id = ?2";
    Ok(connection.prepare_cached(sql)?.execute(params![hash.0, id, now])? > 0)
}

/// Notes that a session was used, and where; one of an older version gets an id with it.
pub fn touch_session(
    connection: &Connection,
    hash: SessionHash,
    (session_id, device, now): (SessionId, &Device, Timestamp),
) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "UPDATE agent_sessions SET last_used_at = max(last_used_at, ?2), session_id = coalesce(session_id, ?3),
             browser = coalesce(?4, browser), address = coalesce(?5, address)
         WHERE token_hash = ?1 RETURNING agent_id",
    )?;
    let bound = params![hash.0, now, session_id, device.browser, address_of(device)];
    let agent: Option<AgentId> = statement.query_row(bound, |row| row.get("agent_id")).optional()?;
    agent.map_or(Ok(()), |agent| see(connection, agent, now))
}

/// Notes when an agent was last here.
fn see(connection: &Connection, id: AgentId, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached("UPDATE agents SET last_seen_at = max(coalesce(last_seen_at, 0), ?2) WHERE agent_id = ?1")?
        .execute(params![id, now])?;
    Ok(())
}

fn address_of(device: &Device) -> Option<String> {
    device.address.map(|address| address.to_string())
}

/// The sessions of an agent.
pub fn sessions_of(connection: &Connection, id: AgentId) -> Result<Vec<SessionHash>> {
    let mut statement = connection.prepare_cached("SELECT token_hash FROM agent_sessions WHERE agent_id = ?1")?;
    let hashes = statement.query_map([id], |row| row.get("token_hash").map(SessionHash))?;
    Ok(hashes.collect::<rusqlite::Result<_>>()?)
}

/// One session of an agent, by its id.
pub fn session_of(connection: &Connection, agent: AgentId, id: SessionId) -> Result<Option<SessionHash>> {
    let mut statement =
        connection.prepare_cached("SELECT token_hash FROM agent_sessions WHERE agent_id = ?1 AND session_id = ?2")?;
    Ok(statement.query_row(params![agent, id], |row| row.get("token_hash").map(SessionHash)).optional()?)
}

/// Ends a session and answers whose it was.
pub fn delete_session(connection: &Connection, hash: SessionHash) -> Result<Option<AgentId>> {
    let mut statement =
        connection.prepare_cached("DELETE FROM agent_sessions WHERE token_hash = ?1 RETURNING agent_id")?;
    Ok(statement.query_row([hash.0], |row| row.get("agent_id")).optional()?)
}

/// Ends every session of an agent.
pub fn delete_sessions_of(connection: &Connection, id: AgentId) -> Result<usize> {
    Ok(connection.prepare_cached("DELETE FROM agent_sessions WHERE agent_id = ?1")?.execute([id])?)
}

/// Forgets up to `limit` sessions that have ended by themselves.
pub fn delete_ended(connection: &Connection, now: Timestamp, limit: u32) -> Result<usize> {
    // A session past its whole lifetime falls idle too, since its use is no longer noted; so the one index will do.
    let mut statement = connection.prepare_cached(
        "DELETE FROM agent_sessions WHERE token_hash IN (
             SELECT token_hash FROM agent_sessions WHERE last_used_at <= ?1 ORDER BY last_used_at LIMIT ?2)",
    )?;
    Ok(statement.execute(params![now.plus(-IDLE_MS), limit])?)
}

fn agent_of(row: &Row<'_>) -> rusqlite::Result<Agent> {
    Ok(Agent {
        id: row.get("agent_id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        role: row.get("role")?,
        is_active: row.get("is_active")?,
        picture_id: row.get("picture_id")?,
    })
}
