//! Rows of `files`.

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::model::{File, Placed, Uploader};
use crate::{
    base::{Result, Timestamp, ids::*},
    db::Tx,
};

pub fn insert(tx: &Tx<'_>, uploader: Uploader, file: &File) -> Result<()> {
    let (visitor, agent) = columns(uploader);
    tx.prepare_cached(
        "INSERT INTO files (file_id, visitor_id, agent_id, name, media_type, size, width, height, has_small, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        file.id,
        visitor,
        agent,
        file.name,
        file.media_type,
        file.size,
        file.width,
        file.height,
        file.has_small,
        tx.now()
    ])?;
    Ok(())
}

/// Sends a file with a message; `false` where it is not this uploader's, or was sent before.
pub fn place(tx: &Tx<'_>, id: FileId, uploader: Uploader, at: (MessageId, i64)) -> Result<bool> {
    let (visitor, agent) = columns(uploader);
    let changed = tx
        .prepare_cached(
            "UPDATE files SET message_id = ?4, place = ?5
             WHERE file_id = ?1 AND message_id IS NULL AND entry_id IS NULL AND (visitor_id = ?2 OR agent_id = ?3)",
        )?
        .execute(params![id, visitor, agent, at.0, at.1])?;
    Ok(changed == 1)
}

/// Keeps a file with a note; `false` where it is not this agent's, or was sent before.
pub fn place_with_entry(tx: &Tx<'_>, id: FileId, agent: AgentId, at: (EntryId, i64)) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE files SET entry_id = ?3, place = ?4
             WHERE file_id = ?1 AND message_id IS NULL AND entry_id IS NULL AND agent_id = ?2",
        )?
        .execute(params![id, agent, at.0, at.1])?;
    Ok(changed == 1)
}

pub fn placed(connection: &Connection, id: FileId) -> Result<Option<Placed>> {
    let mut statement = connection.prepare_cached(
        "SELECT f.file_id, f.name, f.media_type, f.size, f.width, f.height, f.has_small, f.agent_id,
                f.message_id IS NOT NULL OR f.entry_id IS NOT NULL AS is_sent,
                CASE WHEN f.entry_id IS NOT NULL THEN NULL WHEN f.message_id IS NULL THEN v.contact_id
                     ELSE c.contact_id END AS contact_id
         FROM files f
         LEFT JOIN visitors v ON v.visitor_id = f.visitor_id
         LEFT JOIN messages m ON m.message_id = f.message_id
         LEFT JOIN conversations c ON c.conversation_id = m.conversation_id
         WHERE f.file_id = ?1",
    )?;
    let placed = statement.query_row([id], |row| {
        Ok(Placed {
            file: file(row)?,
            is_sent: row.get("is_sent")?,
            contact: row.get("contact_id")?,
            agent: row.get("agent_id")?,
        })
    });
    Ok(placed.optional()?)
}

/// The files of these messages, each with its message, in no order.
pub fn of_messages(connection: &Connection, messages: &[MessageId]) -> Result<Vec<(MessageId, i64, File)>> {
    let sql = format!(
        "SELECT file_id, name, media_type, size, width, height, has_small, message_id, place
         FROM files WHERE message_id IN ({})",
        marks(messages.len())
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(params_from_iter(messages), |row| Ok((row.get("message_id")?, row.get("place")?, file(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The files of these notes, each with its note, in no order.
pub fn of_entries(connection: &Connection, entries: &[EntryId]) -> Result<Vec<(EntryId, i64, File)>> {
    let sql = format!(
        "SELECT file_id, name, media_type, size, width, height, has_small, entry_id, place
         FROM files WHERE entry_id IN ({})",
        marks(entries.len())
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(params_from_iter(entries), |row| Ok((row.get("entry_id")?, row.get("place")?, file(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets files that were uploaded before `before` and never sent, up to `limit`, and answers which.
pub fn delete_unsent(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<Vec<FileId>> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM files WHERE file_id IN
             (SELECT file_id FROM files WHERE message_id IS NULL AND entry_id IS NULL AND created_at < ?1 LIMIT ?2)
         RETURNING file_id",
    )?;
    let rows = statement.query_map(params![before, limit], |row| row.get("file_id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets the files of a message, and answers which.
pub fn delete_of_message(tx: &Tx<'_>, message: MessageId) -> Result<Vec<FileId>> {
    let mut statement = tx.prepare_cached("DELETE FROM files WHERE message_id = ?1 RETURNING file_id")?;
    let rows = statement.query_map([message], |row| row.get("file_id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets the files of a note, and answers which.
pub fn delete_of_entry(tx: &Tx<'_>, entry: EntryId) -> Result<Vec<FileId>> {
    let mut statement = tx.prepare_cached("DELETE FROM files WHERE entry_id = ?1 RETURNING file_id")?;
    let rows = statement.query_map([entry], |row| row.get("file_id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets what a visitor has uploaded and not sent, and answers which files.
pub fn delete_unsent_of(tx: &Tx<'_>, visitor: VisitorId) -> Result<Vec<FileId>> {
    let mut statement =
        tx.prepare_cached("DELETE FROM files WHERE visitor_id = ?1 AND message_id IS NULL RETURNING file_id")?;
    let rows = statement.query_map([visitor], |row| row.get("file_id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which of these ids have a row.
pub fn known(connection: &Connection, ids: &[FileId]) -> Result<Vec<FileId>> {
    let sql = format!("SELECT file_id FROM files WHERE file_id IN ({})", marks(ids.len()));
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(ids), |row| row.get("file_id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

fn columns(uploader: Uploader) -> (Option<VisitorId>, Option<AgentId>) {
    match uploader {
        Uploader::Visitor(id) => (Some(id), None),
        Uploader::Agent(id) => (None, Some(id)),
    }
}

fn file(row: &Row<'_>) -> rusqlite::Result<File> {
    Ok(File {
        id: row.get("file_id")?,
        name: row.get("name")?,
        media_type: row.get("media_type")?,
        size: row.get("size")?,
        width: row.get("width")?,
        height: row.get("height")?,
        has_small: row.get("has_small")?,
    })
}
