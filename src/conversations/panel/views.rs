//! The list of a visitor's conversations.

use rusqlite::{Connection, params};

use super::super::{
    model::Status,
    views::{Member, Message, message, with_files},
};
use crate::base::{Result, Timestamp, VisitorActor, ids::*};

/// A conversation as its visitor sees it in a list.
#[derive(Debug, Clone)]
pub struct VisitorSummary {
    pub id: ConversationId,
    pub last_number: i64,
    pub unread: i64,
    pub team_read_number: i64,
    pub last_activity_at: Timestamp,
    pub last_message: Option<Message>,
    pub status: Status,
    /// What the visitor gave it, 1 to 5.
    pub rating: Option<i64>,
    /// Whoever of the team wrote last.
    pub speaker: Option<Member>,
}

/// What a visitor sees of its conversations, newest first, up to `limit`.
///
/// # Errors
/// `Internal` only.
pub fn of_visitor(connection: &Connection, visitor: &VisitorActor, limit: u32) -> Result<Vec<VisitorSummary>> {
    // The rule of `VisitorActor::may_see`.
    let by_visitor = ("c.visitor_id", visitor.id.to_string());
    let (whose, id) = if visitor.is_verified { ("c.contact_id", visitor.contact.to_string()) } else { by_visitor };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT c.conversation_id, c.last_number AS conversation_last_number, c.team_count - c.visitor_read_count AS unread,
                c.team_read_number, c.last_activity_at, c.status, c.rating,
                s.name AS speaker_name, s.picture_id AS speaker_picture,
                m.message_id, m.number, m.client_id, m.author, m.agent_id, a.name AS agent_name, m.body, m.created_at,
                m.content, m.answer
         FROM conversations c
         LEFT JOIN messages m ON m.conversation_id = c.conversation_id AND m.number = (
             SELECT l.number FROM messages l
             WHERE l.conversation_id = c.conversation_id AND l.is_event = 0 ORDER BY l.number DESC LIMIT 1)
         LEFT JOIN agents a ON a.agent_id = m.agent_id
         LEFT JOIN agents s ON s.agent_id = c.speaking_agent_id
         WHERE {whose} = ?1 ORDER BY c.last_activity_at DESC, c.conversation_id DESC LIMIT ?2",
    ))?;
    let rows = statement.query_map(params![id, limit], |row| {
        let has_message = row.get::<_, Option<i64>>("number")?.is_some();
        let speaker: Option<String> = row.get("speaker_name")?;
        let picture = row.get("speaker_picture")?;
        Ok(VisitorSummary {
            id: row.get("conversation_id")?,
            last_number: row.get("conversation_last_number")?,
            unread: row.get("unread")?,
            team_read_number: row.get("team_read_number")?,
            last_activity_at: row.get("last_activity_at")?,
            last_message: has_message.then(|| message(row)).transpose()?,
            status: row.get("status")?,
            rating: row.get("rating")?,
            speaker: speaker.map(|name| Member { name, picture }),
        })
    })?;
    let mut conversations = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    with_files(connection, conversations.iter_mut().filter_map(|one| one.last_message.as_mut()).collect())?;
    Ok(conversations)
}
