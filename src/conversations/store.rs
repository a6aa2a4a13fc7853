//! Rows of `conversations`, `messages` and `conversation_reads`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{ClientId, Conversation, MessageBody};
use crate::{
    base::{Result, VisitorActor, ids::*},
    db::Tx,
    events::Author,
};

/// A message about to be stored.
pub struct MessageRow<'a> {
    pub id: MessageId,
    pub conversation: &'a Conversation,
    pub author: Author,
    pub agent: Option<AgentId>,
    pub client_id: &'a ClientId,
    pub body: &'a MessageBody,
}

pub fn by_id(connection: &Connection, id: ConversationId) -> Result<Option<Conversation>> {
    let mut statement = connection.prepare_cached(
        "SELECT conversation_id, contact_id, visitor_id, last_number FROM conversations WHERE conversation_id = ?1",
    )?;
    Ok(statement.query_row([id], conversation).optional()?)
}

/// The conversation that a visitor began with the message `client_id`.
pub fn begun_with(connection: &Connection, visitor: VisitorId, client_id: &ClientId) -> Result<Option<Conversation>> {
    let mut statement = connection.prepare_cached(
        "SELECT conversation_id, contact_id, visitor_id, last_number FROM conversations
         WHERE visitor_id = ?1 AND started_by = ?2",
    )?;
    Ok(statement.query_row(params![visitor, client_id.as_str()], conversation).optional()?)
}

pub fn insert(tx: &Tx<'_>, visitor: &VisitorActor, client_id: &ClientId) -> Result<Conversation> {
    let id: ConversationId = tx.new_id();
    tx.prepare_cached(
        "INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, created_at, last_activity_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?
    .execute(params![id, visitor.site, visitor.contact, visitor.id, client_id.as_str(), tx.now()])?;
    Ok(Conversation { id, contact: visitor.contact, visitor: visitor.id, last_number: 0 })
}

/// Adds a message at the end of its conversation. Answers `false` where its sender had sent it before.
pub fn insert_message(tx: &Tx<'_>, message: &MessageRow<'_>) -> Result<bool> {
    let stored = tx
        .prepare_cached(
            "INSERT INTO messages (message_id, conversation_id, number, author, agent_id, client_id, body, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (conversation_id, author, client_id) WHERE client_id IS NOT NULL DO NOTHING",
        )?
        .execute(params![
            message.id,
            message.conversation.id,
            message.conversation.last_number + 1,
            message.author,
            message.agent,
            message.client_id.as_str(),
            message.body.as_str(),
            tx.now()
        ])?;
    Ok(stored == 1)
}

/// The id and number of a message that was sent before.
pub fn sent_before(
    connection: &Connection,
    id: ConversationId,
    author: Author,
    client_id: &ClientId,
) -> Result<(MessageId, i64)> {
    let mut statement = connection.prepare_cached(
        "SELECT message_id, number FROM messages WHERE conversation_id = ?1 AND author = ?2 AND client_id = ?3",
    )?;
    let found = |row: &Row<'_>| Ok((row.get("message_id")?, row.get("number")?));
    Ok(statement.query_row(params![id, author, client_id.as_str()], found)?)
}

/// Counts a message that was just added.
pub fn count_message(tx: &Tx<'_>, id: ConversationId, author: Author) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET last_number = last_number + 1, last_activity_at = max(last_activity_at, ?2),
                                  visitor_count = visitor_count + ?3, team_count = team_count + ?4
         WHERE conversation_id = ?1",
    )?
    .execute(params![id, tx.now(), author == Author::Visitor, author != Author::Visitor])?;
    Ok(())
}

/// Notes how far the visitor has read; `false` where that was known.
pub fn set_visitor_read(tx: &Tx<'_>, id: ConversationId, number: i64) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE conversations SET visitor_read_number = ?2, visitor_read_count = visitor_read_count +
                 (SELECT count(*) FROM messages m
                  WHERE m.conversation_id = ?1 AND m.number > visitor_read_number AND m.number <= ?2 AND m.author <> 'visitor')
             WHERE conversation_id = ?1 AND visitor_read_number < ?2",
        )?
        .execute(params![id, number])?;
    Ok(changed == 1)
}

/// Notes how far an agent, and with that the team, has read; `false` where that was known.
pub fn set_agent_read(tx: &Tx<'_>, agent: AgentId, id: ConversationId, number: i64) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "WITH known AS (SELECT coalesce(max(number), 0) AS number, coalesce(max(visitor_count), 0) AS visitor_count
                            FROM conversation_reads WHERE agent_id = ?1 AND conversation_id = ?2)
             INSERT INTO conversation_reads (agent_id, conversation_id, number, visitor_count)
             SELECT ?1, ?2, ?3, known.visitor_count +
                 (SELECT count(*) FROM messages m
                  WHERE m.conversation_id = ?2 AND m.number > known.number AND m.number <= ?3 AND m.author = 'visitor')
             FROM known WHERE known.number < ?3
             ON CONFLICT (agent_id, conversation_id)
             DO UPDATE SET number = excluded.number, visitor_count = excluded.visitor_count",
        )?
        .execute(params![agent, id, number])?;
    tx.prepare_cached(
        "UPDATE conversations SET team_read_number = ?2 WHERE conversation_id = ?1 AND team_read_number < ?2",
    )?
    .execute(params![id, number])?;
    Ok(changed == 1)
}

/// Moves all of a visitor's conversations from one contact to another.
pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, from: ContactId, to: ContactId) -> Result<usize> {
    Ok(tx
        .prepare_cached("UPDATE conversations SET contact_id = ?3 WHERE visitor_id = ?1 AND contact_id = ?2")?
        .execute(params![visitor, from, to])?)
}

fn conversation(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    Ok(Conversation {
        id: row.get("conversation_id")?,
        contact: row.get("contact_id")?,
        visitor: row.get("visitor_id")?,
        last_number: row.get("last_number")?,
    })
}
