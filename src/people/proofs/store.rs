//! Rows of `failed_proofs`.

use rusqlite::params;

use super::Reason;
use crate::{
    base::{Result, Timestamp, ids::SiteId},
    db::Tx,
};

/// Writes a failure of a site down, unless one was since `since`. Answers whether it did.
pub fn insert(tx: &Tx<'_>, site: SiteId, (reason, since): (Reason, Timestamp)) -> Result<bool> {
    let written = tx
        .prepare_cached(
            "INSERT INTO failed_proofs (site_id, reason, at)
             SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM failed_proofs WHERE site_id = ?1 AND at > ?4)",
        )?
        .execute(params![site, reason.as_str(), tx.now(), since])?;
    Ok(written > 0)
}

/// Forgets up to `limit` from before a time.
pub fn delete_old(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM failed_proofs WHERE failed_proof_id IN
               (SELECT failed_proof_id FROM failed_proofs WHERE at < ?1 LIMIT ?2)",
        )?
        .execute(params![before, limit])?)
}
