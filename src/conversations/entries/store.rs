//! Rows of `thread_entries` and `mentions`.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::{super::model::Conversation, shapes::ActLine};
use crate::{
    base::{Result, ids::*},
    db::Tx,
};

/// An entry about to be stored, behind the last message of its conversation.
pub struct EntryRow<'a> {
    pub id: EntryId,
    pub conversation: &'a Conversation,
    pub agent: Option<AgentId>,
    pub client_id: Option<&'a str>,
    pub body: &'a str,
    /// `None` for notes.
    pub act: Option<&'a ActLine>,
    pub mentions: &'a [AgentId],
}

/// An entry that was stored before.
pub struct Before {
    pub id: EntryId,
    pub after_number: i64,
    pub agent: Option<AgentId>,
}

/// Adds an entry, and answers its number; `None` where the conversation has one of this `client_id`.
pub fn insert(tx: &Tx<'_>, entry: &EntryRow<'_>) -> Result<Option<i64>> {
    let kind = if entry.act.is_some() { "act" } else { "note" };
    let act = entry.act.map(serde_json::to_string).transpose()?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO thread_entries (entry_id, conversation_id, after_number, kind, agent_id, client_id, body, act,
                                     mentions, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (conversation_id, client_id) WHERE client_id IS NOT NULL DO NOTHING
         RETURNING entry_number",
    )?;
    let values = params![
        entry.id,
        entry.conversation.id,
        entry.conversation.last_number,
        kind,
        entry.agent,
        entry.client_id,
        entry.body,
        act,
        serde_json::to_string(entry.mentions)?,
        tx.now()
    ];
    Ok(statement.query_row(values, |row| row.get("entry_number")).optional()?)
}

/// The entry of a `client_id`.
pub fn by_client_id(connection: &Connection, id: ConversationId, client_id: &str) -> Result<Option<Before>> {
    let mut statement = connection.prepare_cached(
        "SELECT entry_id, after_number, agent_id FROM thread_entries WHERE conversation_id = ?1 AND client_id = ?2",
    )?;
    let before = statement.query_row(params![id, client_id], |row| {
        Ok(Before { id: row.get("entry_id")?, after_number: row.get("after_number")?, agent: row.get("agent_id")? })
    });
    Ok(before.optional()?)
}

/// Whether all of these agents are there and work here.
pub fn are_active(connection: &Connection, agents: &[AgentId]) -> Result<bool> {
    let marks = vec!["?"; agents.len()].join(", ");
    let sql = format!("SELECT count(*) FROM agents WHERE agent_id IN ({marks}) AND is_active = 1");
    let count: i64 = connection.prepare_cached(&sql)?.query_row(params_from_iter(agents), |row| row.get(0))?;
    Ok(usize::try_from(count).is_ok_and(|count| count == agents.len()))
}

/// Notes that an agent is named in an entry; the newest counts.
pub fn mention(tx: &Tx<'_>, agent: AgentId, conversation: ConversationId, entry_number: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO mentions (agent_id, conversation_id, entry_number, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (agent_id, conversation_id) DO UPDATE SET entry_number = excluded.entry_number, at = excluded.at",
    )?
    .execute(params![agent, conversation, entry_number, tx.now()])?;
    Ok(())
}

/// Up to `limit` entries of a contact's conversations.
pub fn some_of(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached(
        "SELECT e.entry_id FROM conversations c JOIN thread_entries e USING (conversation_id)
         WHERE c.contact_id = ?1 LIMIT ?2",
    )?;
    let entries = statement.query_map(params![contact, limit], |row| row.get("entry_id"))?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

pub fn delete(tx: &Tx<'_>, entry: EntryId) -> Result<()> {
    tx.prepare_cached("DELETE FROM thread_entries WHERE entry_id = ?1")?.execute([entry])?;
    Ok(())
}
