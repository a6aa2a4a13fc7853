//! Notes about a person, as agents read them.

use rusqlite::{Connection, params};

use crate::base::{Result, Timestamp, ids::*};

/// A note about a person.
#[derive(Debug, Clone)]
pub struct Note {
    pub id: ContactNoteId,
    /// Absent where whoever wrote it is gone.
    pub agent: Option<AgentId>,
    pub agent_name: Option<String>,
    pub body: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Up to `limit` notes about a contact, newest first.
///
/// # Errors
/// `Internal` only.
pub fn of(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<Note>> {
    let mut statement = connection.prepare_cached(
        "SELECT n.contact_note_id, n.agent_id, a.name AS agent_name, n.body, n.created_at, n.updated_at
         FROM contact_notes n LEFT JOIN agents a ON a.agent_id = n.agent_id
         WHERE n.contact_id = ?1 ORDER BY n.created_at DESC LIMIT ?2",
    )?;
    let notes = statement.query_map(params![contact, limit], |row| {
        Ok(Note {
            id: row.get("contact_note_id")?,
            agent: row.get("agent_id")?,
            agent_name: row.get("agent_name")?,
            body: row.get("body")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    })?;
    Ok(notes.collect::<rusqlite::Result<_>>()?)
}

/// How many notes there are about a contact.
///
/// # Errors
/// `Internal` only.
pub fn count(connection: &Connection, contact: ContactId) -> Result<i64> {
    super::store::count(connection, contact)
}
