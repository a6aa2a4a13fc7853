//! Noting proofs that failed, for the administrator, and forgetting them again.

use super::{Reason, store};
use crate::{
    base::{Actor, Result, ids::SiteId, time},
    db::Tx,
    events::Event,
};

/// How long failures are kept, in milliseconds.
const LIFE_MS: i64 = 30 * time::DAY;

/// Writes down that a proof failed on a site: at most one line a minute for each.
///
/// # Errors
/// `Internal` only.
pub fn note_failure(tx: &mut Tx<'_>, site: SiteId, reason: Reason) -> Result<()> {
    if store::insert(tx, site, (reason, tx.now().plus(-time::MINUTE)))? {
        tx.emit(&Actor::System, &Event::ProofFailed { site_id: site })?;
    }
    Ok(())
}

/// Forgets up to `limit` failures of more than 30 days ago.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_old(tx, tx.now().plus(-LIFE_MS), limit)
}
