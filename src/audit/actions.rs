//! Noting what was done.

use super::{About, By, Kind, model::LIFE_MS, store};
use crate::{
    base::{Result, time::MINUTE},
    db::Tx,
};

/// Lines of one kind that strangers or programs may cause in a minute: a flood must not fill the disk.
const BOUND: u32 = 30;

/// Adds a line. Called in the transaction of the act itself.
///
/// # Errors
/// `Internal` where it cannot be written; then the act is not done either.
pub fn note(tx: &Tx<'_>, by: &By, kind: Kind, about: &About) -> Result<()> {
    store::insert(tx, by, kind, (about, tx.now()))
}

/// The same for what anybody can cause as often as they like: at most 30 lines of the kind in a minute, the rest is
/// left out.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn note_bounded(tx: &Tx<'_>, by: &By, kind: Kind, about: &About) -> Result<()> {
    let is_flood = store::time_of(tx, kind, BOUND - 1)?.is_some_and(|at| tx.now() < at.plus(MINUTE));
    if is_flood { Ok(()) } else { note(tx, by, kind, about) }
}

/// Forgets up to `limit` lines that are older than two years, and answers how many. For housekeeping.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_before(tx, tx.now().plus(-LIFE_MS), limit)
}
