//! Noting what pages tell, and forgetting it again.

use std::collections::BTreeMap;

use super::store;
use crate::{
    base::{Actor, Error, Result, Timestamp, VisitorActor, ids::*, time},
    db::Tx,
    events::Event,
    visitors,
};

/// How long events are kept, in milliseconds.
const LIFE_MS: i64 = 90 * time::DAY;

/// The most events kept of one contact; the oldest go.
const MOST_OF_CONTACT: u32 = 1_000;

/// How far back an event may lie, in milliseconds; an older one counts as that old.
const OLDEST_MS: i64 = time::DAY;

/// An event that a page tells.
#[derive(Debug, Clone)]
pub struct NewEvent {
    pub name: String,
    pub properties: BTreeMap<String, serde_json::Value>,
    /// As the browser says; clocks of browsers are wrong at times.
    pub at: i64,
}

/// Notes what a visitor's pages told, in the order it was told.
///
/// # Errors
/// `Forbidden` where the browser was signed out meanwhile.
pub fn track(tx: &mut Tx<'_>, visitor: &VisitorActor, events: &[NewEvent]) -> Result<()> {
    let current = visitors::views::current(tx, visitor, tx.now())?;
    let visitor = current
        .ok_or_else(|| Error::Forbidden("This browser was signed out. Write again to start anew.".to_owned()))?;
    let (now, oldest) = (tx.now(), tx.now().plus(-OLDEST_MS));
    for event in events {
        let at = event.at.clamp(oldest.as_millis(), now.as_millis());
        store::insert(tx, &visitor, (event, Timestamp::from_millis(at)))?;
    }
    store::keep_newest(tx, visitor.contact, MOST_OF_CONTACT)?;
    let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let event = Event::EventsTracked { contact_id: visitor.contact, visitor_id: visitor.id, count };
    tx.emit(&Actor::Visitor(visitor), &event)?;
    Ok(())
}

/// Moves what a visitor's pages told to the customer it has proved to be.
///
/// # Errors
/// `Internal` only.
pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, to: ContactId) -> Result<()> {
    store::reassign(tx, visitor, to)?;
    store::keep_newest(tx, to, MOST_OF_CONTACT)
}

/// Forgets up to `limit` events of more than 90 days ago.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_old(tx, tx.now().plus(-LIFE_MS), limit)
}

/// Forgets up to `limit` events of a contact, and answers how many.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    store::delete_of(tx, contact, limit)
}
