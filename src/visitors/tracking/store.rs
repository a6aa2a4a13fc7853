//! Rows of `tracked_events`.

use rusqlite::params;

use super::actions::NewEvent;
use crate::{
    base::{Result, Timestamp, VisitorActor, ids::*},
    db::{self, Tx},
};

pub fn insert(tx: &Tx<'_>, visitor: &VisitorActor, (event, at): (&NewEvent, Timestamp)) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO tracked_events (contact_id, visitor_id, name, properties, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![visitor.contact, visitor.id, event.name, serde_json::to_string(&event.properties)?, at])?;
    Ok(())
}

/// Forgets all but the newest `most` of a contact.
pub fn keep_newest(tx: &Tx<'_>, contact: ContactId, most: u32) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM tracked_events WHERE tracked_event_id IN
           (SELECT tracked_event_id FROM tracked_events WHERE contact_id = ?1
            ORDER BY at DESC, tracked_event_id DESC LIMIT -1 OFFSET ?2)",
    )?
    .execute(params![contact, most])?;
    Ok(())
}

pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, to: ContactId) -> Result<()> {
    tx.prepare_cached("UPDATE tracked_events SET contact_id = ?2 WHERE visitor_id = ?1")?
        .execute(params![visitor, to])?;
    Ok(())
}

/// Forgets up to `limit` from before a time, the oldest rows first. What was written while the clock was ahead goes with
/// what was written after it.
pub fn delete_old(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx.execute(
        "DELETE FROM tracked_events
         WHERE tracked_event_id < (SELECT min(tracked_event_id) FROM tracked_events) + ?2
           AND tracked_event_id <= (SELECT max(tracked_event_id) FROM tracked_events
               WHERE tracked_event_id < (SELECT min(tracked_event_id) FROM tracked_events) + ?3 AND at < ?1)",
        params![before, limit, db::LOOKED_THROUGH],
    )?)
}

/// Forgets up to `limit` events of a contact.
pub fn delete_of(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM tracked_events WHERE tracked_event_id IN
               (SELECT tracked_event_id FROM tracked_events WHERE contact_id = ?1 LIMIT ?2)",
        )?
        .execute(params![contact, limit])?)
}
