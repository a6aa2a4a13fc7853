//! What the inbox and the panel show of conversations, each in one query or few.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

pub use super::model::Conversation;
use super::{
    listing::model::Bound,
    model::{ClientId, Priority, State, Status},
    shapes::{Answer, MessageContent},
    store,
};
use crate::{
    base::{Actor, Error, Result, Timestamp, VisitorActor, ids::*, text},
    contacts::naming::{Known, called},
    events::Author,
    files::{self, File},
    rich_text,
};

/// Longest preview of a message in a list, in characters.
const PREVIEW_CHARS: usize = 140;

/// One line of the inbox.
#[derive(Debug, Clone)]
pub struct Summary {
    pub id: ConversationId,
    pub site: SiteId,
    pub site_name: String,
    pub contact: ContactId,
    /// Never empty: a name, an address, or "Visitor" and four characters.
    pub contact_name: String,
    pub is_customer: bool,
    /// Whether the browser it was begun in has proved to be the customer.
    pub is_verified: bool,
    pub last_number: i64,
    pub visitor_read_number: i64,
    pub last_activity_at: Timestamp,
    pub last_message: Option<Preview>,
    pub status: Status,
    /// What the visitor gave it, 1 to 5.
    pub rating: Option<i64>,
    pub rating_comment: Option<String>,
    pub state: State,
    pub assignee: Option<AgentId>,
    pub team: Option<TeamId>,
    pub priority: Priority,
    /// When a snooze ends; `model::UNTIL_REPLY` where it ends with the visitor's next message.
    pub snoozed_until: Option<Timestamp>,
    pub waiting_since: Option<Timestamp>,
    pub tags: Vec<TagId>,
    pub last_note: Option<NotePreview>,
    pub is_blocked: bool,
    /// Messages of the visitor that the asking agent has not read; 0 where nobody asked.
    pub unread: i64,
    /// Whether the asking agent has begun to write.
    pub has_draft: bool,
}

/// Somebody of the team, as visitors see them.
#[derive(Debug, Clone)]
pub struct Member {
    pub name: String,
    /// The id of the face.
    pub picture: Option<String>,
}

/// The last message, in one line.
#[derive(Debug, Clone)]
pub struct Preview {
    pub author: Author,
    pub author_name: Option<String>,
    pub text: String,
    pub at: Timestamp,
}

/// The last note, in one line.
#[derive(Debug, Clone)]
pub struct NotePreview {
    pub author_name: Option<String>,
    pub text: String,
    pub at: Timestamp,
}

/// One message of a thread.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: MessageId,
    pub number: i64,
    pub client_id: Option<String>,
    pub author: Author,
    pub agent: Option<AgentId>,
    pub agent_name: Option<String>,
    pub body: String,
    pub at: Timestamp,
    /// What it holds beside its text, as far as this version can read it.
    pub content: Option<MessageContent>,
    /// What the visitor answered to it.
    pub answer: Option<Answer>,
    pub files: Vec<File>,
}

/// A part of a thread, oldest message first.
#[derive(Debug, Clone)]
pub struct Messages {
    pub messages: Vec<Message>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// `CROSS JOIN` keeps the order of the tables: a planner that knows there is only one site would begin with it, and
/// sort all conversations for each page. The line shown is the last that somebody wrote: lines about the conversation
/// stand few in a row, so the walk back to it is short.
pub(super) const SUMMARY: &str = "
    SELECT c.conversation_id, c.contact_id, c.last_number, c.visitor_read_number, c.last_activity_at, s.name AS site_name,
           p.name AS contact_name, p.email AS contact_email, p.external_id, v.verified_until IS NOT NULL AS is_proven,
           json_extract(v.claims, '$.name') AS claimed_name, json_extract(v.claims, '$.email') AS claimed_email,
           c.status, c.rating, c.rating_comment, m.author,
           coalesce(nullif(m.body, ''), (SELECT f.name FROM files f WHERE f.message_id = m.message_id ORDER BY f.place LIMIT 1), '')
               AS body, m.created_at AS message_at, a.name AS agent_name,
           c.visitor_count - coalesce(r.visitor_count, 0) AS unread,
           c.site_id, c.state, c.assignee_id, c.team_id, c.priority, c.snoozed_until, c.waiting_since,
           (SELECT group_concat(t.tag_id) FROM conversation_tags t WHERE t.conversation_id = c.conversation_id) AS tag_ids,
           n.body AS note_body, n.created_at AS note_at, na.name AS note_author, p.blocked_at IS NOT NULL AS is_blocked,
           EXISTS (SELECT 1 FROM drafts d WHERE d.agent_id = ?1 AND d.conversation_id = c.conversation_id) AS has_draft
    FROM conversations c
    CROSS JOIN sites s ON s.site_id = c.site_id
    CROSS JOIN contacts p ON p.contact_id = c.contact_id
    CROSS JOIN visitors v ON v.visitor_id = c.visitor_id
    LEFT JOIN messages m ON m.conversation_id = c.conversation_id AND m.number = (
        SELECT l.number FROM messages l
        WHERE l.conversation_id = c.conversation_id AND l.is_event = 0 ORDER BY l.number DESC LIMIT 1)
    LEFT JOIN agents a ON a.agent_id = m.agent_id
    LEFT JOIN thread_entries n ON n.entry_number = (
        SELECT e.entry_number FROM thread_entries e
        WHERE e.conversation_id = c.conversation_id AND e.kind = 'note' ORDER BY e.entry_number DESC LIMIT 1)
    LEFT JOIN agents na ON na.agent_id = n.agent_id
    LEFT JOIN conversation_reads r ON r.conversation_id = c.conversation_id AND r.agent_id = ?1";

/// Lines of the inbox, in the order of their ids' list; those that are gone are left out. One query.
///
/// # Errors
/// `Internal` only.
pub fn summaries(connection: &Connection, agent: AgentId, ids: &[ConversationId]) -> Result<Vec<Summary>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{SUMMARY} WHERE c.conversation_id IN (SELECT value FROM json_each(?2))");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![agent, Bound::list(ids)], |row| summary(row).map(|one| (one.id, one)))?;
    let mut found = rows.collect::<rusqlite::Result<HashMap<_, _>>>()?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// One line of the inbox, with what `agent` has not read of it.
///
/// # Errors
/// `NotFound`.
pub fn summary_of(connection: &Connection, id: ConversationId, agent: Option<AgentId>) -> Result<Summary> {
    let sql = format!("{SUMMARY} WHERE c.conversation_id = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let row = statement.query_row([&agent as &dyn ToSql, &id], summary).optional()?;
    row.ok_or(Error::NotFound("conversation"))
}

/// The conversation, where `actor` may read it.
///
/// # Errors
/// `NotFound`, also where it is not the visitor's.
pub fn open(connection: &Connection, actor: &Actor, id: ConversationId) -> Result<Conversation> {
    let conversation = store::by_id(connection, id)?.ok_or(Error::NotFound("conversation"))?;
    conversation.open_to(actor)?;
    Ok(conversation)
}

/// Whether the visitor has begun a conversation with the message `client_id`.
///
/// # Errors
/// `Internal` only.
pub fn has_begun(connection: &Connection, visitor: &VisitorActor, client_id: &ClientId) -> Result<bool> {
    Ok(store::begun_with(connection, visitor.id, client_id)?.is_some())
}

/// Messages of a conversation before the number `before` (without: the newest), up to `limit`. Ask [`open`] first.
///
/// # Errors
/// `Internal` only.
pub fn messages(connection: &Connection, id: ConversationId, before: Option<i64>, limit: u32) -> Result<Messages> {
    let mut statement = connection.prepare_cached(
        "SELECT m.message_id, m.number, m.client_id, m.author, m.agent_id, a.name AS agent_name, m.body, m.created_at,
                m.content, m.answer
         FROM messages m LEFT JOIN agents a ON a.agent_id = m.agent_id
         WHERE m.conversation_id = ?1 AND m.number < ?2 ORDER BY m.number DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![id, before.unwrap_or(i64::MAX), limit], message)?;
    let mut messages = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    messages.reverse();
    with_files(connection, messages.iter_mut().collect())?;
    let has_more = messages.first().is_some_and(|oldest| oldest.number > 1);
    Ok(Messages { messages, has_more })
}

/// Puts their files to messages, in one query.
pub(super) fn with_files(connection: &Connection, messages: Vec<&mut Message>) -> Result<()> {
    let ids: Vec<_> = messages.iter().map(|message| message.id).collect();
    let mut files = files::views::of_messages(connection, &ids)?;
    for message in messages {
        message.files = files.remove(&message.id).unwrap_or_default();
    }
    Ok(())
}

/// One message by its place.
///
/// # Errors
/// `Internal` only.
pub fn message_at(connection: &Connection, id: ConversationId, number: i64) -> Result<Option<Message>> {
    Ok(messages(connection, id, Some(number + 1), 1)?.messages.pop().filter(|message| message.number == number))
}

/// Whether a conversation goes on, and what the visitor gave it.
///
/// # Errors
/// `Internal` only.
pub fn state_of(connection: &Connection, id: ConversationId) -> Result<Option<(Status, Option<i64>)>> {
    let mut statement =
        connection.prepare_cached("SELECT status, rating FROM conversations WHERE conversation_id = ?1")?;
    Ok(statement.query_row([id], |row| Ok((row.get("status")?, row.get("rating")?))).optional()?)
}

/// How many messages of the visitor `agent` has not read.
///
/// # Errors
/// `Internal` only.
pub fn unread_of(connection: &Connection, id: ConversationId, agent: AgentId) -> Result<i64> {
    let mut statement = connection.prepare_cached(
        "SELECT c.visitor_count - coalesce(r.visitor_count, 0) FROM conversations c
         LEFT JOIN conversation_reads r ON r.conversation_id = c.conversation_id AND r.agent_id = ?2
         WHERE c.conversation_id = ?1",
    )?;
    Ok(statement.query_row(params![id, agent], |row| row.get(0)).optional()?.unwrap_or(0))
}

pub(super) fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    let id: MessageId = row.get("message_id")?;
    Ok(Message {
        content: kept(id, row.get("content")?),
        answer: kept(id, row.get("answer")?),
        files: Vec::new(),
        id,
        number: row.get("number")?,
        client_id: row.get("client_id")?,
        author: row.get("author")?,
        agent: row.get("agent_id")?,
        agent_name: row.get("agent_name")?,
        body: row.get("body")?,
        at: row.get("created_at")?,
    })
}

/// What was kept with a message as JSON. Where this version cannot read it, the message is its text alone: one message
/// must never keep anybody from a thread.
fn kept<T: serde::de::DeserializeOwned>(message: MessageId, json: Option<String>) -> Option<T> {
    let read = serde_json::from_str(&json?);
    read.inspect_err(|error| {
        // Without the error's own words, which may quote what was said.
        let fault = format!("{:?} at column {}", error.classify(), error.column());
        tracing::warn!(message.id = %message, fault, "what message {message} holds beside its text cannot be read");
    })
    .ok()
}

pub(super) fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let is_customer = row.get::<_, Option<String>>("external_id")?.is_some();
    let last_message = match row.get::<_, Option<Author>>("author")? {
        Some(author) => Some(Preview {
            author,
            author_name: row.get("agent_name")?,
            text: preview(&row.get::<_, String>("body")?),
            at: row.get("message_at")?,
        }),
        None => None,
    };
    Ok(Summary {
        id: row.get("conversation_id")?,
        site_name: row.get("site_name")?,
        contact: row.get("contact_id")?,
        contact_name: contact_name(row)?,
        is_customer,
        is_verified: is_customer && row.get("is_proven")?,
        last_number: row.get("last_number")?,
        visitor_read_number: row.get("visitor_read_number")?,
        last_activity_at: row.get("last_activity_at")?,
        last_message,
        status: row.get("status")?,
        rating: row.get("rating")?,
        rating_comment: row.get("rating_comment")?,
        unread: row.get("unread")?,
        site: row.get("site_id")?,
        state: row.get("state")?,
        assignee: row.get("assignee_id")?,
        team: row.get("team_id")?,
        priority: row.get("priority")?,
        snoozed_until: row.get("snoozed_until")?,
        waiting_since: row.get("waiting_since")?,
        tags: tags(row)?,
        last_note: note(row)?,
        is_blocked: row.get("is_blocked")?,
        has_draft: row.get("has_draft")?,
    })
}

/// What was said in one line, without marks.
fn preview(body: &str) -> String {
    text::one_line(&rich_text::plain(body), PREVIEW_CHARS)
}

fn tags(row: &Row<'_>) -> rusqlite::Result<Vec<TagId>> {
    let joined: Option<String> = row.get("tag_ids")?;
    Ok(joined.iter().flat_map(|joined| joined.split(',')).filter_map(|id| id.parse().ok()).collect())
}

fn note(row: &Row<'_>) -> rusqlite::Result<Option<NotePreview>> {
    let Some(at) = row.get("note_at")? else { return Ok(None) };
    let text = preview(&row.get::<_, String>("note_body")?);
    Ok(Some(NotePreview { author_name: row.get("note_author")?, text, at }))
}

/// The columns that [`contact_name`] reads, of a contact `p` and a visitor `v`.
pub const CONTACT_NAMES: &str = "p.contact_id, p.name AS contact_name, p.email AS contact_email, p.external_id,
    json_extract(v.claims, '$.name') AS claimed_name, json_extract(v.claims, '$.email') AS claimed_email";

/// What agents call a contact.
///
/// # Errors
/// Where a column of [`CONTACT_NAMES`] is missing.
pub fn contact_name(row: &Row<'_>) -> rusqlite::Result<String> {
    let text = |column: &str| row.get::<_, Option<String>>(column);
    let (external_id, name, email) = (text("external_id")?, text("contact_name")?, text("contact_email")?);
    let (claimed_name, claimed_email) = (text("claimed_name")?, text("claimed_email")?);
    let known = Known {
        external_id: external_id.as_deref(),
        name: name.as_deref(),
        email: email.as_deref(),
        claimed_name: claimed_name.as_deref(),
        claimed_email: claimed_email.as_deref(),
    };
    Ok(called(row.get("contact_id")?, known))
}
