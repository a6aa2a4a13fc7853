//! What is read of notes and of lines about what was done.

use rusqlite::{Connection, OptionalExtension, Row};

use super::shapes::ActLine;
use crate::{
    base::{Result, Timestamp, ids::*},
    files::File,
};

/// A note, or a line about what was done.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: EntryId,
    pub number: i64,
    pub after_number: i64,
    pub agent: Option<AgentId>,
    pub agent_name: Option<String>,
    pub client_id: Option<String>,
    pub body: String,
    pub act: Option<ActLine>,
    pub mentions: Vec<AgentId>,
    pub files: Vec<File>,
    pub at: Timestamp,
}

/// One entry.
///
/// # Errors
/// `Internal` only.
pub fn entry(connection: &Connection, id: EntryId) -> Result<Option<Entry>> {
    let mut statement = connection.prepare_cached(
        "SELECT e.entry_id, e.entry_number, e.after_number, e.agent_id, a.name AS agent_name, e.client_id, e.body,
                e.act, e.mentions, e.created_at
         FROM thread_entries e LEFT JOIN agents a ON a.agent_id = e.agent_id WHERE e.entry_id = ?1",
    )?;
    Ok(statement.query_row([id], of_row).optional()?)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let act: Option<String> = row.get("act")?;
    let mentions: String = row.get("mentions")?;
    Ok(Entry {
        id: row.get("entry_id")?,
        number: row.get("entry_number")?,
        after_number: row.get("after_number")?,
        agent: row.get("agent_id")?,
        agent_name: row.get("agent_name")?,
        client_id: row.get("client_id")?,
        body: row.get("body")?,
        act: act.and_then(|json| serde_json::from_str(&json).ok()),
        mentions: serde_json::from_str(&mentions).unwrap_or_default(),
        files: Vec::new(),
        at: row.get("created_at")?,
    })
}
