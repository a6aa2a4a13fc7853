//! Keeping sessions in order.

use crate::{
    accounts::{SessionHash, store},
    base::Result,
    db::Tx,
};

/// Notes that a session was used just now.
///
/// # Errors
/// `Internal` where it cannot be written; the session is good all the same.
pub fn note_use(tx: &mut Tx<'_>, session: SessionHash) -> Result<()> {
    store::touch_session(tx, session, tx.now())
}

/// Forgets up to `limit` sessions that ended by themselves, and answers how many. For housekeeping.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn forget_ended(tx: &mut Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_ended(tx, tx.now(), limit)
}
