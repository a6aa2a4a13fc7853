//! Rows of `prepared_sessions`.

use rusqlite::{Connection, OptionalExtension, params};

use super::Prepared;
use crate::{
    base::{Result, Timestamp, ids::VisitorId},
    contacts::model::ExternalId,
    db::Tx,
};

pub fn insert(tx: &Tx<'_>, session: &Prepared) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO prepared_sessions (session_hash, site_id, visitor_id, external_id, context, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        session.hash,
        session.site,
        session.visitor_id,
        session.external_id.as_ref().map(ExternalId::as_str),
        session.context,
        tx.now(),
        session.expires_at
    ])?;
    Ok(())
}

pub fn by_hash(connection: &Connection, hash: &[u8; 32]) -> Result<Option<Prepared>> {
    let mut statement = connection.prepare_cached(
        "SELECT session_hash, site_id, visitor_id, external_id, context, expires_at, spent_at, spent_by
         FROM prepared_sessions WHERE session_hash = ?1",
    )?;
    let prepared = |row: &rusqlite::Row<'_>| {
        let external_id: Option<String> = row.get("external_id")?;
        Ok(Prepared {
            hash: row.get("session_hash")?,
            site: row.get("site_id")?,
            visitor_id: row.get("visitor_id")?,
            // It was read as one before it was stored.
            external_id: external_id.and_then(|id| ExternalId::parse(&id).ok()),
            context: row.get("context")?,
            expires_at: row.get("expires_at")?,
            spent_at: row.get("spent_at")?,
            spent_by: row.get("spent_by")?,
        })
    };
    Ok(statement.query_row([hash], prepared).optional()?)
}

pub fn set_spent(tx: &Tx<'_>, hash: &[u8; 32], by: VisitorId) -> Result<()> {
    tx.prepare_cached("UPDATE prepared_sessions SET spent_at = ?2, spent_by = ?3 WHERE session_hash = ?1")?
        .execute(params![hash, tx.now(), by])?;
    Ok(())
}

/// Forgets up to `limit` that ended before a time.
pub fn delete_ended(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM prepared_sessions WHERE session_hash IN
               (SELECT session_hash FROM prepared_sessions WHERE expires_at < ?1 LIMIT ?2)",
        )?
        .execute(params![before, limit])?)
}
