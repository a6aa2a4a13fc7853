//! Rows of sites.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::{
    Locale, Origin, Purpose, Site,
    keys::{MAX_ACTIVE, SiteKey},
    sightings::{MAX_SIGHTINGS, Sighting},
    stored,
};
use crate::base::{Result, Timestamp, ids::SiteId};

const COLUMNS: &str = "site_id, app_id, name, is_active, allowed_origins, look, logo_id, locale, texts, purpose, features, \
                       page_rules, hours, mirrored_events, context_fields, version, last_seen_at, last_seen_origin";

/// The most sites one workspace has in memory.
const MAX_SITES: u32 = 10_000;

/// Adds a site.
pub fn insert(connection: &Connection, site: &Site, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO sites (site_id, app_id, name, is_active, allowed_origins, look, created_at)
             VALUES (?1, ?2, ?3, ?4, '[]', '{}', ?5)",
        )?
        .execute(params![site.id, site.app_id, site.name, site.is_active, now])?;
    save(connection, site)
}

/// Writes everything an administrator chooses, with the version.
pub fn save(connection: &Connection, site: &Site) -> Result<()> {
    let origins: Vec<_> = site.allowed_origins.iter().map(Origin::as_str).collect();
    connection
        .prepare_cached(
            "UPDATE sites SET name = ?2, is_active = ?3, allowed_origins = ?4, look = ?5, logo_id = ?6, locale = ?7,
                 texts = ?8, purpose = ?9, features = ?10, page_rules = ?11, hours = ?12, mirrored_events = ?13, version = ?14,
                 context_fields = ?15
             WHERE site_id = ?1",
        )?
        .execute(params![
            site.id,
            site.name,
            site.is_active,
            serde_json::to_string(&origins)?,
            stored::look_json(&site.look).to_string(),
            site.logo_id,
            site.locale.as_str(),
            stored::texts_json(&site.texts).to_string(),
            site.purpose.as_str(),
            stored::features_json(&site.features).to_string(),
            stored::rules_json(&site.page_rules).to_string(),
            stored::hours_json(&site.hours).to_string(),
            serde_json::to_string(&site.mirrored_events)?,
            site.version,
            stored::context_json(&site.context_fields).to_string(),
        ])?;
    Ok(())
}

/// Every site, oldest first.
pub fn all(connection: &Connection) -> Result<Vec<Site>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sites /* a handful */ ORDER BY created_at, rowid LIMIT {MAX_SITES}"
    ))?;
    let rows = statement.query_map([], site)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One site.
pub fn by_id(connection: &Connection, id: SiteId) -> Result<Option<Site>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sites WHERE site_id = ?1"))?;
    Ok(statement.query_row([id], site).optional()?)
}

/// The site with a public app id.
pub fn by_app_id(connection: &Connection, app_id: &str) -> Result<Option<Site>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM sites WHERE app_id = ?1"))?;
    Ok(statement.query_row([app_id], site).optional()?)
}

/// The oldest site.
pub fn first(connection: &Connection) -> Result<Option<Site>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM sites /* a handful */ ORDER BY created_at, rowid LIMIT 1"))?;
    Ok(statement.query_row([], site).optional()?)
}

/// Whether there is a picture of this id.
pub fn has_picture(connection: &Connection, id: &str) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM pictures WHERE picture_id = ?1")?.exists([id])?)
}

fn site(row: &Row<'_>) -> rusqlite::Result<Site> {
    let origins: Vec<String> = serde_json::from_value(json(row, "allowed_origins")?).map_err(broken)?;
    let look = json(row, "look")?;
    let locale = Locale::parse(row.get_ref("locale")?.as_str()?).unwrap_or_default();
    Ok(Site {
        id: row.get("site_id")?,
        app_id: row.get("app_id")?,
        name: row.get("name")?,
        is_active: row.get("is_active")?,
        allowed_origins: parsed_origins(&origins)?,
        look: stored::look_of(&look),
        logo_id: row.get("logo_id")?,
        locale,
        texts: stored::texts_of(&json(row, "texts")?, &look, locale),
        purpose: Purpose::parse(row.get_ref("purpose")?.as_str()?).unwrap_or_default(),
        features: stored::features_of(&json(row, "features")?),
        mirrored_events: stored::events_of(&json(row, "mirrored_events")?),
        page_rules: stored::rules_of(&json(row, "page_rules")?),
        hours: stored::hours_of(&json(row, "hours")?),
        context_fields: stored::context_of(&json(row, "context_fields")?),
        version: row.get("version")?,
        last_seen_at: row.get("last_seen_at")?,
        last_seen_origin: row.get("last_seen_origin")?,
    })
}

fn json(row: &Row<'_>, column: &str) -> rusqlite::Result<Value> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(broken)
}

fn broken(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}

/// A stored origin that cannot be read fails the row: dropping it could leave an empty list, which allows everyone.
fn parsed_origins(origins: &[String]) -> rusqlite::Result<Vec<Origin>> {
    let parse = |text: &String| {
        Origin::parse(text).map_err(|sentence| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, sentence.into())
        })
    };
    origins.iter().map(parse).collect()
}

const KEY_COLUMNS: &str = "site_key_id, site_id, name, allowed_origins, created_at";

/// Adds a key that was made with a server secret of this fingerprint.
pub fn insert_key(connection: &Connection, key: &SiteKey, made_with: &str) -> Result<()> {
    let origins: Vec<_> = key.allowed_origins.iter().map(Origin::as_str).collect();
    connection
        .prepare_cached(
            "INSERT INTO site_keys (site_key_id, site_id, name, allowed_origins, created_at, made_with)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![key.id, key.site, key.name, serde_json::to_string(&origins)?, key.created_at, made_with])?;
    Ok(())
}

/// How many keys of a site open something.
pub fn active_keys_of(connection: &Connection, site: SiteId) -> Result<u32> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM site_keys WHERE site_id = ?1 AND revoked_at IS NULL")?;
    Ok(statement.query_row([site], |row| row.get(0))?)
}

/// The site of a key, revoked or not.
pub fn site_of_key(connection: &Connection, id: &str) -> Result<Option<SiteId>> {
    let mut statement = connection.prepare_cached("SELECT site_id FROM site_keys WHERE site_key_id = ?1")?;
    Ok(statement.query_row([id], |row| row.get("site_id")).optional()?)
}

/// Ends a key, and answers whether it stood until then.
pub fn revoke_key(connection: &Connection, id: &str, now: Timestamp) -> Result<bool> {
    let mut statement = connection
        .prepare_cached("UPDATE site_keys SET revoked_at = ?2 WHERE site_key_id = ?1 AND revoked_at IS NULL")?;
    Ok(statement.execute(params![id, now])? > 0)
}

/// The keys of a site that open something, oldest first.
pub fn active_keys(connection: &Connection, site: SiteId) -> Result<Vec<SiteKey>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {KEY_COLUMNS} FROM site_keys WHERE site_id = ?1 AND revoked_at IS NULL
         ORDER BY created_at, rowid LIMIT {MAX_ACTIVE}"
    ))?;
    let rows = statement.query_map([site], |row| {
        let origins: Vec<String> = serde_json::from_value(json(row, "allowed_origins")?).map_err(broken)?;
        Ok(SiteKey {
            id: row.get("site_key_id")?,
            site: row.get("site_id")?,
            name: row.get("name")?,
            allowed_origins: parsed_origins(&origins)?,
            created_at: row.get("created_at")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes down that a site was seen.
pub fn put_sighting(connection: &Connection, Sighting { site, origin, at }: &Sighting) -> Result<()> {
    // A site that is gone meanwhile is seen nowhere.
    connection
        .prepare_cached(
            "INSERT INTO site_sightings (site_id, origin, last_seen_at)
             SELECT site_id, ?2, ?3 FROM sites WHERE site_id = ?1
             ON CONFLICT (site_id, origin) DO UPDATE SET last_seen_at = max(last_seen_at, excluded.last_seen_at)",
        )?
        .execute(params![site, origin.as_str(), at])?;
    Ok(())
}

/// Forgets that a site was seen on an origin.
pub fn remove_sighting(connection: &Connection, site: SiteId, origin: &Origin) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM site_sightings WHERE site_id = ?1 AND origin = ?2")?
        .execute(params![site, origin.as_str()])?;
    Ok(())
}

/// Where a site was seen.
pub fn sightings(connection: &Connection, site: SiteId) -> Result<Vec<Sighting>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT site_id, origin, last_seen_at FROM site_sightings WHERE site_id = ?1 LIMIT {MAX_SIGHTINGS}"
    ))?;
    let rows = statement.query_map([site], |row| {
        let origin = parsed_origins(&[row.get("origin")?])?;
        let (site, at) = (row.get("site_id")?, row.get("last_seen_at")?);
        Ok(origin.into_iter().next().map(|origin| Sighting { site, origin, at }))
    })?;
    Ok(rows.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
}
