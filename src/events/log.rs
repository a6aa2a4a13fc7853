//! Writing and reading the log.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Event;
use crate::{
    base::{
        Actor, Result, Timestamp,
        ids::{ContactId, SiteId},
    },
    db::{self, Tx},
};

/// An event as the log holds it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its place in the one order of all events, without gaps.
    pub seq: i64,
    pub at: Timestamp,
    pub event: Event,
}

impl Tx<'_> {
    /// Adds an event to the log, in the transaction of the change it tells of, and answers its `seq`.
    ///
    /// # Errors
    /// `Internal` where the log cannot be written; the whole write is then undone.
    pub fn emit(&mut self, actor: &Actor, event: &Event) -> Result<i64> {
        let data = serde_json::to_string(event)?;
        self.prepare_cached(
            "INSERT INTO events (at, kind, actor, conversation_id, contact_id, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            self.now(),
            event.kind(),
            actor.to_log(),
            event.conversation_id(),
            event.contact_id(),
            data
        ])?;
        self.last_seq = self.last_insert_rowid();
        Ok(self.last_seq)
    }

    /// Adds many events of one actor in one statement, in this order.
    ///
    /// # Errors
    /// As [`Tx::emit`].
    pub fn emit_all(&mut self, actor: &Actor, events: &[Event]) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let row = |event: &Event| {
            let data = serde_json::to_string(event)?;
            Ok(serde_json::json!([event.kind(), event.conversation_id(), event.contact_id(), data]))
        };
        let rows: Vec<_> = events.iter().map(row).collect::<Result<_>>()?;
        self.prepare_cached(
            "INSERT INTO events (at, actor, kind, conversation_id, contact_id, data)
             SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3 FROM json_each(?3) j",
        )?
        .execute(params![self.now(), actor.to_log(), serde_json::to_string(&rows)?])?;
        self.last_seq = self.last_insert_rowid();
        Ok(())
    }
}

/// Up to `limit` events after `seq`, in order.
pub fn after(connection: &Connection, seq: i64, limit: u32) -> Result<Vec<Recorded>> {
    let mut statement =
        connection.prepare_cached("SELECT seq, at, data FROM events WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    collect(statement.query_map(params![seq, limit], recorded)?)
}

/// Up to `limit` events about one person after `seq`, in order.
pub fn after_of_contact(connection: &Connection, contact: ContactId, seq: i64, limit: u32) -> Result<Vec<Recorded>> {
    let mut statement = connection
        .prepare_cached("SELECT seq, at, data FROM events WHERE contact_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
    collect(statement.query_map(params![contact, seq, limit], recorded)?)
}

/// The newest change of a site after `seq`, up to and with `until`. Walks over what administrators have changed only.
pub fn last_change_of_site(connection: &Connection, site: SiteId, (seq, until): (i64, i64)) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq FROM events WHERE kind = 'site_changed' AND seq > ?1 AND seq <= ?2 AND data ->> 'site_id' = ?3
         ORDER BY seq DESC LIMIT 1",
    )?;
    Ok(statement.query_row(params![seq, until, site], |row| row.get(0)).optional()?)
}

/// The place of the newest event, as this connection's snapshot sees it; 0 in a new database.
pub fn last_seq(connection: &Connection) -> Result<i64> {
    let mut statement =
        connection.prepare_cached("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The first event still in the log; one past the last where it is empty.
pub fn oldest_seq(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce((SELECT min(seq) FROM events),
                         (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'events'), 1)",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Forgets up to `limit` events from before `at`, oldest first, and answers how many. What was written while the clock
/// was ahead goes with what was written after it.
///
/// # Errors
/// `Internal` where the log cannot be written.
pub fn prune(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx.execute(
        "DELETE FROM events
         WHERE seq < (SELECT min(seq) FROM events) + ?2
           AND seq <= (SELECT max(seq) FROM events WHERE seq < (SELECT min(seq) FROM events) + ?3 AND at < ?1)",
        params![before, limit, db::LOOKED_THROUGH],
    )?)
}

fn recorded(row: &Row<'_>) -> rusqlite::Result<(i64, Timestamp, String)> {
    Ok((row.get("seq")?, row.get("at")?, row.get("data")?))
}

fn collect(rows: impl Iterator<Item = rusqlite::Result<(i64, Timestamp, String)>>) -> Result<Vec<Recorded>> {
    rows.map(|row| {
        let (seq, at, data) = row?;
        Ok(Recorded { seq, at, event: serde_json::from_str(&data)? })
    })
    .collect()
}
