//! The log as it is read: newest first, by parts.

use rusqlite::{Connection, Row, params};

use super::{About, Kind, model::Line};
use crate::base::{Actor, Permission, Result};

/// Which lines.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub kind: Option<Kind>,
    /// As in the event log.
    pub actor: Option<String>,
    /// Only lines with a smaller number.
    pub before: Option<i64>,
}

/// Up to `limit` lines, newest first.
///
/// # Errors
/// `Forbidden` for who manages no people.
pub fn lines(connection: &Connection, actor: &Actor, wanted: &Wanted, limit: u32) -> Result<Vec<Line>> {
    actor.may(Permission::ManagePeople)?;
    let sql = match (&wanted.kind, &wanted.actor) {
        (None, None) => "SELECT * FROM audit_log WHERE audit_number < ?1 ORDER BY audit_number DESC LIMIT ?2",
        (Some(_), None) => {
            "SELECT * FROM audit_log WHERE audit_number < ?1 AND kind = ?3 ORDER BY audit_number DESC LIMIT ?2"
        }
        (None, Some(_)) => {
            "SELECT * FROM audit_log WHERE audit_number < ?1 AND actor = ?3 ORDER BY audit_number DESC LIMIT ?2"
        }
        (Some(_), Some(_)) => {
            "SELECT * FROM audit_log WHERE audit_number < ?1 AND actor = ?3 AND kind = ?4
             ORDER BY audit_number DESC LIMIT ?2"
        }
    };
    let before = wanted.before.unwrap_or(i64::MAX);
    let kind = wanted.kind.map(Kind::word);
    let mut statement = connection.prepare_cached(sql)?;
    let rows = match (kind, wanted.actor.as_deref()) {
        (None, None) => statement.query_map(params![before, limit], line_of)?,
        (Some(kind), None) => statement.query_map(params![before, limit, kind], line_of)?,
        (None, Some(actor)) => statement.query_map(params![before, limit, actor], line_of)?,
        (Some(kind), Some(actor)) => statement.query_map(params![before, limit, actor, kind], line_of)?,
    };
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn line_of(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        number: row.get("audit_number")?,
        at: row.get("at")?,
        actor: row.get("actor")?,
        actor_name: row.get("actor_name")?,
        kind: row.get("kind")?,
        about: About::from_json(&row.get::<_, String>("about")?),
        address: row.get("address")?,
    })
}
