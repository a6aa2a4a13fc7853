//! Rows of `page_views`.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    base::{Result, Timestamp, ids::*},
    db::{self, Tx},
};

/// The page a visitor was on last.
pub struct Last {
    pub number: i64,
    pub url: String,
    pub title: Option<String>,
}

/// By the order of writing: the clock may have been ahead. Sorts the hundred that there are of a visitor.
pub fn last(connection: &Connection, visitor: VisitorId) -> Result<Option<Last>> {
    let mut statement = connection.prepare_cached(
        "SELECT page_view_id, url, title FROM page_views INDEXED BY page_views_by_visitor WHERE visitor_id = ?1
         ORDER BY page_view_id DESC LIMIT 1 /* a handful */",
    )?;
    let last = statement.query_row([visitor], |row| {
        Ok(Last { number: row.get("page_view_id")?, url: row.get("url")?, title: row.get("title")? })
    });
    Ok(last.optional()?)
}

/// Notes a page for the contact the visitor belongs to now: it may have proved who it is since it reported the page.
pub fn insert(tx: &Tx<'_>, visitor: VisitorId, (url, title): (&str, Option<&str>)) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO page_views (contact_id, visitor_id, url, title, at)
         SELECT contact_id, visitor_id, ?2, ?3, ?4 FROM visitors WHERE visitor_id = ?1",
    )?
    .execute(params![visitor, url, title, tx.now()])?;
    Ok(())
}

pub fn set_title(tx: &Tx<'_>, number: i64, title: Option<&str>) -> Result<()> {
    tx.prepare_cached("UPDATE page_views SET title = ?2 WHERE page_view_id = ?1")?.execute(params![number, title])?;
    Ok(())
}

/// Forgets all but the newest `most` of a visitor.
pub fn keep_newest(tx: &Tx<'_>, visitor: VisitorId, most: u32) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM page_views WHERE page_view_id IN
           (SELECT page_view_id FROM page_views INDEXED BY page_views_by_visitor WHERE visitor_id = ?1
            ORDER BY page_view_id DESC LIMIT -1 OFFSET ?2) /* a handful */",
    )?
    .execute(params![visitor, most])?;
    Ok(())
}

pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, to: ContactId) -> Result<()> {
    tx.prepare_cached("UPDATE page_views SET contact_id = ?2 WHERE visitor_id = ?1")?.execute(params![visitor, to])?;
    Ok(())
}

/// Forgets up to `limit` from before a time, the oldest rows first. What was written while the clock was ahead goes with
/// what was written after it.
pub fn delete_old(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx.execute(
        "DELETE FROM page_views
         WHERE page_view_id < (SELECT min(page_view_id) FROM page_views) + ?2
           AND page_view_id <= (SELECT max(page_view_id) FROM page_views
               WHERE page_view_id < (SELECT min(page_view_id) FROM page_views) + ?3 AND at < ?1)",
        params![before, limit, db::LOOKED_THROUGH],
    )?)
}

pub fn delete_of(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM page_views WHERE page_view_id IN
               (SELECT page_view_id FROM page_views WHERE contact_id = ?1 LIMIT ?2)",
        )?
        .execute(params![contact, limit])?)
}
