//! The verbs: post (which may start), read, reassign.

mod post;
mod read;

pub use post::{Posted, post};
pub use read::read;

use super::store;
use crate::{base::Result, base::ids::*, db::Tx};

/// Moves a visitor's conversations to the customer it has proved to be, and answers how many.
///
/// # Errors
/// `Internal` only.
pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, from: ContactId, to: ContactId) -> Result<usize> {
    store::reassign(tx, visitor, from, to)
}
