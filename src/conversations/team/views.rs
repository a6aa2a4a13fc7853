//! Faces of the team, and its honest reply time.

use rusqlite::{Connection, params};
use serde_json::json;

use super::super::views::Member;
use crate::base::{
    Permission, Result, Role, Timestamp,
    ids::{AgentId, SiteId},
    time,
};

/// Conversations that the usual reply time is computed from: the newest, of so many days.
const CONVERSATIONS: u32 = 50;
const DAYS_MS: i64 = 30 * time::DAY;

/// With fewer, there is nothing usual.
const FEWEST: usize = 10;

/// Those of `present` who may answer visitors.
///
/// # Errors
/// `Internal` only.
pub fn who_answers(connection: &Connection, present: &[AgentId]) -> Result<Vec<AgentId>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.agent_id FROM json_each(?1) j CROSS JOIN agents a ON a.agent_id = j.value
         WHERE a.is_active = 1 AND a.role IN (SELECT r.value FROM json_each(?2) r)",
    )?;
    let found = statement.query_map([json!(present).to_string(), roles_that_answer()], |row| row.get("agent_id"))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Faces, who came first first, up to `limit`: those who are `there`; where nobody is, all who may answer.
///
/// # Errors
/// `Internal` only.
pub fn members(connection: &Connection, there: &[AgentId], limit: u32) -> Result<Vec<Member>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, picture_id FROM agents /* a handful */
         WHERE is_active = 1 AND role IN (SELECT r.value FROM json_each(?2) r)
           AND (?1 = '[]' OR agent_id IN (SELECT j.value FROM json_each(?1) j))
         ORDER BY created_at, agent_id LIMIT ?3",
    )?;
    let members = statement.query_map(params![json!(there).to_string(), roles_that_answer(), limit], |row| {
        Ok(Member { name: row.get("name")?, picture: row.get("picture_id")? })
    })?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
}

/// Roles that may answer, as JSON.
fn roles_that_answer() -> String {
    let roles = Role::ALL.into_iter().filter(|role| role.may(Permission::Reply)).map(Role::as_str);
    json!(roles.collect::<Vec<_>>()).to_string()
}

/// How long a site's visitors usually wait for a first answer, in milliseconds: the median of the newest 50
/// conversations that the team first answered within 30 days. `None` where there are fewer than 10.
///
/// # Errors
/// `Internal` only.
pub fn usual_reply_ms(connection: &Connection, site: SiteId, now: Timestamp) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT first_reply_at - created_at AS waited FROM conversations
         WHERE site_id = ?1 AND first_reply_at >= ?2 ORDER BY first_reply_at DESC LIMIT ?3",
    )?;
    let waited = statement.query_map(params![site, now.plus(-DAYS_MS), CONVERSATIONS], |row| row.get("waited"))?;
    let mut waited = waited.collect::<rusqlite::Result<Vec<i64>>>()?;
    if waited.len() < FEWEST {
        return Ok(None);
    }
    let middle = waited.len() / 2;
    let (_, median, _) = waited.select_nth_unstable(middle);
    Ok(Some(*median))
}
