//! Rows of keys and of answers already given.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    idempotency::StoredAnswer,
    model::{ApiKey, NewApiKey},
};
use crate::{
    base::{Result, Scopes, Timestamp, error::on_unique, ids::ApiKeyId},
    db::Tx,
};

/// Stores a key.
///
/// # Errors
/// `Conflict` where the public part is taken.
pub fn insert(tx: &Tx<'_>, key: &ApiKey, secret_hash: &[u8; 32]) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO api_keys (api_key_id, public_part, secret_hash, name, scopes, created_by, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let result = statement.execute(params![
        key.id,
        key.public_part,
        secret_hash,
        key.name,
        key.scopes.to_words(),
        key.created_by,
        key.created_at,
        key.expires_at,
    ]);
    let again = || crate::base::Error::Conflict("This key could not be made. Try again.".to_owned());
    on_unique(result, "api_keys.public_part", again).map(drop)
}

/// Marks a key as revoked and answers whether it was there and valid.
pub fn revoke(tx: &Tx<'_>, id: ApiKeyId) -> Result<bool> {
    let mut statement =
        tx.prepare_cached("UPDATE api_keys SET revoked_at = ?2 WHERE api_key_id = ?1 AND revoked_at IS NULL")?;
    Ok(statement.execute(params![id, tx.now()])? > 0)
}

/// Writes what a key is from now on.
pub fn change(tx: &Tx<'_>, id: ApiKeyId, wanted: &NewApiKey) -> Result<()> {
    let mut statement =
        tx.prepare_cached("UPDATE api_keys SET name = ?2, scopes = ?3, expires_at = ?4 WHERE api_key_id = ?1")?;
    statement.execute(params![id, wanted.name, wanted.scopes.to_words(), wanted.expires_at])?;
    Ok(())
}

/// Notes when and from which address a key was last used; never backwards.
pub fn touch(tx: &Tx<'_>, id: ApiKeyId, (at, from): (Timestamp, &str)) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "UPDATE api_keys SET last_used_at = ?2, last_used_from = ?3
         WHERE api_key_id = ?1 AND coalesce(last_used_at, 0) < ?2",
    )?;
    statement.execute(params![id, at, from])?;
    Ok(())
}

/// Reads a key's row.
pub fn api_key(row: &Row<'_>) -> rusqlite::Result<ApiKey> {
    Ok(ApiKey {
        id: row.get("api_key_id")?,
        public_part: row.get("public_part")?,
        name: row.get("name")?,
        scopes: Scopes::from_words(&row.get::<_, String>("scopes")?),
        created_by: row.get("created_by")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        last_used_at: row.get("last_used_at")?,
        last_used_from: row.get("last_used_from")?,
        revoked_at: row.get("revoked_at")?,
    })
}

/// The answer given to a request of this key and name, unless it is older than `since`.
pub fn answer(tx: &Tx<'_>, id: ApiKeyId, name: &str, since: Timestamp) -> Result<Option<StoredAnswer>> {
    let mut statement = tx.prepare_cached(
        "SELECT request_hash, answer FROM idempotency_keys
         WHERE api_key_id = ?1 AND idempotency_key = ?2 AND created_at > ?3",
    )?;
    let found = statement.query_row(params![id, name, since], |row| {
        Ok(StoredAnswer { request_hash: row.get("request_hash")?, body: row.get("answer")? })
    });
    Ok(found.optional()?)
}

/// Keeps an answer of status 200, in place of an older one of the same name.
pub fn insert_answer(tx: &Tx<'_>, id: ApiKeyId, name: &str, answer: &StoredAnswer) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT OR REPLACE INTO idempotency_keys (api_key_id, idempotency_key, request_hash, status, answer, created_at)
         VALUES (?1, ?2, ?3, 200, ?4, ?5)",
    )?;
    statement.execute(params![id, name, answer.request_hash, answer.body, tx.now()])?;
    Ok(())
}

/// Forgets up to `limit` answers from before `before`, oldest first, and answers how many.
pub fn prune_answers(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM idempotency_keys WHERE (api_key_id, idempotency_key) IN
         (SELECT api_key_id, idempotency_key FROM idempotency_keys WHERE created_at <= ?1 ORDER BY created_at LIMIT ?2)",
    )?;
    Ok(statement.execute(params![before, limit])?)
}
