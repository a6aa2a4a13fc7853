//! A part of what somebody did, from the features that own it.

use rusqlite::Connection;

use super::cursor::{Place, Source};
use crate::{
    activity::{
        self,
        model::{Record, RecordKind},
        views::RecordPlace,
    },
    base::{Result, ids::ContactId, page},
    visitors::{tracking, tracking::views::Tracked, trail, trail::views::Seen},
};

/// Items of one part.
const ITEMS: usize = 20;

/// One thing somebody did.
#[derive(Debug)]
pub enum Item {
    Record(Box<Record>),
    Event(i64, Tracked),
    Page(i64, Seen),
}

/// Which items are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    All,
    Records(RecordKind),
    Events,
    Pages,
}

/// A part, newest first, and where the next begins.
#[derive(Debug)]
pub struct Part {
    pub items: Vec<Item>,
    pub next: Option<Place>,
}

/// The part of what a contact did after a place, or the first one. Reads no more rows than it needs of each source.
///
/// # Errors
/// `Internal` only.
pub fn part(connection: &Connection, contact: ContactId, wanted: Wanted, after: Option<Place>) -> Result<Part> {
    let limit = u32::try_from(ITEMS + 1).unwrap_or(u32::MAX);
    let mut found: Vec<(Place, Item)> = Vec::new();
    let of_kind = match wanted {
        Wanted::Records(kind) => Some(kind),
        _ => None,
    };
    if matches!(wanted, Wanted::All | Wanted::Records(_)) {
        let (at, number) = Source::Records.bound(after);
        let place = RecordPlace { at, number };
        let records = activity::views::after(connection, contact, of_kind, (place, limit))?;
        found.extend(records.into_iter().map(|(place, record)| {
            let place = Place { at: place.at, source: Source::Records, number: place.number };
            (place, Item::Record(Box::new(record)))
        }));
    }
    if matches!(wanted, Wanted::All | Wanted::Events) {
        let events = tracking::views::before(connection, contact, Source::Events.bound(after), limit)?;
        found.extend(events.into_iter().map(|(number, event)| {
            (Place { at: event.at, source: Source::Events, number }, Item::Event(number, event))
        }));
    }
    if matches!(wanted, Wanted::All | Wanted::Pages) {
        let pages = trail::views::before(connection, contact, Source::Pages.bound(after), limit)?;
        found.extend(
            pages
                .into_iter()
                .map(|(number, page)| (Place { at: page.at, source: Source::Pages, number }, Item::Page(number, page))),
        );
    }
    found.sort_by_key(|(place, _)| place.rank());
    let has_more = page::cut(&mut found, ITEMS);
    let next = found.last().filter(|_| has_more).map(|(place, _)| *place);
    Ok(Part { items: found.into_iter().map(|(_, item)| item).collect(), next })
}
