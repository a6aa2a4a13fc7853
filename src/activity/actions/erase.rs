//! Forgetting the records of a person who is erased.

use crate::{
    activity::{store, totals},
    base::{Result, ids::ContactId},
    db::Tx,
};

/// Forgets up to `limit` records of a contact and what they come to, and answers how many. Whether that is permitted is
/// for the caller to ask; so is the event, one for the whole person.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    // First: between two steps a contact without lines is one that has to be counted, which is true.
    totals::forget(tx, contact)?;
    store::delete_of(tx, contact, limit)
}
