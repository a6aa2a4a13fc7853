//! Rows of `spent_challenges`.

use rusqlite::params;

use crate::{
    base::{Result, Timestamp},
    db::Tx,
};

/// Marks a challenge as spent; `false` where it was.
pub fn insert_spent(tx: &Tx<'_>, challenge: &str, expires_at: Timestamp) -> Result<bool> {
    let stored = tx
        .prepare_cached(
            "INSERT INTO spent_challenges (challenge, expires_at) VALUES (?1, ?2) ON CONFLICT (challenge) DO NOTHING",
        )?
        .execute(params![challenge, expires_at])?;
    Ok(stored == 1)
}

/// Forgets up to `limit` that lapsed before `before`.
pub fn delete_lapsed(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx.execute(
        "DELETE FROM spent_challenges WHERE challenge IN
           (SELECT challenge FROM spent_challenges WHERE expires_at < ?1 LIMIT ?2)",
        params![before, limit],
    )?)
}
