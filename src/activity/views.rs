//! Records as a customer's card shows them.

use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, params};

use super::{model::Record, store};
use crate::base::{Currency, Result, ids::ContactId, page::MAX_LIMIT};

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
