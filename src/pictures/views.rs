//! What is shown of pictures: all of them, to everybody.

use rusqlite::Connection;

use super::{Picture, PictureId, store};
use crate::base::Result;

/// One picture with its bytes.
///
/// # Errors
/// `Internal` only.
pub fn picture(connection: &Connection, id: &PictureId) -> Result<Option<Picture>> {
    store::by_id(connection, id)
}
