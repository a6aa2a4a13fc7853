//! Faces of the team, and its honest reply time.

use rusqlite::{Connection, params};

use super::super::views::Member;
use crate::base::{Result, Timestamp, ids::SiteId, time};

/// Conversations that the usual reply time is computed from: the newest, of so many days.
const CONVERSATIONS: u32 = 50;
const DAYS_MS: i64 = 30 * time::DAY;

/// With fewer, there is nothing usual.
const FEWEST: usize = 10;

/// Active agents, who came first first, up to `limit`.
///
/// # Errors
/// `Internal` only.
pub fn members(connection: &Connection, limit: u32) -> Result<Vec<Member>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, picture_id FROM agents /* a handful */ WHERE is_active = 1 ORDER BY created_at, agent_id LIMIT ?1",
    )?;
    let members =
        statement.query_map([limit], |row| Ok(Member { name: row.get("name")?, picture: row.get("picture_id")? }))?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
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
