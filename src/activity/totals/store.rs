//! Rows of `record_totals`.

use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, params,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, Type, ValueRef},
};

use super::{Group, Sum};
use crate::{
    activity::model::Colour,
    base::{Currency, Result, ids::ContactId},
    db::Tx,
};

/// What a group comes to; nothing where it has no line.
pub fn sum(connection: &Connection, contact: ContactId, group: Group) -> Result<Sum> {
    let mut statement = connection.prepare_cached(
        "SELECT records, amount_minor FROM record_totals
         WHERE contact_id = ?1 AND kind = ?2 AND currency = ?3 AND colour = ?4",
    )?;
    let found = statement.query_row(params![contact, group.kind, code(group), group.colour], read_sum).optional()?;
    Ok(found.unwrap_or_default())
}

/// Writes what a group comes to; nothing is no line.
pub fn set(tx: &Tx<'_>, contact: ContactId, (group, sum): (Group, Sum)) -> Result<()> {
    if sum.records == 0 {
        tx.prepare_cached(
            "DELETE FROM record_totals WHERE contact_id = ?1 AND kind = ?2 AND currency = ?3 AND colour = ?4",
        )?
        .execute(params![contact, group.kind, code(group), group.colour])?;
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO record_totals (contact_id, kind, currency, colour, records, amount_minor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (contact_id, kind, currency, colour)
         DO UPDATE SET records = excluded.records, amount_minor = excluded.amount_minor",
    )?
    .execute(params![contact, group.kind, code(group), group.colour, sum.records, sum.minor.to_string()])?;
    Ok(())
}

/// Deletes all lines of a contact.
pub fn delete_of(tx: &Tx<'_>, contact: ContactId) -> Result<()> {
    tx.prepare_cached("DELETE FROM record_totals WHERE contact_id = ?1")?.execute([contact])?;
    Ok(())
}

/// Reads a line.
pub fn line(row: &Row<'_>) -> rusqlite::Result<(Group, Sum)> {
    let code: String = row.get("currency")?;
    let group = Group { kind: row.get("kind")?, currency: Currency::parse(&code), colour: row.get("colour")? };
    Ok((group, read_sum(row)?))
}

fn read_sum(row: &Row<'_>) -> rusqlite::Result<Sum> {
    let minor: String = row.get("amount_minor")?;
    let minor = minor.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::<std::num::ParseIntError>::new(error))
    })?;
    Ok(Sum { records: row.get("records")?, minor })
}

fn code(group: Group) -> &'static str {
    group.currency.map_or("", Currency::code)
}

impl ToSql for Colour {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for Colour {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        Self::ALL.into_iter().find(|colour| colour.as_str() == word).ok_or(FromSqlError::InvalidType)
    }
}
