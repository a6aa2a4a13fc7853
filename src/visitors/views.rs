//! Who holds a token, and what is known of a contact's browsers.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use super::{
    model::{Claims, Device, Whereabouts},
    store,
    tokens::{self, Caller, TokenHash, model::Worth},
};
use crate::base::{
    Result, Timestamp, VisitorActor,
    ids::{ContactId, VisitorId},
};

/// What a token that is shown comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Unknown, unused for 400 days, or what it proved has lapsed: the browser is a stranger then.
    Nothing,
    /// It has ended, and yet somebody shows it.
    Outlived,
    /// Its holder, whether the use should be written down, and whether the token should be renewed.
    Holder { visitor: VisitorActor, wants_touch: bool, wants_renewal: bool },
}

/// Finds the holder of a token that `caller` shows.
///
/// # Errors
/// `Internal` only.
pub fn shown(connection: &Connection, hash: &TokenHash, (caller, now): (&Caller, Timestamp)) -> Result<Shown> {
    let Some((id, token)) = tokens::store::by_hash(connection, hash)? else { return Ok(Shown::Nothing) };
    match token.worth(&caller.traces(id), now) {
        Worth::Nothing => return Ok(Shown::Nothing),
        Worth::Outlived => return Ok(Shown::Outlived),
        Worth::Good => {}
    }
    let found = store::by_id(connection, id)?.filter(|found| found.verified_until.is_none_or(|until| until >= now));
    Ok(found.map_or(Shown::Nothing, |found| Shown::Holder {
        visitor: actor(&found),
        wants_touch: token.wants_touch(now),
        wants_renewal: token.wants_renewal(now),
    }))
}

/// Whether a connection that a token has let in as `visitor` may stay: the token has not ended, and the visitor is
/// who it was.
///
/// # Errors
/// `Internal` only.
pub fn still_stands(
    connection: &Connection,
    (hash, visitor): (&TokenHash, &VisitorActor),
    now: Timestamp,
) -> Result<bool> {
    let token = tokens::store::by_hash(connection, hash)?;
    if !token.is_some_and(|(id, token)| id == visitor.id && token.still_stands(now)) {
        return Ok(false);
    }
    Ok(current(connection, visitor, now)?.is_some_and(|found| found == *visitor))
}

/// A visitor by its id, whether or not anything opens it still.
///
/// # Errors
/// `Internal` only.
pub fn by_id(connection: &Connection, id: VisitorId) -> Result<Option<VisitorActor>> {
    Ok(store::by_id(connection, id)?.map(|found| actor(&found)))
}

fn actor(found: &store::Found) -> VisitorActor {
    let is_verified = found.verified_until.is_some();
    VisitorActor { id: found.id, site: found.site, contact: found.contact, is_verified }
}

/// A visitor as it stands now: which contact it belongs to may have changed since its token was asked, when it proved
/// who it is. `None` where it was logged out or what it proved has lapsed.
///
/// # Errors
/// `Internal` only.
pub fn current(connection: &Connection, visitor: &VisitorActor, now: Timestamp) -> Result<Option<VisitorActor>> {
    let found = store::standing(connection, visitor.id, now)?;
    let standing = found.filter(|(_, verified_until)| verified_until.is_none_or(|until| until >= now));
    Ok(standing.map(|(contact, until)| VisitorActor { contact, is_verified: until.is_some(), ..*visitor }))
}

/// The browser a contact used last.
pub struct Browser {
    pub claims: Claims,
    pub page_url: Option<String>,
    pub page_title: Option<String>,
    pub referrer: Option<String>,
    pub last_seen_at: Timestamp,
    pub whereabouts: Whereabouts,
}

/// The browser a contact used last, if it ever used one.
///
/// # Errors
/// `Internal` only.
pub fn last_browser(connection: &Connection, contact: ContactId) -> Result<Option<Browser>> {
    let mut statement = connection.prepare_cached(
        "SELECT claims, page_url, page_title, referrer, last_seen_at, locale, time_zone, device FROM visitors
         WHERE contact_id = ?1 ORDER BY last_seen_at DESC LIMIT 1",
    )?;
    let browser = |row: &rusqlite::Row<'_>| {
        let claims: String = row.get("claims")?;
        Ok(Browser {
            claims: serde_json::from_str(&claims).unwrap_or_default(),
            page_url: row.get("page_url")?,
            page_title: row.get("page_title")?,
            referrer: row.get("referrer")?,
            last_seen_at: row.get("last_seen_at")?,
            whereabouts: Whereabouts {
                locale: row.get("locale")?,
                time_zone: row.get("time_zone")?,
                device: row.get::<_, Option<String>>("device")?.as_deref().and_then(Device::of_word),
            },
        })
    };
    Ok(statement.query_row([contact], browser).optional()?)
}

/// What the business's server said about a contact's newest visit with a prepared session: the names that its site
/// lets agents read.
///
/// # Errors
/// `Internal` only.
pub fn context_for_agents(connection: &Connection, contact: ContactId) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.context, s.context_fields FROM visitors v JOIN sites s USING (site_id)
         WHERE v.contact_id = ?1 ORDER BY v.last_seen_at DESC LIMIT 1",
    )?;
    let found = statement.query_row([contact], |row| Ok((row.get("context")?, row.get("context_fields")?)));
    let Some((context, fields)): Option<(String, String)> = found.optional()? else { return Ok(Vec::new()) };
    // What cannot be read is shown to nobody.
    let fields: Vec<ContextField> = serde_json::from_str(&fields).unwrap_or_default();
    let context: BTreeMap<String, serde_json::Value> = serde_json::from_str(&context).unwrap_or_default();
    let said = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_shown = |name: &str| fields.iter().any(|field| field.for_agents && field.name == name);
    let shown = context.into_iter().filter(|(name, value)| is_shown(name) && !value.is_null());
    Ok(shown.map(|(name, value)| (name, said(value))).collect())
}

/// How many browsers of a contact there are, and how many of them have proved to be it; counted up to a hundred. The
/// others of a customer were put there by agents.
///
/// # Errors
/// `Internal` only.
pub fn count(connection: &Connection, contact: ContactId) -> Result<(i64, i64)> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*), count(verified_until)
         FROM (SELECT verified_until FROM visitors WHERE contact_id = ?1 LIMIT 100) /* a handful */",
    )?;
    Ok(statement.query_row([contact], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Up to `limit` browsers of a contact.
///
/// # Errors
/// `Internal` only.
pub fn some_of(connection: &Connection, contact: ContactId, limit: u32) -> Result<Vec<VisitorId>> {
    let mut statement = connection.prepare_cached("SELECT visitor_id FROM visitors WHERE contact_id = ?1 LIMIT ?2")?;
    let visitors = statement.query_map(params![contact, limit], |row| row.get("visitor_id"))?;
    Ok(visitors.collect::<rusqlite::Result<_>>()?)
}

/// A name that may stand in the context of a visit, as far as it matters here.
#[derive(Deserialize)]
struct ContextField {
    name: String,
    #[serde(default)]
    for_agents: bool,
}
