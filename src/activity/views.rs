//! Records as lists show them, part by part, and what a request about them is checked against.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    model::{Record, RecordKind, SaidOfAmount},
    store,
};
use crate::base::{
    Actor, Currency, FieldErrors, Permission, Result, Scope, Timestamp,
    ids::{ContactId, RecordId},
};

/// What the workspace says about records that do not say it themselves.
pub struct Customs {
    pub time_zone: TimeZone,
    pub currency: Currency,
}

/// A place in a list of records, newest first: of those that occurred at the same time the last stored comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordPlace {
    pub at: Timestamp,
    /// The row's number, which is nobody's business outside: it tells how many records there are in all.
    pub number: i64,
}

impl RecordPlace {
    /// Before every record.
    pub const START: Self = Self { at: Timestamp::from_millis(i64::MAX), number: i64::MAX };
}

/// A record with its place.
pub type Placed = (RecordPlace, Record);

/// Up to `limit` records of a contact after a place: of all kinds, or of one. Found by the index in either case.
///
/// # Errors
/// `Internal` only.
pub fn after(
    connection: &Connection,
    contact: ContactId,
    kind: Option<RecordKind>,
    (place, limit): (RecordPlace, u32),
) -> Result<Vec<Placed>> {
    let mut statement = connection.prepare_cached(match kind {
        None => {
            "SELECT rowid AS number, record_id, contact_id, kind, reference, title, amount_minor, currency, status, url,
                    occurred_at, attributes, created_at, updated_at
             FROM records WHERE contact_id = ?1 AND (occurred_at, rowid) < (?2, ?3)
             ORDER BY occurred_at DESC, rowid DESC LIMIT ?4"
        }
        Some(_) => {
            "SELECT rowid AS number, record_id, contact_id, kind, reference, title, amount_minor, currency, status, url,
                    occurred_at, attributes, created_at, updated_at
             FROM records INDEXED BY records_by_kind
             WHERE contact_id = ?1 AND kind = ?5 AND (occurred_at, rowid) < (?2, ?3)
             ORDER BY occurred_at DESC, rowid DESC LIMIT ?4"
        }
    })?;
    let placed = |row: &Row<'_>| {
        let place = RecordPlace { at: row.get("occurred_at")?, number: row.get("number")? };
        Ok((place, store::record(row)?))
    };
    let rows: rusqlite::Result<Vec<_>> = match kind {
        None => statement.query_map(params![contact, place.at, place.number, limit], placed)?.collect(),
        Some(kind) => statement.query_map(params![contact, place.at, place.number, limit, kind], placed)?.collect(),
    };
    Ok(rows?)
}

/// The same of several kinds. Records of others are not read at all, however many there are.
///
/// # Errors
/// `Internal` only.
pub fn after_of_kinds(
    connection: &Connection,
    contact: ContactId,
    kinds: &[RecordKind],
    (place, limit): (RecordPlace, u32),
) -> Result<Vec<Placed>> {
    if kinds.len() == RecordKind::ALL.len() {
        return after(connection, contact, None, (place, limit));
    }
    let mut found = Vec::new();
    for kind in kinds {
        found.extend(after(connection, contact, Some(*kind), (place, limit))?);
    }
    found.sort_by(|(left, _), (right, _)| right.cmp(left));
    found.truncate(limit as usize);
    Ok(found)
}

/// The number of a record's row; `None` where the record is gone.
///
/// # Errors
/// `Internal` only.
pub fn number_of(connection: &Connection, id: RecordId) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT rowid AS number FROM records WHERE record_id = ?1")?;
    Ok(statement.query_row([id], |row| row.get("number")).optional()?)
}

/// The kinds that customers see of their own records, as the workspace says now.
///
/// # Errors
/// `Internal` only, also where the setting cannot be read: then nothing may be shown.
pub fn shown_kinds(connection: &Connection) -> Result<Vec<RecordKind>> {
    let mut statement = connection.prepare_cached("SELECT hidden_kinds FROM workspace")?;
    let hidden: Option<String> = statement.query_row([], |row| row.get("hidden_kinds")).optional()?;
    let hidden: Vec<String> = hidden.map_or(Ok(Vec::new()), |text| serde_json::from_str(&text))?;
    Ok(RecordKind::ALL.into_iter().filter(|kind| !hidden.iter().any(|word| word == kind.as_str())).collect())
}

/// The workspace's time zone and currency; UTC and US dollars where there is no workspace yet or its words are unknown.
pub fn customs(connection: &Connection) -> Result<Customs> {
    let mut statement = connection.prepare_cached("SELECT time_zone, currency FROM workspace")?;
    let found =
        statement.query_row([], |row| Ok((row.get::<_, String>("time_zone")?, row.get::<_, String>("currency")?)));
    let (zone, currency) = found.optional()?.unwrap_or_default();
    let dollars = Currency::parse("USD").expect("the table holds US dollars");
    Ok(Customs {
        time_zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
        currency: Currency::parse(&currency).unwrap_or(dollars),
    })
}

/// Finds the amounts, sent without a currency, that do not fit the one they would get: what an earlier record of the
/// request says of the same one, what the record has, or else the workspace's own.
///
/// # Errors
/// `Forbidden` without the scope `records`.
pub fn wrong_amounts(connection: &Connection, actor: &Actor, said: &[SaidOfAmount]) -> Result<FieldErrors> {
    actor.may(Permission::Scope(Scope::Records))?;
    let customs = customs(connection)?;
    let mut errors = FieldErrors::new();
    let mut sent_before: BTreeMap<(&str, &str), Currency> = BTreeMap::new();
    for (index, said) in said.iter().enumerate() {
        let record = said.kind.zip(said.reference.as_deref());
        if let (Some((kind, reference)), Some(currency)) = (record, said.currency) {
            sent_before.insert((kind.as_str(), reference), currency);
        }
        let Some(amount) = said.without_currency else { continue };
        let currency = match record {
            Some((kind, reference)) => match sent_before.get(&(kind.as_str(), reference)) {
                Some(currency) => Some(*currency),
                None => store::find(connection, kind, reference)?.and_then(|record| record.currency),
            },
            None => None,
        };
        if let Err(wrong) = amount.in_currency(currency.unwrap_or(customs.currency)) {
            errors.add(format!("/records/{index}/{}", wrong.field), wrong.detail);
        }
    }
    Ok(errors)
}
