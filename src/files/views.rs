//! What is read of files.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{File, model::Placed, store};
use crate::base::{Result, ids::*};

/// A file and whose it is now.
///
/// # Errors
/// `Internal` only.
pub fn placed(connection: &Connection, id: FileId) -> Result<Option<Placed>> {
    store::placed(connection, id)
}

/// The files of messages, in the order they were sent in; messages without files are absent. One query.
///
/// # Errors
/// `Internal` only.
pub fn of_messages(connection: &Connection, messages: &[MessageId]) -> Result<HashMap<MessageId, Vec<File>>> {
    if messages.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = store::of_messages(connection, messages)?;
    rows.sort_by_key(|(_, place, _)| *place);
    let mut files: HashMap<MessageId, Vec<File>> = HashMap::new();
    for (message, _, file) in rows {
        files.entry(message).or_default().push(file);
    }
    Ok(files)
}

/// The files of notes, in the order they were sent in; notes without files are absent. One query.
///
/// # Errors
/// `Internal` only.
pub fn of_entries(connection: &Connection, entries: &[EntryId]) -> Result<HashMap<EntryId, Vec<File>>> {
    if entries.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = store::of_entries(connection, entries)?;
    rows.sort_by_key(|(_, place, _)| *place);
    let mut files: HashMap<EntryId, Vec<File>> = HashMap::new();
    for (entry, _, file) in rows {
        files.entry(entry).or_default().push(file);
    }
    Ok(files)
}

/// Which of these ids name no file any more.
///
/// # Errors
/// `Internal` only.
pub fn unknown(connection: &Connection, ids: Vec<FileId>) -> Result<Vec<FileId>> {
    let known = store::known(connection, &ids)?;
    Ok(ids.into_iter().filter(|id| !known.contains(id)).collect())
}
