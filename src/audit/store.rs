//! Rows of the log.

use rusqlite::{Connection, OptionalExtension, params};

use super::{About, By, Kind};
use crate::{
    base::{Result, Timestamp},
    db::LOOKED_THROUGH,
};

/// Adds a line, with the name that the actor has now.
pub fn insert(connection: &Connection, by: &By, kind: Kind, (about, now): (&About, Timestamp)) -> Result<()> {
    // Whoever could not sign in is not the one they named.
    let actor = if kind == Kind::SignInFailed { "nobody".to_owned() } else { by.actor.to_log() };
    let mut statement = connection.prepare_cached(
        "INSERT INTO audit_log (at, actor, actor_name, kind, about, address)
         VALUES (?1, ?2, coalesce((SELECT name FROM agents WHERE agent_id = ?2),
                                  (SELECT 'API key ' || name FROM api_keys WHERE api_key_id = ?2)), ?3, ?4, ?5)",
    )?;
    let address = by.address.map(|address| address.to_string());
    statement.execute(params![now, actor, kind.word(), about.to_json(), address])?;
    Ok(())
}

/// When the line before the last `count` lines of a kind was written.
pub fn time_of(connection: &Connection, kind: Kind, count: u32) -> Result<Option<Timestamp>> {
    let mut statement = connection
        .prepare_cached("SELECT at FROM audit_log WHERE kind = ?1 ORDER BY audit_number DESC LIMIT 1 OFFSET ?2")?;
    Ok(statement.query_row(params![kind.word(), count], |row| row.get("at")).optional()?)
}

/// Forgets up to `limit` of the oldest lines written before a moment.
pub fn delete_before(connection: &Connection, before: Timestamp, limit: u32) -> Result<usize> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM audit_log WHERE audit_number IN (
             SELECT audit_number FROM (SELECT audit_number, at FROM audit_log ORDER BY audit_number LIMIT ?3)
             WHERE at < ?1 LIMIT ?2)",
    )?;
    Ok(statement.execute(params![before, limit, LOOKED_THROUGH.min(limit)])?)
}
