//! How conversations stand: the columns that agents change, and `conversation_tags`.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::model::Priority;
use crate::{
    base::{Result, Timestamp, ids::*},
    db::Tx,
};

pub fn set_assignee(tx: &Tx<'_>, id: ConversationId, agent: Option<AgentId>) -> Result<()> {
    tx.prepare_cached("UPDATE conversations SET assignee_id = ?2 WHERE conversation_id = ?1")?
        .execute(params![id, agent])?;
    Ok(())
}

pub fn set_team(tx: &Tx<'_>, id: ConversationId, team: Option<TeamId>) -> Result<()> {
    tx.prepare_cached("UPDATE conversations SET team_id = ?2 WHERE conversation_id = ?1")?
        .execute(params![id, team])?;
    Ok(())
}

pub fn set_priority(tx: &Tx<'_>, id: ConversationId, priority: Priority) -> Result<()> {
    tx.prepare_cached("UPDATE conversations SET priority = ?2 WHERE conversation_id = ?1")?
        .execute(params![id, priority])?;
    Ok(())
}

/// Snoozes, or wakes with `None`.
pub fn set_snooze(tx: &Tx<'_>, id: ConversationId, until: Option<Timestamp>) -> Result<()> {
    tx.prepare_cached("UPDATE conversations SET snoozed_until = ?2 WHERE conversation_id = ?1")?
        .execute(params![id, until])?;
    follow(tx, id)
}

/// Makes the tags of a conversation say again how it stands and when it was last active, which lists by tag go by.
pub fn follow(tx: &Tx<'_>, id: ConversationId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversation_tags SET (state, last_activity_at) =
             (SELECT c.state, c.last_activity_at FROM conversations c WHERE c.conversation_id = ?1)
         WHERE conversation_id = ?1",
    )?
    .execute([id])?;
    Ok(())
}

/// Adds a tag; `false` where it was there.
pub fn tag(tx: &Tx<'_>, id: ConversationId, tag: TagId) -> Result<bool> {
    let added = tx
        .prepare_cached(
            "INSERT INTO conversation_tags (conversation_id, tag_id, state, last_activity_at)
             SELECT conversation_id, ?2, state, last_activity_at FROM conversations WHERE conversation_id = ?1
             ON CONFLICT (conversation_id, tag_id) DO NOTHING",
        )?
        .execute(params![id, tag])?;
    Ok(added == 1)
}

/// Takes a tag away; `false` where it was not there.
pub fn untag(tx: &Tx<'_>, id: ConversationId, tag: TagId) -> Result<bool> {
    let removed = tx
        .prepare_cached("DELETE FROM conversation_tags WHERE conversation_id = ?1 AND tag_id = ?2")?
        .execute(params![id, tag])?;
    Ok(removed == 1)
}

/// Makes the visitor's last message unread again for an agent; `false` where something is unread already.
pub fn set_unread(tx: &Tx<'_>, id: ConversationId, agent: AgentId) -> Result<bool> {
    let last: Option<i64> = tx
        .prepare_cached(
            "SELECT number FROM messages WHERE conversation_id = ?1 AND author = 'visitor' ORDER BY number DESC LIMIT 1",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(last) = last else { return Ok(false) };
    let changed = tx
        .prepare_cached(
            "UPDATE conversation_reads SET number = ?3 - 1, visitor_count = c.visitor_count - 1
             FROM conversations c
             WHERE conversation_reads.agent_id = ?2 AND conversation_reads.conversation_id = ?1
               AND c.conversation_id = ?1 AND conversation_reads.visitor_count >= c.visitor_count",
        )?
        .execute(params![id, agent, last])?;
    Ok(changed == 1)
}

/// Up to `limit` conversations whose snooze has ended by `now`, the longest over first.
pub fn due(connection: &Connection, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>> {
    let mut statement = connection.prepare_cached(
        "SELECT conversation_id FROM conversations
         WHERE snoozed_until IS NOT NULL AND snoozed_until <= ?1 ORDER BY snoozed_until LIMIT ?2",
    )?;
    let ids = statement.query_map(params![now, limit], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
