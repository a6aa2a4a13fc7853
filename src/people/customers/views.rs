//! A customer with its records, part by part, and whether anything is left of one.

use rusqlite::Connection;

use crate::{
    activity::{
        self,
        model::Record,
        views::{Placed, RecordPlace},
    },
    base::{
        Actor, Error, Permission, Result, Scope,
        ids::ContactId,
        page::{self, Cursor},
    },
    contacts::{
        self,
        model::{Contact, ExternalId},
    },
};

/// A customer with a part of its records, newest first.
pub struct Known {
    pub contact: Contact,
    pub records: Vec<Record>,
    pub next: Option<Cursor<i64>>,
}

/// The customer with an external id, and up to `limit` of its records after a cursor.
///
/// # Errors
/// `Forbidden` without the scope `records`; `NotFound`.
pub fn known(
    connection: &Connection,
    actor: &Actor,
    external_id: &ExternalId,
    (cursor, limit): (Option<Cursor<i64>>, u32),
) -> Result<Known> {
    actor.may(Permission::Scope(Scope::Records))?;
    let contact = contacts::views::by_external_id(connection, external_id)?.ok_or(Error::NotFound("customer"))?;
    let place = cursor.map_or(RecordPlace::START, |Cursor { at, key: number }| RecordPlace { at, number });
    let mut found: Vec<Placed> = activity::views::after(connection, contact.id, None, (place, limit + 1))?;
    let has_more = page::cut(&mut found, limit as usize);
    let next = found.last().filter(|_| has_more).map(|(place, _)| Cursor { at: place.at, key: place.number });
    Ok(Known { contact, records: found.into_iter().map(|(_, record)| record).collect(), next })
}

/// Whether a contact has conversations, records or browsers.
///
/// # Errors
/// `Internal` only.
pub fn has_anything(connection: &Connection, contact: ContactId) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM conversations WHERE contact_id = ?1)
             OR EXISTS (SELECT 1 FROM records WHERE contact_id = ?1)
             OR EXISTS (SELECT 1 FROM tracked_events WHERE contact_id = ?1)
             OR EXISTS (SELECT 1 FROM page_views WHERE contact_id = ?1)
             OR EXISTS (SELECT 1 FROM visitors WHERE contact_id = ?1)",
    )?;
    Ok(statement.query_row([contact], |row| row.get(0))?)
}

/// Whether tables of contacts were uploaded and not imported yet: they may name anybody.
///
/// # Errors
/// `Internal` only.
pub fn has_waiting_imports(connection: &Connection) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM contact_imports)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
