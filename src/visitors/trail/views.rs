//! Pages that somebody was on, as agents read them.

use rusqlite::{Connection, params};

use crate::base::{Result, Timestamp, ids::ContactId};

/// A page that somebody was on.
#[derive(Debug, Clone)]
pub struct Seen {
    pub url: String,
    pub title: Option<String>,
    pub at: Timestamp,
}

/// Up to `limit` pages of a contact before a time and, at that time, before a number; newest first, each with its
/// number.
///
/// # Errors
/// `Internal` only.
pub fn before(
    connection: &Connection,
    contact: ContactId,
    (at, number): (Timestamp, i64),
    limit: u32,
) -> Result<Vec<(i64, Seen)>> {
    let mut statement = connection.prepare_cached(
        "SELECT page_view_id, url, title, at FROM page_views
         WHERE contact_id = ?1 AND (at, page_view_id) < (?2, ?3)
         ORDER BY at DESC, page_view_id DESC LIMIT ?4",
    )?;
    let rows = statement.query_map(params![contact, at, number, limit], |row| {
        Ok((row.get("page_view_id")?, Seen { url: row.get("url")?, title: row.get("title")?, at: row.get("at")? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
