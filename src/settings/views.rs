//! What others read of the workspace.

use rusqlite::Connection;

use super::{Workspace, store};
use crate::base::Result;

/// The workspace, once this Deskbell is set up.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn workspace(connection: &Connection) -> Result<Option<Workspace>> {
    store::workspace(connection)
}
