//! What acts ask about the things they name.

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::{Result, Timestamp, ids::*};

/// What a team is called; `None` where there is none.
///
/// # Errors
/// `Internal` only.
pub fn team_name(connection: &Connection, id: TeamId) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT name FROM teams WHERE team_id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// What a tag is called; `None` where there is none.
///
/// # Errors
/// `Internal` only.
pub fn tag_name(connection: &Connection, id: TagId) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT name FROM tags WHERE tag_id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// How many tags a conversation has.
///
/// # Errors
/// `Internal` only.
pub fn tags_of(connection: &Connection, id: ConversationId) -> Result<i64> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM conversation_tags WHERE conversation_id = ?1")?;
    Ok(statement.query_row(params![id], |row| row.get(0))?)
}

/// When the next snooze ends; `None` where nothing is snoozed.
///
/// # Errors
/// `Internal` only.
pub fn next_waking(connection: &Connection) -> Result<Option<Timestamp>> {
    let mut statement = connection.prepare_cached(
        "SELECT snoozed_until FROM conversations WHERE snoozed_until IS NOT NULL ORDER BY snoozed_until LIMIT 1",
    )?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

/// Up to `limit` open or snoozed conversations whose agent cannot answer any more.
///
/// # Errors
/// `Internal` only.
pub fn held_by_who_left(connection: &Connection, limit: u32) -> Result<Vec<ConversationId>> {
    // The few agents first, then the conversations of each by their index.
    let mut statement = connection.prepare_cached(
        "SELECT c.conversation_id FROM agents a CROSS JOIN conversations c
         WHERE (a.is_active = 0 OR a.role = 'read_only') AND c.assignee_id = a.agent_id AND c.state IN (0, 1)
         LIMIT ?1 /* a handful */",
    )?;
    let rows = statement.query_map([limit], |row| row.get("conversation_id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
