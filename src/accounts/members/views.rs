//! What pages show of members and sessions.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Member, OwnSession};
use crate::{
    accounts::{
        Agent, SessionHash,
        model::{IDLE_MS, LIFETIME_MS},
    },
    base::{Actor, Permission, Result, Timestamp, ids::AgentId},
};

/// The most people one page lists.
const MOST: u32 = 500;

/// The most sessions of one person that are listed.
const MOST_SESSIONS: u32 = 50;

const MEMBERS: &str =
    "SELECT a.agent_id, a.email, a.name, a.role, a.is_active, a.picture_id, a.totp_confirmed_at, a.created_at,
         a.last_seen_at, a.deactivated_at,
         (SELECT count(*) FROM agent_sessions s WHERE s.agent_id = a.agent_id
              AND s.last_used_at > ?1 AND s.created_at > ?2) AS sessions
     FROM agents a";

/// Everybody, those who can sign in first, by name.
///
/// # Errors
/// `Forbidden` for who manages no people.
pub fn all(connection: &Connection, actor: &Actor, now: Timestamp) -> Result<Vec<Member>> {
    actor.may(Permission::ManagePeople)?;
    let mut statement = connection.prepare_cached(&format!(
        "{MEMBERS} ORDER BY a.is_active DESC, a.name COLLATE NOCASE, a.agent_id LIMIT ?3 /* a handful */"
    ))?;
    let members = statement.query_map(params![now.plus(-IDLE_MS), now.plus(-LIFETIME_MS), MOST], member_of)?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
}

/// One person.
///
/// # Errors
/// `Forbidden` for who manages no people.
pub fn one(connection: &Connection, actor: &Actor, (id, now): (AgentId, Timestamp)) -> Result<Option<Member>> {
    actor.may(Permission::ManagePeople)?;
    let mut statement = connection.prepare_cached(&format!("{MEMBERS} WHERE a.agent_id = ?3"))?;
    let member = statement.query_row(params![now.plus(-IDLE_MS), now.plus(-LIFETIME_MS), id], member_of);
    Ok(member.optional()?)
}

/// The sessions of an agent that still open something, last used first. `this` is the one that asks.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn sessions(
    connection: &Connection,
    (agent, this): (AgentId, SessionHash),
    now: Timestamp,
) -> Result<Vec<OwnSession>> {
    let mut statement = connection.prepare_cached(
        "SELECT token_hash, session_id, browser, address, created_at, last_used_at FROM agent_sessions
         WHERE agent_id = ?1 AND last_used_at > ?2 AND created_at > ?3
         ORDER BY last_used_at DESC LIMIT ?4 /* a handful */",
    )?;
    let bound = params![agent, now.plus(-IDLE_MS), now.plus(-LIFETIME_MS), MOST_SESSIONS];
    let sessions = statement.query_map(bound, |row| {
        Ok(OwnSession {
            id: row.get("session_id")?,
            browser: row.get("browser")?,
            address: row.get("address")?,
            created_at: row.get("created_at")?,
            last_used_at: row.get("last_used_at")?,
            is_this: row.get::<_, [u8; 32]>("token_hash")? == this.0,
        })
    })?;
    Ok(sessions.collect::<rusqlite::Result<_>>()?)
}

fn member_of(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        agent: Agent {
            id: row.get("agent_id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            role: row.get("role")?,
            is_active: row.get("is_active")?,
            picture_id: row.get("picture_id")?,
        },
        has_two_factor: row.get::<_, Option<Timestamp>>("totp_confirmed_at")?.is_some(),
        created_at: row.get("created_at")?,
        last_seen_at: row.get("last_seen_at")?,
        deactivated_at: row.get("deactivated_at")?,
        sessions: row.get("sessions")?,
    })
}
