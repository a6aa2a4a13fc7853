//! Rows of `drafts`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{Draft, Mode};
use crate::{
    base::{Result, ids::*},
    db::Tx,
};

/// Columns of a draft.
pub const DRAFT: &str = "SELECT conversation_id, mode, body, after_number, updated_at FROM drafts";

pub fn by_key(
    connection: &Connection,
    agent: AgentId,
    conversation: ConversationId,
    mode: Mode,
) -> Result<Option<Draft>> {
    let sql = format!("{DRAFT} WHERE agent_id = ?1 AND conversation_id = ?2 AND mode = ?3");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(params![agent, conversation, mode], draft).optional()?)
}

pub fn put(tx: &Tx<'_>, agent: AgentId, draft: &Draft) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO drafts (agent_id, conversation_id, mode, body, after_number, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (agent_id, conversation_id, mode)
         DO UPDATE SET body = excluded.body, after_number = excluded.after_number, updated_at = excluded.updated_at",
    )?
    .execute(params![agent, draft.conversation, draft.mode, draft.body, draft.after_number, draft.updated_at])?;
    Ok(())
}

/// Removes a draft; `false` where there was none.
pub fn delete(tx: &Tx<'_>, agent: AgentId, conversation: ConversationId, mode: Mode) -> Result<bool> {
    let gone = tx
        .prepare_cached("DELETE FROM drafts WHERE agent_id = ?1 AND conversation_id = ?2 AND mode = ?3")?
        .execute(params![agent, conversation, mode])?;
    Ok(gone == 1)
}

pub fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        conversation: row.get("conversation_id")?,
        mode: row.get("mode")?,
        body: row.get("body")?,
        after_number: row.get("after_number")?,
        updated_at: row.get("updated_at")?,
    })
}
