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

/// Every site key that opens something, by site, oldest first.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn active_keys(connection: &Connection) -> Result<Vec<SiteKey>> {
    store::active_keys(connection)
}

/// Where sites were seen.
///
/// # Errors
/// `Internal` where a row cannot be read.
pub fn sightings(connection: &Connection) -> Result<Vec<Sighting>> {
    store::sightings(connection)
}
