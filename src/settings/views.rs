//! What others read of the workspace.

use rusqlite::Connection;

use super::{Workspace, store};
use crate::base::{Result, Timestamp};

/// The workspace, once this Deskbell is set up.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn workspace(connection: &Connection) -> Result<Option<Workspace>> {
    store::workspace(connection)
}

/// How often customers were proven with the secret before the present one since it was replaced, and when last.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn former_use(connection: &Connection) -> Result<(i64, Option<Timestamp>)> {
    store::former_use(connection)
}
