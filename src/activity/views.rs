//! Records as a customer's card shows them, and what a request about them is checked against.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    model::{Record, SaidOfAmount},
    store,
};
use crate::base::{Actor, Currency, FieldErrors, Permission, Result, Scope, ids::ContactId, page::MAX_LIMIT};

/// What the workspace says about records that do not say it themselves.
pub struct Customs {
    pub time_zone: TimeZone,
    pub currency: Currency,
}

/// The newest records of a contact, by when they occurred; at most a hundred.
pub fn newest(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<Record>> {
    let mut statement = connection.prepare_cached(
        "SELECT record_id, contact_id, kind, reference, title, amount_minor, currency, status, url, occurred_at,
                attributes, created_at, updated_at
         FROM records WHERE contact_id = ?1 ORDER BY occurred_at DESC, rowid DESC LIMIT ?2",
    )?;
    let records = statement.query_map(params![contact, limit.min(MAX_LIMIT)], store::record)?;
    Ok(records.collect::<rusqlite::Result<_>>()?)
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
