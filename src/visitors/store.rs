//! Rows of `visitors`.

use rusqlite::{Connection, OptionalExtension, params};

use super::model::{Claims, Device, Page, Whereabouts};
use crate::{
    base::{Result, Timestamp, VisitorActor, ids::*},
    db::Tx,
    search::{
        index,
        model::{Item, Kind},
    },
};

/// A visitor's row.
pub struct Found {
    pub id: VisitorId,
    pub site: SiteId,
    pub contact: ContactId,
    pub verified_until: Option<Timestamp>,
}

pub fn by_id(connection: &Connection, id: VisitorId) -> Result<Option<Found>> {
    let mut statement = connection
        .prepare_cached("SELECT visitor_id, site_id, contact_id, verified_until FROM visitors WHERE visitor_id = ?1")?;
    Ok(statement.query_row([id], found).optional()?)
}

/// Up to `limit` visitors by their ids, after one of them or from the first.
pub fn some_after(connection: &Connection, after: Option<VisitorId>, limit: u32) -> Result<Vec<Found>> {
    let mut statement = connection.prepare_cached(
        "SELECT visitor_id, site_id, contact_id, verified_until FROM visitors WHERE visitor_id > ?1
         ORDER BY visitor_id LIMIT ?2",
    )?;
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    Ok(statement.query_map(params![after, limit], found)?.collect::<rusqlite::Result<_>>()?)
}

fn found(row: &rusqlite::Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        id: row.get("visitor_id")?,
        site: row.get("site_id")?,
        contact: row.get("contact_id")?,
        verified_until: row.get("verified_until")?,
    })
}

/// The contact that a visitor with a token belongs to, and until when that is proven.
pub fn standing(
    connection: &Connection,
    visitor: VisitorId,
    now: Timestamp,
) -> Result<Option<(ContactId, Option<Timestamp>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT contact_id, verified_until FROM visitors WHERE visitor_id = ?1
         AND EXISTS (SELECT 1 FROM visitor_tokens t
                     WHERE t.visitor_id = ?1 AND (t.ends_at IS NULL OR t.ends_at > ?2))",
    )?;
    let standing = |row: &rusqlite::Row<'_>| Ok((row.get("contact_id")?, row.get("verified_until")?));
    Ok(statement.query_row(params![visitor, now], standing).optional()?)
}

pub fn insert(tx: &Tx<'_>, visitor: &VisitorActor, verified_until: Option<Timestamp>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO visitors (visitor_id, site_id, contact_id, verified_until, created_at, last_seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
    )?
    .execute(params![visitor.id, visitor.site, visitor.contact, verified_until, tx.now()])?;
    Ok(())
}

pub fn set_proof(tx: &Tx<'_>, visitor: VisitorId, contact: ContactId, until: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE visitors SET contact_id = ?2, verified_until = ?3 WHERE visitor_id = ?1")?
        .execute(params![visitor, contact, until])?;
    Ok(())
}

/// Whether a visitor was seen on this very page since `since`, and all that it says of where it is is known.
pub fn is_still_on(connection: &Connection, visitor: VisitorId, page: &Page, since: Timestamp) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM visitors WHERE visitor_id = ?1 AND last_seen_at >= ?2
                        AND page_origin IS ?3 AND page_url IS ?4 AND page_title IS ?5
                        AND coalesce(?6, locale) IS locale AND coalesce(?7, time_zone) IS time_zone
                        AND coalesce(?8, device) IS device)",
    )?;
    let Whereabouts { locale, time_zone, device } = &page.whereabouts;
    let device = device.map(Device::as_str);
    let values = params![visitor, since, page.origin, page.url, page.title, locale, time_zone, device];
    Ok(statement.query_row(values, |row| row.get(0))?)
}

/// Notes where a visitor is; `false` where there is no such visitor any more.
pub fn set_page(tx: &Tx<'_>, visitor: VisitorId, page: &Page) -> Result<bool> {
    // The first referrer and campaign tell where somebody came from; later pages do not change that.
    let mut statement = tx.prepare_cached(
        "UPDATE visitors SET page_origin = ?2, page_url = ?3, page_title = ?4, referrer = coalesce(referrer, ?5),
                             campaign = CASE campaign WHEN '{}' THEN ?6 ELSE campaign END, last_seen_at = ?7,
                             locale = coalesce(?8, locale), time_zone = coalesce(?9, time_zone),
                             device = coalesce(?10, device)
         WHERE visitor_id = ?1",
    )?;
    let campaign = serde_json::to_string(&page.campaign)?;
    let Whereabouts { locale, time_zone, device } = &page.whereabouts;
    let changed = statement.execute(params![
        visitor,
        page.origin,
        page.url,
        page.title,
        page.referrer,
        campaign,
        tx.now(),
        locale,
        time_zone,
        device.map(Device::as_str)
    ])?;
    Ok(changed == 1)
}

pub fn claims(connection: &Connection, visitor: VisitorId) -> Result<Claims> {
    let mut statement = connection.prepare_cached("SELECT claims FROM visitors WHERE visitor_id = ?1")?;
    let text: String = statement.query_row([visitor], |row| row.get("claims"))?;
    Ok(serde_json::from_str(&text)?)
}

pub fn set_claims(tx: &Tx<'_>, visitor: VisitorId, after: &Claims) -> Result<()> {
    let before = claims(tx, visitor)?;
    index::change(tx, &Item::new(Kind::Visitor, visitor), (&before.words(), &after.words()))?;
    tx.prepare_cached("UPDATE visitors SET claims = ?2 WHERE visitor_id = ?1")?
        .execute(params![visitor, serde_json::to_string(after)?])?;
    Ok(())
}

/// Lays down what a server said about the visit, in the place of what it said before. Answers whether that differs.
pub fn set_context(tx: &Tx<'_>, visitor: VisitorId, context: &str) -> Result<bool> {
    let mut statement =
        tx.prepare_cached("UPDATE visitors SET context = ?2 WHERE visitor_id = ?1 AND context <> ?2")?;
    Ok(statement.execute(params![visitor, context])? > 0)
}

/// Up to `limit` visitors of a contact that have a token.
pub fn with_token(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<VisitorId>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.visitor_id FROM visitors v
         WHERE v.contact_id = ?1 AND EXISTS (SELECT 1 FROM visitor_tokens t WHERE t.visitor_id = v.visitor_id)
         LIMIT ?2",
    )?;
    let visitors = statement.query_map(params![contact, limit], |row| row.get("visitor_id"))?;
    Ok(visitors.collect::<rusqlite::Result<_>>()?)
}

pub fn set_contact(tx: &Tx<'_>, visitor: VisitorId, contact: ContactId) -> Result<()> {
    tx.prepare_cached("UPDATE visitors SET contact_id = ?2 WHERE visitor_id = ?1")?
        .execute(params![visitor, contact])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, visitor: VisitorId) -> Result<()> {
    if by_id(tx, visitor)?.is_some() {
        index::remove(tx, &Item::new(Kind::Visitor, visitor), &claims(tx, visitor)?.words())?;
    }
    tx.prepare_cached("DELETE FROM visitors WHERE visitor_id = ?1")?.execute([visitor])?;
    Ok(())
}
