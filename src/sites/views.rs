//! What others read of the sites.

use rusqlite::Connection;

use super::{Site, store};
use crate::base::Result;

/// Every site, oldest first.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Site>> {
    store::all(connection)
}
