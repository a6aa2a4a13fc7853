//! Rows of `prepared_sessions` that vouch for somebody who is erased.

use rusqlite::params;

use crate::{
    base::{Result, ids::VisitorId},
    contacts::model::ExternalId,
    db::Tx,
};

/// Forgets up to `limit` sessions that were prepared for a customer.
pub fn delete_sessions_for(tx: &Tx<'_>, customer: &ExternalId, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM prepared_sessions WHERE session_hash IN
               (SELECT session_hash FROM prepared_sessions WHERE external_id = ?1 LIMIT ?2)",
        )?
        .execute(params![customer.as_str(), limit])?)
}

/// Forgets the sessions that a browser has spent.
pub fn delete_sessions_of(tx: &Tx<'_>, visitor: VisitorId) -> Result<usize> {
    Ok(tx.prepare_cached("DELETE FROM prepared_sessions WHERE spent_by = ?1")?.execute([visitor])?)
}
