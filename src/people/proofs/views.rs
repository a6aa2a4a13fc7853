//! The last failures, for the console.

use rusqlite::{Connection, Row, params};

use crate::base::{Result, Timestamp, ids::SiteId};

/// A proof that was not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub site: SiteId,
    /// One of [`super::Reason`]'s words, or one that a later version wrote.
    pub reason: String,
    pub at: Timestamp,
}

/// The last failures of one site, or of all, newest first.
///
/// # Errors
/// `Internal` only.
pub fn failures(connection: &Connection, site: Option<SiteId>, limit: u32) -> Result<Vec<Failure>> {
    let read =
        |row: &Row<'_>| Ok(Failure { site: row.get("site_id")?, reason: row.get("reason")?, at: row.get("at")? });
    let rows = match site {
        Some(site) => connection
            .prepare_cached(
                "SELECT site_id, reason, at FROM failed_proofs WHERE site_id = ?1
                 ORDER BY at DESC, failed_proof_id DESC LIMIT ?2",
            )?
            .query_map(params![site, limit], read)?
            .collect(),
        None => connection
            .prepare_cached(
                "SELECT site_id, reason, at FROM failed_proofs ORDER BY at DESC, failed_proof_id DESC LIMIT ?1",
            )?
            .query_map([limit], read)?
            .collect::<rusqlite::Result<_>>(),
    };
    Ok(rows?)
}
