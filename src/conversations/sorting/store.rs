//! Rows that name a tag or a team.

use rusqlite::{Row, params};

use crate::{
    base::{Result, ids::*},
    conversations::model::State,
    db::Tx,
};

/// A conversation that a step has changed.
pub struct Touched {
    pub conversation: ConversationId,
    pub contact: ContactId,
    pub state: State,
}

/// Takes a tag off up to `limit` conversations, and answers off how many.
pub fn untag(tx: &Tx<'_>, tag: TagId, limit: u32) -> Result<usize> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM conversation_tags WHERE tag_id = ?1 AND conversation_id IN
             (SELECT conversation_id FROM conversation_tags WHERE tag_id = ?1 LIMIT ?2)",
    )?;
    Ok(statement.execute(params![tag, limit])?)
}

/// Puts one tag in the place of another on up to `limit` conversations.
pub fn retag(tx: &Tx<'_>, (from, into): (TagId, TagId), limit: u32) -> Result<Vec<Touched>> {
    let mut some = tx.prepare_cached(
        "SELECT g.conversation_id, c.contact_id, c.state FROM conversation_tags g
         JOIN conversations c ON c.conversation_id = g.conversation_id WHERE g.tag_id = ?1 LIMIT ?2",
    )?;
    let touched = some.query_map(params![from, limit], touched)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut add = tx.prepare_cached(
        "INSERT OR IGNORE INTO conversation_tags (conversation_id, tag_id, state, last_activity_at)
         SELECT conversation_id, ?3, state, last_activity_at FROM conversation_tags
         WHERE conversation_id = ?1 AND tag_id = ?2",
    )?;
    let mut remove = tx.prepare_cached("DELETE FROM conversation_tags WHERE conversation_id = ?1 AND tag_id = ?2")?;
    for one in &touched {
        add.execute(params![one.conversation, from, into])?;
        remove.execute(params![one.conversation, from])?;
    }
    Ok(touched)
}

/// Takes up to `limit` conversations from a team.
pub fn leave_team(tx: &Tx<'_>, team: TeamId, limit: u32) -> Result<Vec<Touched>> {
    let mut statement = tx.prepare_cached(
        "UPDATE conversations SET team_id = NULL WHERE conversation_id IN
             (SELECT conversation_id FROM conversations WHERE team_id = ?1 LIMIT ?2)
         RETURNING conversation_id, contact_id, state",
    )?;
    Ok(statement.query_map(params![team, limit], touched)?.collect::<rusqlite::Result<_>>()?)
}

fn touched(row: &Row<'_>) -> rusqlite::Result<Touched> {
    Ok(Touched { conversation: row.get(0)?, contact: row.get(1)?, state: row.get(2)? })
}
