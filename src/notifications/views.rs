//! The bell's list.

use rusqlite::{Connection, Row, params};

use super::model::Kind;
use crate::{
    base::{
        Result, Timestamp,
        ids::*,
        page::{self, Cursor},
        text,
    },
    conversations::views::anonymous_name,
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
    /// What was said, in one line.
    pub preview: String,
    /// The message it stands at; 0 before the first.
    pub number: i64,
    /// The note that names the agent.
    pub entry: Option<EntryId>,
    pub count: i64,
    pub at: Timestamp,
    pub is_read: bool,
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
    let mut statement = connection.prepare_cached(
        "SELECT n.notification_id, n.kind, n.conversation_id, n.count, n.at, n.read_at, f.name AS from_name,
                c.contact_id, p.name AS contact_name, p.email AS contact_email, p.external_id,
                json_extract(v.claims, '$.name') AS claimed_name, json_extract(v.claims, '$.email') AS claimed_email,
                coalesce(e.body, nullif(m.body, ''),
                    (SELECT l.name FROM files l WHERE l.message_id = m.message_id ORDER BY l.place LIMIT 1), '') AS said,
                coalesce(e.after_number, m.number, 0) AS number, e.entry_id
         FROM notifications n
         CROSS JOIN conversations c ON c.conversation_id = n.conversation_id
         CROSS JOIN contacts p ON p.contact_id = c.contact_id
         CROSS JOIN visitors v ON v.visitor_id = c.visitor_id
         LEFT JOIN agents f ON f.agent_id = n.from_agent_id
         LEFT JOIN mentions x ON n.kind = 'mention' AND x.agent_id = n.agent_id AND x.conversation_id = n.conversation_id
         LEFT JOIN thread_entries e ON e.entry_number = x.entry_number
         LEFT JOIN messages m ON n.kind <> 'mention' AND m.conversation_id = n.conversation_id AND m.number = (
             SELECT l.number FROM messages l WHERE l.conversation_id = n.conversation_id
               AND l.author = 'visitor' AND l.is_event = 0 ORDER BY l.number DESC LIMIT 1)
         WHERE n.agent_id = ?1 AND (n.at, n.notification_id) < (?2, ?3)
         ORDER BY n.at DESC, n.notification_id DESC LIMIT ?4",
    )?;
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
    let contact: ContactId = row.get("contact_id")?;
    let external_id: Option<String> = row.get("external_id")?;
    // As in the list: a customer's name is only what the business itself has said.
    let columns: &[&str] = match external_id {
        Some(_) => &["contact_name", "contact_email", "external_id"],
        None => &["contact_name", "claimed_name", "contact_email", "claimed_email"],
    };
    let mut name = None;
    for column in columns.iter().copied() {
        name = name.or(row.get::<_, Option<String>>(column)?.filter(|name| !name.trim().is_empty()));
    }
    Ok(Notification {
        id: row.get("notification_id")?,
        kind: row.get("kind")?,
        conversation: row.get("conversation_id")?,
        contact_name: name.unwrap_or_else(|| anonymous_name(contact)),
        from_name: row.get("from_name")?,
        preview: text::one_line(&row.get::<_, String>("said")?, PREVIEW_CHARS),
        number: row.get("number")?,
        entry: row.get("entry_id")?,
        count: row.get("count")?,
        at: row.get("at")?,
        is_read: row.get::<_, Option<Timestamp>>("read_at")?.is_some(),
    })
}
