//! Forgetting the conversations of a person who is erased.

use super::super::{entries, store};
use crate::{
    base::{Result, ids::*},
    db::Tx,
    files,
};

/// What one step has forgotten.
#[derive(Debug, Default)]
pub struct Erased {
    pub messages: usize,
    /// Notes and lines of the team.
    pub entries: usize,
    /// Whose bytes are to go, once this is on disk.
    pub files: Vec<FileId>,
}

/// Forgets up to `limit` messages of a contact's conversations, with their files; where there are none any more, notes. Whether that is permitted is for the
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
    if erased.messages == 0 {
        for entry in entries::store::some_of(tx, contact, limit)? {
            erased.files.extend(files::actions::erase_of_entry(tx, entry)?);
            entries::store::delete(tx, entry)?;
            erased.entries += 1;
        }
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
