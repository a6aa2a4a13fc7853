//! What the page about an import reads.

use rusqlite::Connection;

use super::store;
pub use super::store::Waiting;
use crate::base::{Actor, Error, Result, ids::ContactImportId};

/// A file that waits for this administrator.
///
/// # Errors
/// `Forbidden`; `NotFound` where it was imported, left alone for a day, or is somebody else's.
pub fn waiting(connection: &Connection, actor: &Actor, id: ContactImportId) -> Result<Waiting> {
    let agent = super::actions::administrator(actor)?;
    store::find(connection, id, agent)?.ok_or(Error::NotFound("import"))
}
