//! Rows of sites.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Colour, LauncherSize, Look, Origin, Side, Site, Theme};
use crate::base::{Result, Timestamp, ids::SiteId};

const COLUMNS: &str = "site_id, app_id, name, is_active, allowed_origins, look, last_seen_at, last_seen_origin";

/// The most sites one workspace has in memory.
const MAX_SITES: u32 = 10_000;

/// A look as it is stored. What a row lacks, or a later version wrote, takes the default.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredLook {
    position: Option<String>,
    offset_x: Option<u16>,
    offset_y: Option<u16>,
    size: Option<String>,
    theme: Option<String>,
    primary: Option<String>,
    greeting: Option<String>,
    introduction: Option<String>,
    reply_expectation: Option<String>,
    is_launcher_hidden: Option<bool>,
}

/// Adds a site.
pub fn insert(connection: &Connection, site: &Site, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO sites (site_id, app_id, name, is_active, allowed_origins, look, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            site.id,
            site.app_id,
            site.name,
            site.is_active,
            origins_json(&site.allowed_origins)?,
            look_json(&site.look)?,
            now
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

/// Replaces the list of origins.
pub fn set_allowed_origins(connection: &Connection, id: SiteId, origins: &[Origin]) -> Result<()> {
    connection
        .prepare_cached("UPDATE sites SET allowed_origins = ?2 WHERE site_id = ?1")?
        .execute(params![id, origins_json(origins)?])?;
    Ok(())
}

/// Replaces the name and the look.
pub fn set_look(connection: &Connection, id: SiteId, name: &str, look: &Look) -> Result<()> {
    connection.prepare_cached("UPDATE sites SET name = ?2, look = ?3 WHERE site_id = ?1")?.execute(params![
        id,
        name,
        look_json(look)?
    ])?;
    Ok(())
}

fn site(row: &Row<'_>) -> rusqlite::Result<Site> {
    let origins: String = row.get("allowed_origins")?;
    let look: String = row.get("look")?;
    let broken = |error: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    };
    let origins: Vec<String> = serde_json::from_str(&origins).map_err(broken)?;
    Ok(Site {
        id: row.get("site_id")?,
        app_id: row.get("app_id")?,
        name: row.get("name")?,
        is_active: row.get("is_active")?,
        allowed_origins: parsed_origins(&origins)?,
        look: look_of(serde_json::from_str(&look).map_err(broken)?),
        last_seen_at: row.get("last_seen_at")?,
        last_seen_origin: row.get("last_seen_origin")?,
    })
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

fn origins_json(origins: &[Origin]) -> Result<String> {
    let texts: Vec<_> = origins.iter().map(Origin::as_str).collect();
    Ok(serde_json::to_string(&texts)?)
}

fn look_json(look: &Look) -> Result<String> {
    let stored = StoredLook {
        position: Some(look.position.as_str().to_owned()),
        offset_x: Some(look.offset_x),
        offset_y: Some(look.offset_y),
        size: Some(look.size.as_str().to_owned()),
        theme: Some(look.theme.as_str().to_owned()),
        primary: Some(look.primary.to_string()),
        greeting: Some(look.greeting.clone()),
        introduction: Some(look.introduction.clone()),
        reply_expectation: Some(look.reply_expectation.clone()),
        is_launcher_hidden: Some(look.is_launcher_hidden),
    };
    Ok(serde_json::to_string(&stored)?)
}

fn look_of(stored: StoredLook) -> Look {
    let default = Look::default();
    Look {
        position: stored.position.and_then(|word| Side::parse(&word)).unwrap_or(default.position),
        offset_x: stored.offset_x.unwrap_or(default.offset_x),
        offset_y: stored.offset_y.unwrap_or(default.offset_y),
        size: stored.size.and_then(|word| LauncherSize::parse(&word)).unwrap_or(default.size),
        theme: stored.theme.and_then(|word| Theme::parse(&word)).unwrap_or(default.theme),
        primary: stored.primary.and_then(|text| Colour::parse(&text)).unwrap_or(default.primary),
        greeting: stored.greeting.unwrap_or(default.greeting),
        introduction: stored.introduction.unwrap_or(default.introduction),
        reply_expectation: stored.reply_expectation.unwrap_or(default.reply_expectation),
        is_launcher_hidden: stored.is_launcher_hidden.unwrap_or(default.is_launcher_hidden),
    }
}
