//! Forgetting the conversations of a person who is erased.

use super::super::store;
use crate::{
    base::{Result, ids::*},
    db::Tx,
    files,
};

/// What one step has forgotten.
#[derive(Debug, Default)]
pub struct Erased {
    pub messages: usize,
    /// Whose bytes are to go, once this is on disk.
    pub files: Vec<FileId>,
}

/// Forgets up to `limit` messages of a contact's conversations, with their files. Whether that is permitted is for the
/// caller to ask; so is the event, one for the whole person.
///
/// # Errors
/// `Internal` only.
pub fn erase_messages(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<Erased> {
    let mut erased = Erased::default();
    for message in store::some_messages(tx, contact, limit)? {
        erased.files.extend(files::actions::erase_of_message(tx, message)?);
        store::delete_message(tx, message)?;
        erased.messages += 1;
    }
    Ok(erased)
}

/// Forgets up to `limit` conversations of a contact whose messages are gone, and answers how many.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    store::delete_of(tx, contact, limit)
}
