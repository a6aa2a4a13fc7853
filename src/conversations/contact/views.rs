//! The conversations of one person, as agents read them, and by their ids alone.

use rusqlite::{Connection, params};

use super::super::views::{SUMMARY, Summary, summary};
use crate::base::{
    Result,
    ids::*,
    page::{self, Cursor},
};

/// Conversations of a contact, last activity first: `limit` rows after the cursor, and the next cursor where there are
/// more.
///
/// # Errors
/// `Internal` only.
pub fn part(
    connection: &Connection,
    (contact, agent): (ContactId, AgentId),
    cursor: Option<Cursor<ConversationId>>,
    limit: u32,
) -> Result<(Vec<Summary>, Option<Cursor<ConversationId>>)> {
    let sql = format!(
        "{SUMMARY} WHERE c.contact_id = ?2 AND (c.last_activity_at, c.conversation_id) < (?3, ?4)
         ORDER BY c.last_activity_at DESC, c.conversation_id DESC LIMIT ?5"
    );
    let (at, id) = Cursor::above(cursor);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![agent, contact, at, id, limit + 1], summary)?;
    let mut rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let has_more = page::cut(&mut rows, limit as usize);
    let next = rows.last().filter(|_| has_more).map(|last| Cursor { at: last.last_activity_at, key: last.id });
    Ok((rows, next))
}

/// Up to `limit` conversations of a contact.
///
/// # Errors
/// `Internal` only.
pub fn ids(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<ConversationId>> {
    of(connection, "SELECT conversation_id FROM conversations WHERE contact_id = ?1 LIMIT ?2", (&contact, limit))
}

/// Up to `limit` open conversations of a contact, the newest activity first. Walks over those that are done: few have
/// many.
///
/// # Errors
/// `Internal` only.
pub fn open_of(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<ConversationId>> {
    let sql = "SELECT conversation_id FROM conversations WHERE contact_id = ?1 AND status = 'open'
               ORDER BY last_activity_at DESC, conversation_id DESC LIMIT ?2";
    of(connection, sql, (&contact, limit))
}

/// Up to `limit` conversations that were begun in a browser.
///
/// # Errors
/// `Internal` only.
pub fn begun_in(connection: &Connection, visitor: VisitorId, limit: u32) -> Result<Vec<ConversationId>> {
    of(connection, "SELECT conversation_id FROM conversations WHERE visitor_id = ?1 LIMIT ?2", (&visitor, limit))
}

fn of(connection: &Connection, sql: &str, (id, limit): (&dyn rusqlite::ToSql, u32)) -> Result<Vec<ConversationId>> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(params![id, limit], |row| row.get("conversation_id"))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
