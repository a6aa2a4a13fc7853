//! Who holds a token, and what is known of a contact's browsers.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use super::{
    model::{Claims, TOKEN_LIFE_MS, TOKEN_TOUCH_MS},
    store,
};
use crate::base::{
    Result, Timestamp, VisitorActor,
    ids::{ContactId, VisitorId},
    secret,
};

/// Whoever holds a valid token.
pub struct Holder {
    pub visitor: VisitorActor,
    /// Whether the use should be written down (at most once a day).
    pub wants_touch: bool,
}

/// Finds the holder of a token: `None` where it is unknown, ended, unused for 400 days, or where what it proved
/// has lapsed; the browser is a stranger then.
///
/// # Errors
/// `Internal` only.
pub fn holder(connection: &Connection, token: &str, now: Timestamp) -> Result<Option<Holder>> {
    let Some(found) = store::by_token(connection, &secret::fingerprint(token))? else { return Ok(None) };
    let has_expired = found.token_last_used_at.plus(TOKEN_LIFE_MS) < now;
    let has_lapsed = found.verified_until.is_some_and(|until| until < now);
    if has_expired || has_lapsed {
        return Ok(None);
    }
    let visitor = VisitorActor {
        id: found.id,
        site: found.site,
        contact: found.contact,
        is_verified: found.verified_until.is_some(),
    };
    Ok(Some(Holder { visitor, wants_touch: found.token_last_used_at.plus(TOKEN_TOUCH_MS) < now }))
}

/// A visitor as it stands now: which contact it belongs to may have changed since its token was asked, when it proved
/// who it is. `None` where it was logged out or what it proved has lapsed.
///
/// # Errors
/// `Internal` only.
pub fn current(connection: &Connection, visitor: &VisitorActor, now: Timestamp) -> Result<Option<VisitorActor>> {
    let found = store::standing(connection, visitor.id)?;
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
}

/// The browser a contact used last, if it ever used one.
///
/// # Errors
/// `Internal` only.
pub fn last_browser(connection: &Connection, contact: ContactId) -> Result<Option<Browser>> {
    let mut statement = connection.prepare_cached(
        "SELECT claims, page_url, page_title, referrer, last_seen_at FROM visitors
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
