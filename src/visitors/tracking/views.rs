//! What pages told, as agents read it.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::base::{Result, Timestamp, ids::ContactId};

/// An event as people read it.
#[derive(Debug, Clone)]
pub struct Tracked {
    pub name: String,
    pub properties: Vec<(String, String)>,
    pub at: Timestamp,
}

/// Up to `limit` events of a contact before a time and, at that time, before a number; newest first, each with its
/// number.
///
/// # Errors
/// `Internal` only.
pub fn before(
    connection: &Connection,
    contact: ContactId,
    (at, number): (Timestamp, i64),
    limit: u32,
) -> Result<Vec<(i64, Tracked)>> {
    let mut statement = connection.prepare_cached(
        "SELECT tracked_event_id, name, properties, at FROM tracked_events
         WHERE contact_id = ?1 AND (at, tracked_event_id) < (?2, ?3)
         ORDER BY at DESC, tracked_event_id DESC LIMIT ?4",
    )?;
    let rows = statement.query_map(params![contact, at, number, limit], |row| {
        let properties: String = row.get("properties")?;
        let event = Tracked { name: row.get("name")?, properties: facts(&properties), at: row.get("at")? };
        Ok((row.get("tracked_event_id")?, event))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn facts(json: &str) -> Vec<(String, String)> {
    let properties: BTreeMap<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let said = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    properties.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name, said(value))).collect()
}
