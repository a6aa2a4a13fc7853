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
