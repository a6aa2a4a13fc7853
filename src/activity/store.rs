//! Rows of records.

use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, params,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};

use super::model::{Record, RecordKind};
use crate::{
    base::{
        Error, Result,
        ids::{ContactId, RecordId},
    },
    contacts::attributes::Attributes,
    db::Tx,
    search::{
        index,
        model::{Item, Kind},
    },
};

/// Stores a new record.
pub fn insert(tx: &Tx<'_>, record: &Record) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO records (record_id, contact_id, kind, reference, title, amount_minor, currency, status, url,
                              occurred_at, attributes, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
    )?;
    statement.execute(params![
        record.id,
        record.contact_id,
        record.kind,
        record.reference,
        record.given_title,
        record.amount_minor,
        record.currency,
        record.status,
        record.url,
        record.occurred_at,
        record.attributes.to_stored(),
        record.created_at,
    ])?;
    index::add(tx, &item(record.id), &words(record))
}

/// Stores a changed record; kind and reference stay.
pub fn update(tx: &Tx<'_>, record: &Record) -> Result<()> {
    if let Some(before) = find(tx, record.kind, &record.reference)? {
        index::change(tx, &item(record.id), (&words(&before), &words(record)))?;
    }
    let mut statement = tx.prepare_cached(
        "UPDATE records SET contact_id = ?2, title = ?3, amount_minor = ?4, currency = ?5, status = ?6, url = ?7,
                occurred_at = ?8, attributes = ?9, updated_at = ?10
         WHERE record_id = ?1",
    )?;
    statement.execute(params![
        record.id,
        record.contact_id,
        record.given_title,
        record.amount_minor,
        record.currency,
        record.status,
        record.url,
        record.occurred_at,
        record.attributes.to_stored(),
        tx.now(),
    ])?;
    Ok(())
}

/// The record of a kind and reference.
pub fn find(connection: &Connection, kind: RecordKind, reference: &str) -> Result<Option<Record>> {
    let mut statement = connection.prepare_cached(
        "SELECT record_id, contact_id, kind, reference, title, amount_minor, currency, status, url, occurred_at,
                attributes, created_at, updated_at
         FROM records WHERE reference = ?1 AND kind = ?2",
    )?;
    Ok(statement.query_row(params![reference, kind], record).optional()?)
}

/// The records of a reference, one a kind at most.
pub fn find_all(tx: &Tx<'_>, reference: &str) -> Result<Vec<Record>> {
    let mut statement = tx.prepare_cached(
        "SELECT record_id, contact_id, kind, reference, title, amount_minor, currency, status, url, occurred_at,
                attributes, created_at, updated_at
         FROM records WHERE reference = ?1 ORDER BY kind LIMIT 5",
    )?;
    let records = statement.query_map(params![reference], record)?.collect::<rusqlite::Result<_>>()?;
    Ok(records)
}

/// Deletes a record.
pub fn delete(tx: &Tx<'_>, record: &Record) -> Result<()> {
    index::remove(tx, &item(record.id), &words(record))?;
    tx.prepare_cached("DELETE FROM records WHERE record_id = ?1")?.execute(params![record.id])?;
    Ok(())
}

/// Deletes up to `limit` records of a contact, and answers how many.
pub fn delete_of(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    let mut statement = tx.prepare_cached(
        "SELECT record_id, contact_id, kind, reference, title, amount_minor, currency, status, url, occurred_at,
                attributes, created_at, updated_at
         FROM records WHERE contact_id = ?1 LIMIT ?2",
    )?;
    let records = statement.query_map(params![contact, limit], record)?.collect::<rusqlite::Result<Vec<_>>>()?;
    records.iter().try_for_each(|record| delete(tx, record))?;
    Ok(records.len())
}

fn item(id: RecordId) -> Item {
    Item::new(Kind::Record, id)
}

/// The words a record is found by: the same as the migration told of those that were there before it.
fn words(record: &Record) -> String {
    let title = record.given_title.as_deref();
    [Some(record.reference.as_str()), title].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Reads a record's row.
pub fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    let attributes: String = row.get("attributes")?;
    let attributes = Attributes::from_stored(&attributes).map_err(|error: Error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(Record {
        id: row.get("record_id")?,
        contact_id: row.get("contact_id")?,
        kind: row.get("kind")?,
        reference: row.get("reference")?,
        given_title: row.get("title")?,
        amount_minor: row.get("amount_minor")?,
        currency: row.get("currency")?,
        status: row.get("status")?,
        url: row.get("url")?,
        occurred_at: row.get("occurred_at")?,
        attributes,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

impl ToSql for RecordKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for RecordKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}
