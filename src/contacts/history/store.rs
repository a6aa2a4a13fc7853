//! Rows of `contact_changes`.

use rusqlite::{Connection, params};

use super::Changed;
use crate::{
    base::{Result, Timestamp, ids::ContactId},
    db::Tx,
};

pub fn insert(tx: &Tx<'_>, contact: ContactId, (changed, by, at): (&Changed, &str, Timestamp)) -> Result<()> {
    let Changed { field, before, after } = changed;
    tx.prepare_cached(
        "INSERT INTO contact_changes (contact_id, at, actor, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![contact, at, by, field, before, after])?;
    Ok(())
}

/// Forgets all but the newest `most` of a contact.
pub fn keep_newest(tx: &Tx<'_>, contact: ContactId, most: u32) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM contact_changes WHERE contact_id = ?1 AND contact_change_id <=
           (SELECT contact_change_id FROM contact_changes WHERE contact_id = ?1
            ORDER BY contact_change_id DESC LIMIT 1 OFFSET ?2)",
    )?
    .execute(params![contact, most])?;
    Ok(())
}

pub fn newest(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT contact_change_id FROM contact_changes WHERE contact_id = ?1 ORDER BY contact_change_id DESC LIMIT ?2",
    )?;
    let numbers = statement.query_map(params![contact, limit], |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

pub fn set_contact(tx: &Tx<'_>, number: i64, (from, to): (ContactId, ContactId)) -> Result<()> {
    tx.prepare_cached("UPDATE contact_changes SET contact_id = ?3 WHERE contact_change_id = ?1 AND contact_id = ?2")?
        .execute(params![number, from, to])?;
    Ok(())
}
