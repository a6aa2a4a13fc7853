//! Rows of `conversations`, `messages` and `conversation_reads`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    acts,
    model::{ClientId, Conversation, Priority, Rating, Score, Status, UNDONE_MS},
    shapes::{Answer, MessageContent},
};
use crate::{
    base::{Result, Timestamp, VisitorActor, ids::*},
    contacts,
    db::Tx,
    events::Author,
};

/// A message about to be stored.
pub struct MessageRow<'a> {
    pub id: MessageId,
    pub conversation: &'a Conversation,
    pub author: Author,
    pub agent: Option<AgentId>,
    pub client_id: Option<&'a ClientId>,
    pub body: &'a str,
    pub content: Option<&'a MessageContent>,
    /// Whether nobody has to read it: it tells about the conversation, or asks how it was.
    pub is_event: bool,
}

/// A message that asks something, as far as its answer needs it.
pub struct Asked {
    pub id: MessageId,
    /// As it is stored.
    pub content: Option<String>,
    pub answered_at: Option<Timestamp>,
}

const CONVERSATION: &str = "
    SELECT conversation_id, site_id, contact_id, visitor_id, last_number, last_activity_at, status, resolved_at, rating,
           rating_comment, rated_at, speaking_agent_id, assignee_id, team_id, priority, snoozed_until,
           EXISTS (SELECT 1 FROM agents a WHERE a.agent_id = conversations.assignee_id AND a.is_active = 1) AS is_in_hands,
           EXISTS (SELECT 1 FROM contacts p WHERE p.contact_id = conversations.contact_id AND p.blocked_at IS NOT NULL)
               AS is_blocked
    FROM conversations";

pub fn by_id(connection: &Connection, id: ConversationId) -> Result<Option<Conversation>> {
    let mut statement = connection.prepare_cached(&format!("{CONVERSATION} WHERE conversation_id = ?1"))?;
    Ok(statement.query_row([id], conversation).optional()?)
}

/// The conversation that a visitor began with the message `client_id`.
pub fn begun_with(connection: &Connection, visitor: VisitorId, client_id: &ClientId) -> Result<Option<Conversation>> {
    let sql = format!("{CONVERSATION} WHERE visitor_id = ?1 AND started_by = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(params![visitor, client_id.as_str()], conversation).optional()?)
}

pub fn insert(tx: &Tx<'_>, visitor: &VisitorActor, client_id: &ClientId) -> Result<Conversation> {
    let id: ConversationId = tx.new_id();
    tx.prepare_cached(
        "INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, created_at, last_activity_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?
    .execute(params![id, visitor.site, visitor.contact, visitor.id, client_id.as_str(), tx.now()])?;
    Ok(Conversation {
        id,
        site: visitor.site,
        contact: visitor.contact,
        visitor: visitor.id,
        last_number: 0,
        last_activity_at: tx.now(),
        status: Status::Open,
        resolved_at: None,
        rating: None,
        speaker: None,
        assignee: None,
        is_in_hands: false,
        team: None,
        priority: Priority::None,
        snoozed_until: None,
        is_blocked: contacts::views::is_blocked(tx, visitor.contact)?,
    })
}

/// Adds a message at the end of its conversation. Answers `false` where its sender had sent it before.
pub fn insert_message(tx: &Tx<'_>, message: &MessageRow<'_>) -> Result<bool> {
    let content = message.content.map(serde_json::to_string).transpose()?;
    let stored = tx
        .prepare_cached(
            "INSERT INTO messages (message_id, conversation_id, number, author, agent_id, client_id, body, created_at,
                                   content, is_event)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (conversation_id, author, client_id) WHERE client_id IS NOT NULL DO NOTHING",
        )?
        .execute(params![
            message.id,
            message.conversation.id,
            message.conversation.last_number + 1,
            message.author,
            message.agent,
            message.client_id.map(ClientId::as_str),
            message.body,
            tx.now(),
            content,
            message.is_event
        ])?;
    Ok(stored == 1)
}

/// The id and number of a message, if it was sent before.
pub fn sent_before(
    connection: &Connection,
    id: ConversationId,
    author: Author,
    client_id: &ClientId,
) -> Result<Option<(MessageId, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT message_id, number FROM messages WHERE conversation_id = ?1 AND author = ?2 AND client_id = ?3",
    )?;
    let found = |row: &Row<'_>| Ok((row.get("message_id")?, row.get("number")?));
    Ok(statement.query_row(params![id, author, client_id.as_str()], found).optional()?)
}

/// Counts a message that was just added. What nobody has to read is unread for nobody, and no activity. A visitor waits
/// from the first message that nobody has answered.
pub fn count_message(tx: &Tx<'_>, message: &MessageRow<'_>) -> Result<()> {
    let is_read = !message.is_event;
    tx.prepare_cached(
        "UPDATE conversations SET last_number = last_number + 1,
                                  last_activity_at = CASE WHEN ?5 THEN max(last_activity_at, ?2) ELSE last_activity_at END,
                                  visitor_count = visitor_count + ?3, team_count = team_count + ?4,
                                  waiting_since = CASE WHEN ?3 THEN coalesce(waiting_since, ?2) WHEN ?4 THEN NULL
                                                       ELSE waiting_since END
         WHERE conversation_id = ?1",
    )?
    .execute(params![
        message.conversation.id,
        tx.now(),
        is_read && message.author == Author::Visitor,
        is_read && message.author != Author::Visitor,
        is_read
    ])?;
    if is_read { acts::store::follow(tx, message.conversation.id) } else { Ok(()) }
}

/// Whether somebody but `agent` has written after a message.
pub fn has_others_after(connection: &Connection, id: ConversationId, number: i64, agent: AgentId) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM messages
                        WHERE conversation_id = ?1 AND number > ?2 AND is_event = 0 AND agent_id IS NOT ?3)",
    )?;
    Ok(statement.query_row(params![id, number, agent], |row| row.get(0))?)
}

/// Notes who of the team speaks from now on, and when the team first did.
pub fn set_speaker(tx: &Tx<'_>, id: ConversationId, agent: AgentId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET speaking_agent_id = ?2, first_reply_at = coalesce(first_reply_at, ?3)
         WHERE conversation_id = ?1",
    )?
    .execute(params![id, agent, tx.now()])?;
    Ok(())
}

/// Resolves or reopens. What is resolved sleeps no more, and nobody waits there.
pub fn set_status(tx: &Tx<'_>, id: ConversationId, status: Status) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET status = ?2, resolved_at = CASE ?2 WHEN 'resolved' THEN ?3 ELSE resolved_at END,
                                  snoozed_until = NULL,
                                  waiting_since = CASE ?2 WHEN 'resolved' THEN NULL ELSE waiting_since END
         WHERE conversation_id = ?1",
    )?
    .execute(params![id, status, tx.now()])?;
    acts::store::follow(tx, id)
}

/// Forgets that a conversation was resolved last, but not when it was before that, unless that was undone as well: where
/// the next that was said or done behind it is that somebody of the team took it up again, soon after. What a line says of
/// that itself counts; lines of older versions say nothing. Looked at backwards, along the conversation's own messages: up
/// to its beginning where it was never resolved before.
pub fn resolved_before(tx: &Tx<'_>, id: ConversationId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET resolved_at = (
             SELECT m.created_at FROM messages m
             WHERE m.conversation_id = ?1 AND m.is_event = 1 AND m.content ->> '$.event' = 'resolved'
               AND m.number < (SELECT l.number FROM messages l
                               WHERE l.conversation_id = ?1 AND l.is_event = 1 AND l.content ->> '$.event' = 'resolved'
                               ORDER BY l.number DESC LIMIT 1)
               AND NOT coalesce((SELECT n.is_event AND n.content ->> '$.event' = 'reopened'
                                        AND coalesce(n.content ->> '$.is_undoing',
                                                     n.content ->> '$.name' IS NOT NULL AND n.created_at <= m.created_at + ?2)
                                 FROM messages n
                                 WHERE n.conversation_id = ?1 AND n.number > m.number
                                   AND (n.is_event = 0 OR n.content ->> '$.event' IN ('resolved', 'reopened'))
                                 ORDER BY n.number LIMIT 1), FALSE)
             ORDER BY m.number DESC LIMIT 1)
         WHERE conversation_id = ?1",
    )?
    .execute(params![id, UNDONE_MS])?;
    Ok(())
}

/// Lets the visitor of a conversation that an agent took up again wait since the first message or answer to a form that
/// nobody answered, of those that came since the visitor last took it up itself: what was closed before that is not
/// waited for.
pub fn wait_again(tx: &Tx<'_>, id: ConversationId) -> Result<()> {
    tx.prepare_cached(
        "WITH answered AS MATERIALIZED (
             SELECT coalesce(max(a.number), 0) AS number FROM messages a
             WHERE a.conversation_id = ?1 AND a.author = 'agent' AND a.is_event = 0),
         begun AS MATERIALIZED (
             SELECT coalesce(max(e.number), answered.number) AS number FROM answered LEFT JOIN messages e
             ON e.conversation_id = ?1 AND e.number > answered.number AND e.is_event = 1
                AND e.content ->> '$.event' = 'reopened' AND e.content ->> '$.name' IS NULL)
         UPDATE conversations SET waiting_since = (
             SELECT min(at) FROM (
                 SELECT min(m.created_at) AS at FROM begun CROSS JOIN messages m
                 WHERE m.conversation_id = ?1 AND m.number > begun.number AND m.author = 'visitor'
                 UNION ALL
                 -- An answer stands where it was asked: when it came says whether somebody has answered it. One that took
                 -- the conversation up again came together with the line that says so.
                 SELECT min(f.answered_at) FROM answered CROSS JOIN begun CROSS JOIN messages f
                 LEFT JOIN messages s ON s.conversation_id = ?1 AND s.number = answered.number
                 LEFT JOIN messages b ON b.conversation_id = ?1 AND b.number = begun.number
                 WHERE f.conversation_id = ?1 AND f.answered_at IS NOT NULL
                   AND (f.number = answered.number OR f.answered_at > s.created_at) AND f.answered_at >= b.created_at))
         WHERE conversation_id = ?1",
    )?
    .execute([id])?;
    Ok(())
}

pub fn set_rating(tx: &Tx<'_>, id: ConversationId, rating: &Rating) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET rating = ?2, rating_comment = ?3, rated_at = ?4 WHERE conversation_id = ?1",
    )?
    .execute(params![id, rating.score.get(), rating.comment, rating.at])?;
    Ok(())
}

/// What a message asks, and whether it was answered.
pub fn asked(connection: &Connection, id: ConversationId, number: i64) -> Result<Option<Asked>> {
    let mut statement = connection.prepare_cached(
        "SELECT message_id, content, answered_at FROM messages WHERE conversation_id = ?1 AND number = ?2",
    )?;
    let asked = |row: &Row<'_>| {
        Ok(Asked { id: row.get("message_id")?, content: row.get("content")?, answered_at: row.get("answered_at")? })
    };
    Ok(statement.query_row(params![id, number], asked).optional()?)
}

/// Counts what a visitor answered to a form as something it said: it waits from now on, where it did not before.
pub fn count_answer(tx: &Tx<'_>, id: ConversationId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET last_activity_at = max(last_activity_at, ?2), waiting_since = coalesce(waiting_since, ?2)
         WHERE conversation_id = ?1",
    )?
    .execute(params![id, tx.now()])?;
    acts::store::follow(tx, id)
}

pub fn set_answer(tx: &Tx<'_>, message: MessageId, answer: &Answer) -> Result<()> {
    tx.prepare_cached("UPDATE messages SET answer = ?2, answered_at = ?3 WHERE message_id = ?1")?.execute(params![
        message,
        serde_json::to_string(answer)?,
        tx.now()
    ])?;
    Ok(())
}

/// Notes how far the visitor has read; `false` where that was known.
pub fn set_visitor_read(tx: &Tx<'_>, id: ConversationId, number: i64) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE conversations SET visitor_read_number = ?2, visitor_read_count = visitor_read_count +
                 (SELECT count(*) FROM messages m
                  WHERE m.conversation_id = ?1 AND m.number > visitor_read_number AND m.number <= ?2
                    AND m.author <> 'visitor' AND m.is_event = 0)
             WHERE conversation_id = ?1 AND visitor_read_number < ?2",
        )?
        .execute(params![id, number])?;
    Ok(changed == 1)
}

/// Notes how far an agent has read; `false` where that was known.
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
    Ok(changed == 1)
}

/// Notes how far the team has read, as visitors see it.
pub fn set_team_read(tx: &Tx<'_>, id: ConversationId, number: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE conversations SET team_read_number = ?2 WHERE conversation_id = ?1 AND team_read_number < ?2",
    )?
    .execute(params![id, number])?;
    Ok(())
}

/// Moves all of a visitor's conversations from one contact to another.
pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, from: ContactId, to: ContactId) -> Result<usize> {
    Ok(tx
        .prepare_cached("UPDATE conversations SET contact_id = ?3 WHERE visitor_id = ?1 AND contact_id = ?2")?
        .execute(params![visitor, from, to])?)
}

/// Moves one conversation from one contact to another.
pub fn set_contact(tx: &Tx<'_>, id: ConversationId, (from, to): (ContactId, ContactId)) -> Result<()> {
    tx.prepare_cached("UPDATE conversations SET contact_id = ?3 WHERE conversation_id = ?1 AND contact_id = ?2")?
        .execute(params![id, from, to])?;
    Ok(())
}

/// Up to `limit` messages of a contact's conversations.
pub fn some_messages(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<MessageId>> {
    let mut statement = connection.prepare_cached(
        "SELECT m.message_id FROM conversations c JOIN messages m USING (conversation_id)
         WHERE c.contact_id = ?1 LIMIT ?2",
    )?;
    let messages = statement.query_map(params![contact, limit], |row| row.get("message_id"))?;
    Ok(messages.collect::<rusqlite::Result<_>>()?)
}

/// The words a message is found by: the same as the migration told of those that were there before it.
pub fn words_of_message(connection: &Connection, message: MessageId) -> Result<String> {
    let mut statement = connection.prepare_cached(
        "SELECT concat_ws(' ', m.body, (SELECT group_concat(f.name, ' ') FROM files f WHERE f.message_id = m.message_id),
                (SELECT group_concat(j.value ->> 'value', ' ') FROM json_each(m.answer, '$.values') j))
         FROM messages m WHERE m.message_id = ?1",
    )?;
    Ok(statement.query_row([message], |row| row.get(0))?)
}

pub fn delete_message(tx: &Tx<'_>, message: MessageId) -> Result<()> {
    tx.prepare_cached("DELETE FROM messages WHERE message_id = ?1")?.execute([message])?;
    Ok(())
}

/// Deletes up to `limit` conversations of a contact, and answers how many.
pub fn delete_of(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM conversations WHERE conversation_id IN
               (SELECT conversation_id FROM conversations WHERE contact_id = ?1 LIMIT ?2)",
        )?
        .execute(params![contact, limit])?)
}

fn conversation(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    let score = row.get::<_, Option<i64>>("rating")?.and_then(Score::new);
    let rating = match (score, row.get("rated_at")?) {
        (Some(score), Some(at)) => Some(Rating { score, comment: row.get("rating_comment")?, at }),
        _ => None,
    };
    Ok(Conversation {
        id: row.get("conversation_id")?,
        site: row.get("site_id")?,
        contact: row.get("contact_id")?,
        visitor: row.get("visitor_id")?,
        last_number: row.get("last_number")?,
        last_activity_at: row.get("last_activity_at")?,
        status: row.get("status")?,
        resolved_at: row.get("resolved_at")?,
        rating,
        speaker: row.get("speaking_agent_id")?,
        assignee: row.get("assignee_id")?,
        is_in_hands: row.get("is_in_hands")?,
        team: row.get("team_id")?,
        priority: row.get("priority")?,
        snoozed_until: row.get("snoozed_until")?,
        is_blocked: row.get("is_blocked")?,
    })
}
