//! What happens to files: they are noted, sent, and forgotten.

use super::{
    File,
    model::{self, UNSENT_LIFE_MS, Uploader},
    store,
};
use crate::{
    base::{Actor, Error, FieldErrors, Result, ids::*},
    contacts,
    db::Tx,
    visitors,
};

/// Notes a file whose bytes are on disk.
///
/// # Errors
/// `Forbidden` for whoever is neither a visitor nor an agent, and for a browser that was signed out or erased while it
/// was sending.
pub fn note(tx: &Tx<'_>, actor: &Actor, file: &File) -> Result<()> {
    if let Actor::Visitor(visitor) = actor {
        let current = visitors::views::current(tx, visitor, tx.now())?;
        current
            .ok_or_else(|| Error::Forbidden("This browser was signed out. Write again to start anew.".to_owned()))?;
        contacts::views::may_write(tx, visitor.contact)?;
    }
    store::insert(tx, Uploader::of(actor)?, file)
}

/// Sends files with a message that was just stored, in this order. Whether the actor may write in its conversation is
/// for the caller to ask.
///
/// # Errors
/// `Invalid` at `/file_ids` where there are more than ten, one is named twice, or one is not an unsent file of the
/// actor's own.
pub fn attach(tx: &Tx<'_>, actor: &Actor, ids: &[FileId], message: MessageId) -> Result<()> {
    model::check_count(ids)?;
    let uploader = Uploader::of(actor)?;
    for (place, id) in (0..).zip(ids) {
        if !store::place(tx, *id, uploader, (message, place))? {
            return Err(sent_before());
        }
    }
    Ok(())
}

/// Keeps files with a note that was just stored, in this order. Visitors never fetch them.
///
/// # Errors
/// `Invalid` at `/file_ids` as [`attach`], `Forbidden` for whoever is no agent.
pub fn attach_to_entry(tx: &Tx<'_>, actor: &Actor, ids: &[FileId], entry: EntryId) -> Result<()> {
    model::check_count(ids)?;
    let Uploader::Agent(agent) = Uploader::of(actor)? else {
        return Err(Error::Forbidden("Only agents write notes.".to_owned()));
    };
    for (place, id) in (0..).zip(ids) {
        if !store::place_with_entry(tx, *id, agent, (entry, place))? {
            return Err(sent_before());
        }
    }
    Ok(())
}

fn sent_before() -> Error {
    let sentence = "A file of this message was sent before, or waited longer than a day and is gone. Upload it again.";
    FieldErrors::one("/file_ids", sentence).into()
}

/// Forgets files that have waited for more than a day to be sent, up to `limit`, and answers whose bytes are to go.
///
/// # Errors
/// `Internal` only.
pub fn forget_unsent(tx: &Tx<'_>, limit: u32) -> Result<Vec<FileId>> {
    store::delete_unsent(tx, tx.now().plus(-UNSENT_LIFE_MS), limit)
}

/// Forgets the files that were sent with a message, and answers whose bytes are to go.
///
/// # Errors
/// `Internal` only.
pub fn erase_of_message(tx: &Tx<'_>, message: MessageId) -> Result<Vec<FileId>> {
    store::delete_of_message(tx, message)
}

/// Forgets the files of a note, and answers whose bytes are to go.
///
/// # Errors
/// `Internal` only.
pub fn erase_of_entry(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<FileId>> {
    store::delete_of_entry(tx, entry)
}

/// Forgets what a visitor has uploaded and not sent, and answers whose bytes are to go.
///
/// # Errors
/// `Internal` only.
pub fn erase_unsent_of(tx: &Tx<'_>, visitor: VisitorId) -> Result<Vec<FileId>> {
    store::delete_unsent_of(tx, visitor)
}
