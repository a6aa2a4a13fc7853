//! Rows of the log.

use std::net::IpAddr;

use rusqlite::{Connection, params};

use super::{About, By, Fact, Kind};
use crate::{
    base::{Actor, Result, Timestamp},
    db::LOOKED_THROUGH,
};

/// Stands in a row in place of an actor where nobody has proved to be anybody.
const NOBODY: &str = "nobody";

/// Adds a line, with the name that the actor has now.
pub fn insert(connection: &Connection, by: &By, kind: Kind, (about, now): (&About, Timestamp)) -> Result<()> {
    let actor = actor_of(by, kind);
    let mut statement = connection.prepare_cached(
        "INSERT INTO audit_log (at, actor, actor_name, kind, about, address)
         VALUES (?1, ?2, coalesce((SELECT name FROM agents WHERE agent_id = ?2),
                                  (SELECT 'API key ' || name FROM api_keys WHERE api_key_id = ?2)), ?3, ?4, ?5)",
    )?;
    let address = by.address.map(|address| address.to_string());
    statement.execute(params![now, actor, kind.word(), about.to_json(), address])?;
    Ok(())
}

/// A line of the newest of its kind.
pub struct Recent {
    pub number: i64,
    pub at: Timestamp,
    /// In the form of [`source_of`].
    pub source: String,
    /// How many lines it stands for that were left out; `None` where it is a line as any other.
    pub left_out: Option<u64>,
}

/// Whose lines count together: the actor's, and where the actor is nobody in particular those from its address.
pub fn source_of(by: &By, kind: Kind) -> String {
    let address = by.address.map(|address| address.to_string());
    source(actor_of(by, kind), address)
}

/// The last `count` lines of a kind, newest first.
pub fn newest(connection: &Connection, kind: Kind, count: u32) -> Result<Vec<Recent>> {
    let mut statement = connection.prepare_cached(
        "SELECT audit_number, at, actor, address, about FROM audit_log WHERE kind = ?1
         ORDER BY audit_number DESC LIMIT ?2",
    )?;
    let lines = statement.query_map(params![kind.word(), count], |row| {
        let about = About::from_json(&row.get::<_, String>("about")?);
        Ok(Recent {
            number: row.get("audit_number")?,
            at: row.get("at")?,
            source: source(row.get("actor")?, row.get("address")?),
            left_out: about.get(Fact::Count).parse().ok(),
        })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// Gives a line something else to say.
pub fn set_about(connection: &Connection, number: i64, about: &About) -> Result<()> {
    let mut statement = connection.prepare_cached("UPDATE audit_log SET about = ?2 WHERE audit_number = ?1")?;
    statement.execute(params![number, about.to_json()])?;
    Ok(())
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

/// As it stands in a row. Whoever could not sign in is not the one they named.
fn actor_of(by: &By, kind: Kind) -> String {
    if kind == Kind::SignInFailed { NOBODY.to_owned() } else { by.actor.to_log() }
}

/// One stranger may have a whole network of the sixth version, a /64.
fn source(actor: String, address: Option<String>) -> String {
    let is_somebody = actor != NOBODY && actor != Actor::System.to_log();
    match address.filter(|_| !is_somebody) {
        None => actor,
        Some(address) => match address.parse() {
            Ok(IpAddr::V6(address)) => format!("{:x?}", &address.segments()[..4]),
            _ => address,
        },
    }
}
