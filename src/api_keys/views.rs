//! What the console lists, and what the keyring holds.

use rusqlite::{Connection, OptionalExtension, params};

use super::{model::ApiKey, store};
use crate::base::{Result, Secret, Timestamp, ids::ApiKeyId, secret};

/// The most keys one list shows: a business has a handful.
pub const MAX_LISTED: u32 = 100;

/// A key with what proves it.
pub struct Provable {
    pub key: ApiKey,
    pub secret_hash: [u8; 32],
}

/// Keys for the console, at most [`MAX_LISTED`]. Keys without an end come first, then by how late they end, revoked
/// ones last: so every valid key is in the list, however many are spent.
pub fn list(connection: &Connection) -> Result<Vec<ApiKey>> {
    let mut statement = connection.prepare_cached(
        "SELECT api_key_id, public_part, name, scopes, created_by, created_at, expires_at, last_used_at,
                last_used_from, revoked_at
         FROM api_keys
         ORDER BY revoked_at IS NOT NULL, expires_at IS NOT NULL, expires_at DESC, created_at DESC LIMIT ?1",
    )?;
    let keys = statement.query_map(params![MAX_LISTED], store::api_key)?.collect::<rusqlite::Result<_>>()?;
    Ok(keys)
}

/// A key, revoked or not.
pub fn by_id(connection: &Connection, id: ApiKeyId) -> Result<Option<ApiKey>> {
    let mut statement = connection.prepare_cached(
        "SELECT api_key_id, public_part, name, scopes, created_by, created_at, expires_at, last_used_at,
                last_used_from, revoked_at
         FROM api_keys WHERE api_key_id = ?1",
    )?;
    Ok(statement.query_row(params![id], store::api_key).optional()?)
}

/// How many keys could open something at `now`.
pub fn count_valid(connection: &Connection, now: Timestamp) -> Result<u32> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM api_keys WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?1)",
    )?;
    Ok(statement.query_row(params![now], |row| row.get(0))?)
}

/// Every key that is not revoked; [`super::actions::make`] keeps them to a few hundred.
pub fn provable(connection: &Connection) -> Result<Vec<Provable>> {
    let mut statement = connection.prepare_cached(
        "SELECT api_key_id, public_part, name, scopes, created_by, created_at, expires_at, last_used_at,
                last_used_from, revoked_at, secret_hash
         FROM api_keys WHERE revoked_at IS NULL LIMIT 10000",
    )?;
    let rows = statement
        .query_map([], |row| Ok(Provable { key: store::api_key(row)?, secret_hash: row.get("secret_hash")? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The key whose whole text this is, unless it is revoked.
pub fn of_text(connection: &Connection, text: &Secret<String>) -> Result<Option<ApiKey>> {
    let hash = secret::fingerprint(text.reveal());
    let is_it = |known: &Provable| secret::same(&known.secret_hash, &hash);
    Ok(provable(connection)?.into_iter().find(is_it).map(|known| known.key))
}

/// The last event, and whether a key was made or revoked after `seq`.
pub fn changed_since(connection: &Connection, seq: i64) -> Result<(i64, bool)> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(max(seq), ?1) AS last,
                coalesce(max(kind IN ('api_key_made', 'api_key_changed', 'api_key_revoked')), 0) AS has_changed
         FROM events WHERE seq > ?1",
    )?;
    Ok(statement.query_row(params![seq], |row| Ok((row.get("last")?, row.get("has_changed")?)))?)
}
