//! A customer's own records, part by part, of the kinds that the workspace shows.
//!
//! A cursor names the last record of a part by its id and its time, and not by the row's number: that would tell a
//! customer how many records the whole business has. Where that record is gone meanwhile, those of the very same
//! millisecond come again; nothing is passed over.

use rusqlite::Connection;

use crate::{
    activity::{
        model::Record,
        views::{self, RecordPlace},
    },
    base::{
        Result,
        ids::*,
        page::{self, Cursor},
    },
};

/// Records of one part.
const RECORDS: usize = 20;

/// A part of a customer's records, newest first.
pub struct Part {
    pub records: Vec<Record>,
    pub next: Option<Cursor<RecordId>>,
}

/// The part of a customer's records after a cursor, or the first one.
///
/// # Errors
/// `Internal` only.
pub fn part(connection: &Connection, contact: ContactId, cursor: Option<Cursor<RecordId>>) -> Result<Part> {
    let kinds = views::shown_kinds(connection)?;
    let place = match cursor {
        None => RecordPlace::START,
        Some(Cursor { at, key: last }) => {
            RecordPlace { at, number: views::number_of(connection, last)?.unwrap_or(i64::MAX) }
        }
    };
    let limit = u32::try_from(RECORDS + 1).unwrap_or(u32::MAX);
    let mut found = views::after_of_kinds(connection, contact, &kinds, (place, limit))?;
    let has_more = page::cut(&mut found, RECORDS);
    let next = found.last().filter(|_| has_more).map(|(place, record)| Cursor { at: place.at, key: record.id });
    Ok(Part { records: found.into_iter().map(|(_, record)| record).collect(), next })
}
