//! What the records of a contact come to, as others read it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Group, Sum, store};
use crate::{
    activity::model::Colour,
    base::{Currency, Result, ids::ContactId},
};

/// What the records of a contact come to, group by group in their order. One that was never counted is counted here, which takes as
/// long as it has records.
///
/// # Errors
/// `Internal` only.
pub fn of(connection: &Connection, contact: ContactId) -> Result<Vec<(Group, Sum)>> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, currency, colour, records, amount_minor FROM record_totals WHERE contact_id = ?1",
    )?;
    let mut lines: Vec<_> = statement.query_map([contact], store::line)?.collect::<rusqlite::Result<_>>()?;
    if lines.is_empty() {
        return recount(connection, contact);
    }
    lines.sort_by_key(|(group, _)| *group);
    Ok(lines)
}

/// The same from the records themselves.
///
/// # Errors
/// `Internal` only.
pub fn recount(connection: &Connection, contact: ContactId) -> Result<Vec<(Group, Sum)>> {
    let mut statement =
        connection.prepare_cached("SELECT kind, currency, status, amount_minor FROM records WHERE contact_id = ?1")?;
    let mut rows = statement.query([contact])?;
    let mut sums: BTreeMap<Group, Sum> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (currency, status): (Option<Currency>, Option<String>) = (row.get("currency")?, row.get("status")?);
        let minor: Option<i64> = row.get("amount_minor")?;
        let colour = status.as_deref().map_or(Colour::Grey, Colour::of);
        let group = Group { kind: row.get("kind")?, currency: currency.filter(|_| minor.is_some()), colour };
        let amount = if group.currency.is_some() { minor.unwrap_or(0) } else { 0 };
        sums.entry(group).or_default().add(Sum { records: 1, minor: i128::from(amount) });
    }
    Ok(sums.into_iter().collect())
}

/// Whether a contact has lines.
///
/// # Errors
/// `Internal` only.
pub fn is_counted(connection: &Connection, contact: ContactId) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM record_totals WHERE contact_id = ?1)")?;
    Ok(statement.query_row([contact], |row| row.get(0))?)
}

/// The next contact, by its id, that has records.
///
/// # Errors
/// `Internal` only.
pub fn next_with_records(connection: &Connection, after: Option<ContactId>) -> Result<Option<ContactId>> {
    let mut statement = connection
        .prepare_cached("SELECT contact_id FROM records WHERE contact_id > ?1 ORDER BY contact_id LIMIT 1")?;
    let after = after.map(|contact| contact.to_string()).unwrap_or_default();
    Ok(statement.query_row(params![after], |row| row.get("contact_id")).optional()?)
}
