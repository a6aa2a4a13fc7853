//! What others read of tags.

use rusqlite::Connection;

use super::{Tag, store};
use crate::base::{Result, ids::TagId};

/// Every tag, by name; at most five hundred.
///
/// # Errors
/// `Internal` only.
pub fn all(connection: &Connection) -> Result<Vec<Tag>> {
    store::all(connection)
}

/// One tag.
///
/// # Errors
/// `Internal` only.
pub fn by_id(connection: &Connection, id: TagId) -> Result<Option<Tag>> {
    store::by_id(connection, id)
}
