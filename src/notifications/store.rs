//! Rows of notifications, and who is to be told of what. Each statement takes a whole batch, however many it concerns.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, Row, params};
use serde_json::json;

use super::model::{Kind, Lines, Told, WasRead};
use crate::base::{Permission, Result, Role, Timestamp, ids::*};

/// The agents `a` who could answer a conversation of `TOLD`: those of the team that has it; everybody where none has it, or
/// nobody of the team could.
const THOSE_WHO_COULD: &str = "a.is_active = 1 AND a.role IN (SELECT r.value FROM json_each(?2) r)
    AND (TOLD.team_id IS NULL
         OR EXISTS (SELECT 1 FROM team_members t WHERE t.team_id = TOLD.team_id AND t.agent_id = a.agent_id)
         OR NOT EXISTS (SELECT 1 FROM team_members t CROSS JOIN agents m ON m.agent_id = t.agent_id
                        WHERE t.team_id = TOLD.team_id AND m.is_active = 1 AND m.role IN (SELECT r.value FROM json_each(?2) r)))";

/// Whom messages of visitors, and their answers to forms, concern: whoever the conversation belongs to; where it is
/// nobody's, whoever answered last; and where that is nobody who could answer, at the first that waits: [`THOSE_WHO_COULD`].
///
/// # Errors
/// `Internal` only.
pub fn of_messages(connection: &Connection, messages: &[(i64, MessageId)]) -> Result<Vec<Told>> {
    let mut statement = connection.prepare_cached(
        &"WITH said AS MATERIALIZED (
             SELECT j.value ->> 0 AS seq, m.conversation_id, m.number, coalesce(m.answered_at, m.created_at) AS created_at,
                    c.team_id, c.waiting_since, coalesce(c.assignee_id, s.agent_id) AS owner_id
             FROM json_each(?1) j
             CROSS JOIN messages m ON m.message_id = j.value ->> 1
             CROSS JOIN conversations c ON c.conversation_id = m.conversation_id
             LEFT JOIN agents s ON s.agent_id = c.speaking_agent_id AND s.is_active = 1
                                AND s.role IN (SELECT r.value FROM json_each(?2) r)
             WHERE (m.author = 'visitor' OR m.answered_at IS NOT NULL) AND m.is_event = 0)
         SELECT seq, conversation_id, a.agent_id, 'message' AS kind, NULL AS from_agent_id, said.created_at,
                0 AS is_left_behind
         FROM said CROSS JOIN agents a ON a.agent_id = said.owner_id WHERE a.is_active = 1
         UNION ALL
         SELECT seq, conversation_id, a.agent_id, 'new_conversation', NULL, said.created_at, 0
         FROM said CROSS JOIN agents a /* a handful */
         WHERE said.owner_id IS NULL AND (said.number = 1 OR said.waiting_since = said.created_at) AND COULD"
            .replace("COULD", &THOSE_WHO_COULD.replace("TOLD", "said")),
    )?;
    collect(statement.query_map(params![json(messages), roles_that_answer()], told)?)
}

/// Whom notes and lines about what was done concern: those a note names, those a conversation was handed to, and
/// [`THOSE_WHO_COULD`] answer where it was taken from somebody while the visitor waits.
///
/// # Errors
/// `Internal` only.
pub fn of_entries(connection: &Connection, entries: &[(i64, EntryId)]) -> Result<Vec<Told>> {
    let mut statement = connection.prepare_cached(
        &"WITH added AS MATERIALIZED (
             SELECT j.value ->> 0 AS seq, e.conversation_id, e.agent_id AS by_id, e.mentions, e.created_at,
                    e.act ->> '$.what' AS what, c.assignee_id, c.team_id, c.waiting_since
             FROM json_each(?1) j
             CROSS JOIN thread_entries e ON e.entry_id = j.value ->> 1
             CROSS JOIN conversations c ON c.conversation_id = e.conversation_id)
         SELECT seq, conversation_id, a.agent_id, 'mention' AS kind, by_id AS from_agent_id, added.created_at,
                0 AS is_left_behind
         FROM added CROSS JOIN json_each(added.mentions) n CROSS JOIN agents a ON a.agent_id = n.value
         WHERE a.is_active = 1 AND a.agent_id IS NOT by_id
         UNION ALL
         SELECT seq, conversation_id, a.agent_id, 'assigned', by_id, added.created_at, 0
         FROM added CROSS JOIN agents a ON a.agent_id = added.assignee_id
         WHERE what = 'assigned' AND a.is_active = 1 AND a.agent_id IS NOT by_id
         UNION ALL
         SELECT seq, conversation_id, a.agent_id, 'team_assigned', by_id, added.created_at, 0
         FROM added CROSS JOIN team_members t ON t.team_id = added.team_id CROSS JOIN agents a ON a.agent_id = t.agent_id
         WHERE what = 'team_assigned' AND a.is_active = 1 AND a.agent_id IS NOT by_id
         UNION ALL
         SELECT seq, conversation_id, a.agent_id, 'new_conversation', by_id, added.created_at, by_id IS NULL
         FROM added CROSS JOIN agents a /* a handful */
         WHERE what = 'unassigned' AND assignee_id IS NULL AND waiting_since IS NOT NULL AND a.agent_id IS NOT by_id
           AND COULD"
            .replace("COULD", &THOSE_WHO_COULD.replace("TOLD", "added")),
    )?;
    collect(statement.query_map(params![json(entries), roles_that_answer()], told)?)
}

/// How many unread lines of the kind `new_conversation` those have who are told of something.
///
/// # Errors
/// `Internal` only.
pub fn unread_new<'a>(connection: &Connection, told: impl Iterator<Item = &'a Told>) -> Result<HashMap<AgentId, i64>> {
    let agents: BTreeSet<_> = told.map(|told| told.agent).collect();
    if agents.is_empty() {
        return Ok(HashMap::new());
    }
    let mut statement = connection.prepare_cached(
        "SELECT a.agent_id, (SELECT count(*) FROM notifications n
                             WHERE n.agent_id = a.agent_id AND n.read_at IS NULL AND n.kind = 'new_conversation') AS count
         FROM json_each(?1) j CROSS JOIN agents a ON a.agent_id = j.value",
    )?;
    let counts = statement.query_map([json(&agents)], |row| Ok((row.get("agent_id")?, row.get("count")?)))?;
    Ok(counts.collect::<rusqlite::Result<_>>()?)
}

/// Who has read what by answering it.
///
/// # Errors
/// `Internal` only.
pub fn answered(connection: &Connection, messages: &[(i64, MessageId)]) -> Result<Vec<WasRead>> {
    let mut statement = connection.prepare_cached(
        "SELECT j.value ->> 0 AS seq, m.agent_id, m.conversation_id
         FROM json_each(?1) j CROSS JOIN messages m ON m.message_id = j.value ->> 1
         WHERE m.author = 'agent' AND m.agent_id IS NOT NULL",
    )?;
    let read = statement.query_map([json(messages)], |row| {
        Ok(WasRead { seq: row.get("seq")?, agent: row.get("agent_id")?, conversation: row.get("conversation_id")? })
    })?;
    Ok(read.collect::<rusqlite::Result<_>>()?)
}

/// Adds lines, or counts into unread ones. `id` makes ids for new lines. Answers each agent with the line it is.
///
/// # Errors
/// `Internal` only.
pub fn add(
    connection: &Connection,
    lines: &Lines,
    id: impl Fn() -> NotificationId,
) -> Result<Vec<(AgentId, NotificationId)>> {
    let rows = lines.iter().map(|((agent, conversation, kind), line)| {
        json!([id(), agent, conversation, kind.as_str(), line.from, line.count, line.at])
    });
    let mut statement = connection.prepare_cached(
        "INSERT INTO notifications (notification_id, agent_id, conversation_id, kind, from_agent_id, count, at)
         SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5, j.value ->> 6
         FROM json_each(?1) j WHERE true
         ON CONFLICT (agent_id, conversation_id, kind) WHERE read_at IS NULL DO UPDATE SET
             count = count + CASE WHEN excluded.kind IN ('mention', 'message') THEN excluded.count ELSE 0 END,
             from_agent_id = excluded.from_agent_id, at = excluded.at
         RETURNING agent_id, notification_id",
    )?;
    let rows = statement.query_map([json!(rows.collect::<Vec<_>>()).to_string()], whose)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Marks the unread lines of agents in conversations as read, and answers which.
///
/// # Errors
/// `Internal` only.
pub fn read_in(connection: &Connection, read: &[WasRead], now: Timestamp) -> Result<Vec<(AgentId, NotificationId)>> {
    let pairs: Vec<_> = read.iter().map(|read| (read.agent, read.conversation)).collect();
    let mut statement = connection.prepare_cached(
        "UPDATE notifications SET read_at = ?2
         WHERE read_at IS NULL
           AND (agent_id, conversation_id) IN (SELECT j.value ->> 0, j.value ->> 1 FROM json_each(?1) j)
         RETURNING agent_id, notification_id",
    )?;
    let rows = statement.query_map(params![json(&pairs), now], whose)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Marks one line of an agent's as read. Answers whether it was unread.
///
/// # Errors
/// `Internal` only.
pub fn read_one(connection: &Connection, agent: AgentId, id: NotificationId, now: Timestamp) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE notifications SET read_at = ?3 WHERE notification_id = ?2 AND agent_id = ?1 AND read_at IS NULL",
    )?;
    Ok(statement.execute(params![agent, id, now])? > 0)
}

/// Marks everything of an agent's as read. Answers whether anything was unread.
///
/// # Errors
/// `Internal` only.
pub fn read_all(connection: &Connection, agent: AgentId, now: Timestamp) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("UPDATE notifications SET read_at = ?2 WHERE agent_id = ?1 AND read_at IS NULL")?;
    Ok(statement.execute(params![agent, now])? > 0)
}

/// Forgets up to `limit` lines that were read and are older than `before`. What is unread goes by number alone.
///
/// # Errors
/// `Internal` only.
pub fn forget_read(connection: &Connection, before: Timestamp, limit: u32) -> Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM notifications WHERE notification_id IN (
             SELECT notification_id FROM notifications WHERE at < ?1 AND read_at IS NOT NULL ORDER BY at LIMIT ?2)",
    )?;
    Ok(statement.execute(params![before, limit])?)
}

/// Which lines of an agent's push each other out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
    /// All but unread lines that somebody meant for this agent, behind the newest of any.
    Common,
    /// Unread mentions and handed over conversations, behind the newest of themselves.
    Personal,
}

/// Forgets up to `limit` lines of a crowd that lie behind the newest `kept` of their agent.
///
/// # Errors
/// `Internal` only.
pub fn forget_behind(connection: &Connection, crowd: Crowd, (kept, limit): (u32, u32)) -> Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM notifications WHERE notification_id IN (
             SELECT n.notification_id FROM agents a /* a handful */
             CROSS JOIN notifications n ON n.agent_id = a.agent_id AND (n.at, n.notification_id) <= (
                 SELECT l.at, l.notification_id FROM notifications l
                 WHERE l.agent_id = a.agent_id AND (NOT ?1 OR (l.read_at IS NULL AND l.kind IN ('mention', 'assigned')))
                 ORDER BY l.at DESC, l.notification_id DESC LIMIT 1 OFFSET ?2)
             WHERE (n.read_at IS NULL AND n.kind IN ('mention', 'assigned')) = ?1
             LIMIT ?3)",
    )?;
    Ok(statement.execute(params![crowd == Crowd::Personal, kept, limit])?)
}

/// Roles that may answer, as JSON.
fn roles_that_answer() -> String {
    let roles = Role::ALL.into_iter().filter(|role| role.may(Permission::Reply)).map(Role::as_str);
    json!(roles.collect::<Vec<_>>()).to_string()
}

fn json(values: &(impl serde::Serialize + ?Sized)) -> String {
    json!(values).to_string()
}

fn told(row: &Row<'_>) -> rusqlite::Result<Told> {
    Ok(Told {
        seq: row.get("seq")?,
        agent: row.get("agent_id")?,
        conversation: row.get("conversation_id")?,
        kind: row.get::<_, Kind>("kind")?,
        from: row.get("from_agent_id")?,
        at: row.get("created_at")?,
        is_left_behind: row.get("is_left_behind")?,
    })
}

fn whose(row: &Row<'_>) -> rusqlite::Result<(AgentId, NotificationId)> {
    Ok((row.get("agent_id")?, row.get("notification_id")?))
}

fn collect(rows: impl Iterator<Item = rusqlite::Result<Told>>) -> Result<Vec<Told>> {
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
