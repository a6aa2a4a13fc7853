//! What others read of the sites.

use rusqlite::Connection;

use super::{Site, keys::SiteKey, sightings::Sighting, store};
use crate::base::Result;

/// Every site, oldest first.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Site>> {
    store::all(connection)
}

/// The site that a server means: by its id or its app id, or the first one where it says nothing. `None` where there is
/// no such site.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn meant(connection: &Connection, site: Option<&str>) -> Result<Option<Site>> {
    match site {
        None => store::first(connection),
        Some(text) => match text.parse() {
            Ok(id) => store::by_id(connection, id),
            Err(_) => store::by_app_id(connection, text),
        },
    }
}

/// Every key that opens something, by site, oldest first.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn active_keys(connection: &Connection) -> Result<Vec<SiteKey>> {
    let mut keys = Vec::new();
    for site in store::all(connection)? {
        keys.extend(store::active_keys(connection, site.id)?);
    }
    Ok(keys)
}

/// The names of keys that open nothing although nobody has revoked them, since they were made with another server
/// secret.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn keys_of_another_secret(connection: &Connection, fingerprint: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT name FROM site_keys /* a handful */ WHERE revoked_at IS NULL AND made_with <> ?1 LIMIT 100",
    )?;
    let names = statement.query_map([fingerprint], |row| row.get("name"))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Where every site was seen, as far as it was written down.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn sightings(connection: &Connection) -> Result<Vec<Sighting>> {
    let mut sightings = Vec::new();
    for site in store::all(connection)? {
        sightings.extend(store::sightings(connection, site.id)?);
    }
    Ok(sightings)
}
