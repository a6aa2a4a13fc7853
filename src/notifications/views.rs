//! The bell's list.

use std::borrow::Cow;

use rusqlite::{Connection, Row, params};

use super::model::Kind;
use crate::{
    base::{
        Result, Timestamp,
        ids::*,
        page::{self, Cursor},
        text,
    },
    conversations::views::{CONTACT_NAMES, contact_name},
    rich_text,
};

/// Longest preview, in characters.
const PREVIEW_CHARS: usize = 140;

/// One line of the bell.
#[derive(Debug, Clone)]
pub struct Notification {
    pub id: NotificationId,
    pub kind: Kind,
    pub conversation: ConversationId,
    /// Never empty.
    pub contact_name: String,
    /// The colleague who caused it; `None` for the visitor.
    pub from_name: Option<String>,
    /// What the visitor had said last at that moment, in a message or an answer to a form, or the note that names the agent;
    /// in one line.
    pub preview: String,
    /// The message it stands at, a form where that was answered; 0 before the first.
    pub number: i64,
    /// The note that names the agent.
    pub entry: Option<EntryId>,
    pub count: i64,
    pub at: Timestamp,
    pub is_read: bool,
    /// Whether the visitor waits by now, and the conversation is nobody's.
    pub is_waiting: bool,
    /// Whose the conversation is by now.
    pub taken_by_name: Option<String>,
}

/// What an agent was told of, newest first, `limit` lines after the cursor, and the next cursor where there are more.
///
/// # Errors
/// `Internal` only.
pub fn page(
    connection: &Connection,
    agent: AgentId,
    cursor: Option<Cursor<NotificationId>>,
    limit: u32,
) -> Result<(Vec<Notification>, Option<Cursor<NotificationId>>)> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT n.notification_id, n.kind, n.conversation_id, n.count, n.at, n.read_at, f.name AS from_name,
                {CONTACT_NAMES},
                coalesce(e.body, CASE WHEN m.answer IS NULL THEN nullif(m.body, '') END) AS body,
                (SELECT group_concat(j.value ->> 'value', ', ') FROM json_each(m.answer, '$.values') j) AS answers,
                (SELECT l.name FROM files l WHERE l.message_id = m.message_id ORDER BY l.place LIMIT 1) AS file_name,
                coalesce(e.after_number, m.number, 0) AS number, e.entry_id,
                c.assignee_id IS NULL AND c.waiting_since IS NOT NULL AS is_waiting, o.name AS taken_by_name
         FROM notifications n
         CROSS JOIN conversations c ON c.conversation_id = n.conversation_id
         CROSS JOIN contacts p ON p.contact_id = c.contact_id
         CROSS JOIN visitors v ON v.visitor_id = c.visitor_id
         LEFT JOIN agents f ON f.agent_id = n.from_agent_id
         LEFT JOIN agents o ON o.agent_id = c.assignee_id
         LEFT JOIN thread_entries e ON n.kind = 'mention' AND e.entry_number = (
             SELECT l.entry_number FROM thread_entries l
             WHERE l.conversation_id = n.conversation_id AND l.kind = 'note' AND l.created_at <= n.at
               AND n.agent_id IN (SELECT j.value FROM json_each(l.mentions) j)
             ORDER BY l.entry_number DESC LIMIT 1)
         LEFT JOIN messages w ON n.kind <> 'mention' AND w.conversation_id = n.conversation_id AND w.number = (
             SELECT l.number FROM messages l WHERE l.conversation_id = n.conversation_id
               AND l.author = 'visitor' AND l.is_event = 0 AND l.created_at <= n.at ORDER BY l.number DESC LIMIT 1)
         LEFT JOIN messages d ON n.kind <> 'mention' AND d.conversation_id = n.conversation_id AND d.number = (
             SELECT l.number FROM messages l WHERE l.conversation_id = n.conversation_id
               AND l.answered_at <= n.at ORDER BY l.answered_at DESC, l.number DESC LIMIT 1)
         LEFT JOIN messages m ON m.conversation_id = n.conversation_id AND m.number =
             CASE WHEN w.number IS NULL OR (d.answered_at, d.number) > (w.created_at, w.number) THEN d.number ELSE w.number END
         WHERE n.agent_id = ?1 AND (n.at, n.notification_id) < (?2, ?3)
         ORDER BY n.at DESC, n.notification_id DESC LIMIT ?4"
    ))?;
    let (at, id) = Cursor::above(cursor);
    let rows = statement.query_map(params![agent, at, id, limit + 1], of_row)?;
    let mut rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let has_more = page::cut(&mut rows, limit as usize);
    let next = rows.last().filter(|_| has_more).map(|last| Cursor { at: last.at, key: last.id });
    Ok((rows, next))
}

/// How many lines an agent has not read.
///
/// # Errors
/// `Internal` only.
pub fn unread(connection: &Connection, agent: AgentId) -> Result<i64> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM notifications WHERE agent_id = ?1 AND read_at IS NULL")?;
    Ok(statement.query_row([agent], |row| row.get(0))?)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Notification> {
    Ok(Notification {
        id: row.get("notification_id")?,
        kind: row.get("kind")?,
        conversation: row.get("conversation_id")?,
        contact_name: contact_name(row)?,
        from_name: row.get("from_name")?,
        preview: preview(row)?,
        number: row.get("number")?,
        entry: row.get("entry_id")?,
        count: row.get("count")?,
        at: row.get("at")?,
        is_read: row.get::<_, Option<Timestamp>>("read_at")?.is_some(),
        is_waiting: row.get("is_waiting")?,
        taken_by_name: row.get("taken_by_name")?,
    })
}

/// What was said in one line. Only what somebody wrote has marks: in an answer to a form or a file's name the same signs
/// stand for themselves.
fn preview(row: &Row<'_>) -> rusqlite::Result<String> {
    let body: Option<String> = row.get("body")?;
    let said = match &body {
        Some(body) => rich_text::plain(body),
        None => {
            let answers: Option<String> = row.get("answers")?;
            Cow::from(answers.or(row.get("file_name")?).unwrap_or_default())
        }
    };
    Ok(text::one_line(&said, PREVIEW_CHARS))
}
