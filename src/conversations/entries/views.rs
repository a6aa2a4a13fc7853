//! What is read of notes and of lines about what was done.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::shapes::ActLine;
use crate::{
    base::{Result, Timestamp, ids::*},
    files::{self, File},
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

const ENTRY: &str = "
    SELECT e.entry_id, e.entry_number, e.after_number, e.agent_id, a.name AS agent_name, e.client_id, e.body,
           e.act, e.mentions, e.created_at
    FROM thread_entries e LEFT JOIN agents a ON a.agent_id = e.agent_id";

/// One entry.
///
/// # Errors
/// `Internal` only.
pub fn entry(connection: &Connection, id: EntryId) -> Result<Option<Entry>> {
    let mut statement = connection.prepare_cached(&format!("{ENTRY} WHERE e.entry_id = ?1"))?;
    let entries = statement.query_row([id], of_row).optional()?.into_iter().collect();
    Ok(with_files(connection, entries)?.pop())
}

/// Entries of a conversation, oldest first: the last `limit` before a place (a message number and an entry number),
/// none of them behind a message below `from`. Ask whether the agent may read it first.
///
/// # Errors
/// `Internal` only.
pub fn before(
    connection: &Connection,
    id: ConversationId,
    (place, from): ((i64, i64), i64),
    limit: u32,
) -> Result<Vec<Entry>> {
    let sql = format!(
        "{ENTRY} WHERE e.conversation_id = ?1 AND (e.after_number, e.entry_number) < (?2, ?3) AND e.after_number >= ?4
         ORDER BY e.after_number DESC, e.entry_number DESC LIMIT ?5"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![id, place.0, place.1, from, limit], of_row)?;
    let mut entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    entries.reverse();
    with_files(connection, entries)
}

/// The newest note of a conversation that names an agent.
///
/// # Errors
/// `Internal` only.
pub fn mentioning(connection: &Connection, id: ConversationId, agent: AgentId) -> Result<Option<EntryId>> {
    let mut statement = connection.prepare_cached(
        "SELECT e.entry_id FROM mentions m CROSS JOIN thread_entries e ON e.entry_number = m.entry_number
         WHERE m.agent_id = ?1 AND m.conversation_id = ?2",
    )?;
    Ok(statement.query_row(params![agent, id], |row| row.get("entry_id")).optional()?)
}

/// Puts their files to entries, in one query; only notes have some.
fn with_files(connection: &Connection, mut entries: Vec<Entry>) -> Result<Vec<Entry>> {
    let notes: Vec<_> = entries.iter().filter(|entry| entry.act.is_none()).map(|entry| entry.id).collect();
    let mut files = files::views::of_entries(connection, &notes)?;
    for entry in &mut entries {
        entry.files = files.remove(&entry.id).unwrap_or_default();
    }
    Ok(entries)
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
