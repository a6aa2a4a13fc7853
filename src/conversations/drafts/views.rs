//! What is read of drafts.

use rusqlite::{Connection, params};

use super::{
    model::Draft,
    store::{self, DRAFT},
};
use crate::base::{Result, ids::*, page};

/// An agent's drafts in one conversation: a reply, a note, or both.
///
/// # Errors
/// `Internal` only.
pub fn of_conversation(connection: &Connection, agent: AgentId, conversation: ConversationId) -> Result<Vec<Draft>> {
    let sql = format!("{DRAFT} WHERE agent_id = ?1 AND conversation_id = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let drafts = statement.query_map(params![agent, conversation], store::draft)?;
    Ok(drafts.collect::<rusqlite::Result<_>>()?)
}

/// An agent's drafts, newest first, up to `limit`, and whether there are more.
///
/// # Errors
/// `Internal` only.
pub fn of_agent(connection: &Connection, agent: AgentId, limit: u32) -> Result<(Vec<Draft>, bool)> {
    let sql = format!("{DRAFT} WHERE agent_id = ?1 ORDER BY updated_at DESC LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let drafts = statement.query_map(params![agent, limit + 1], store::draft)?;
    let mut drafts = drafts.collect::<rusqlite::Result<Vec<_>>>()?;
    let has_more = page::cut(&mut drafts, limit as usize);
    Ok((drafts, has_more))
}
