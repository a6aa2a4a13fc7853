//! What happens to pictures: they are added.

use super::{Picture, PictureId, store};
use crate::{base::Result, db::Tx};

/// Stores a picture. The same one again is the one that is there. Whether somebody may change what it is shown for is
/// for the caller to ask.
///
/// # Errors
/// `Internal` only.
pub fn add(tx: &Tx<'_>, picture: Picture) -> Result<PictureId> {
    store::insert(tx, &picture)?;
    Ok(picture.id)
}
