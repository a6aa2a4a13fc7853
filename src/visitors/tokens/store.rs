//! Rows of `visitor_tokens`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{Token, TokenHash, Traces};
use crate::{
    base::{Result, Timestamp, ids::VisitorId},
    db::Tx,
};

pub fn insert(tx: &Tx<'_>, visitor: VisitorId, (hash, replaces): (&TokenHash, Option<&TokenHash>)) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO visitor_tokens (token_hash, visitor_id, created_at, last_used_at, replaces)
         VALUES (?1, ?2, ?3, ?3, ?4)",
    )?
    .execute(params![hash, visitor, tx.now(), replaces])?;
    Ok(())
}

/// A token and whose it is.
pub fn by_hash(connection: &Connection, hash: &TokenHash) -> Result<Option<(VisitorId, Token)>> {
    let mut statement = connection.prepare_cached(
        "SELECT visitor_id, created_at, last_used_at, renewed_at, ends_at, replaces IS NOT NULL AS is_unused, used_from,
                used_by
         FROM visitor_tokens WHERE token_hash = ?1",
    )?;
    Ok(statement.query_row([hash], |row| Ok((row.get("visitor_id")?, token(row)?))).optional()?)
}

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        created_at: row.get("created_at")?,
        last_used_at: row.get("last_used_at")?,
        renewed_at: row.get("renewed_at")?,
        ends_at: row.get("ends_at")?,
        is_unused_successor: row.get("is_unused")?,
        traces: traces(row)?,
    })
}

fn traces(row: &Row<'_>) -> rusqlite::Result<Option<Traces>> {
    let (from, by): (Option<[u8; 2]>, Option<[u8; 2]>) = (row.get("used_from")?, row.get("used_by")?);
    Ok(from.zip(by).map(|(from, by)| Traces { from, by }))
}

/// Where the tokens of a visitor were used that have no end yet.
pub fn traces_of_living(connection: &Connection, visitor: VisitorId) -> Result<Vec<Traces>> {
    let mut statement = connection.prepare_cached(
        "SELECT used_from, used_by FROM visitor_tokens WHERE visitor_id = ?1 AND ends_at IS NULL LIMIT 100",
    )?;
    let rows = statement.query_map([visitor], traces)?;
    Ok(rows.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
}

/// Writes a use down.
pub fn touch(tx: &Tx<'_>, hash: &TokenHash, traces: &Traces) -> Result<()> {
    tx.prepare_cached(
        "UPDATE visitor_tokens SET last_used_at = ?2, used_from = ?3, used_by = ?4 WHERE token_hash = ?1",
    )?
    .execute(params![hash, tx.now(), traces.from, traces.by])?;
    Ok(())
}

/// Ends the token whose place this one takes, unless it has an end already, and notes that this one was used.
pub fn take_place(tx: &Tx<'_>, hash: &TokenHash, ends_at: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE visitor_tokens SET ends_at = ?2
         WHERE token_hash = (SELECT replaces FROM visitor_tokens WHERE token_hash = ?1) AND ends_at IS NULL",
    )?
    .execute(params![hash, ends_at])?;
    tx.prepare_cached("UPDATE visitor_tokens SET replaces = NULL WHERE token_hash = ?1")?.execute([hash])?;
    Ok(())
}

pub fn set_renewed(tx: &Tx<'_>, hash: &TokenHash) -> Result<()> {
    tx.prepare_cached("UPDATE visitor_tokens SET renewed_at = ?2 WHERE token_hash = ?1")?
        .execute(params![hash, tx.now()])?;
    Ok(())
}

/// Ends every token of a visitor at `ends_at`; until then each is good only where these traces come from.
pub fn end_all(tx: &Tx<'_>, visitor: VisitorId, (ends_at, traces): (Timestamp, &Traces)) -> Result<()> {
    tx.prepare_cached(
        "UPDATE visitor_tokens SET ends_at = min(coalesce(ends_at, ?2), ?2), renewed_at = NULL, replaces = NULL,
                                   used_from = ?3, used_by = ?4
         WHERE visitor_id = ?1",
    )?
    .execute(params![visitor, ends_at, traces.from, traces.by])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, hash: &TokenHash) -> Result<()> {
    tx.prepare_cached("DELETE FROM visitor_tokens WHERE token_hash = ?1")?.execute([hash])?;
    Ok(())
}

pub fn delete_all(tx: &Tx<'_>, visitor: VisitorId) -> Result<()> {
    tx.prepare_cached("DELETE FROM visitor_tokens WHERE visitor_id = ?1")?.execute([visitor])?;
    Ok(())
}

/// Forgets up to `limit` tokens not used since `unused_since`, and as many that ended before `ended_before`.
pub fn delete_old(tx: &Tx<'_>, (unused_since, ended_before): (Timestamp, Timestamp), limit: u32) -> Result<usize> {
    let unused = tx.execute(
        "DELETE FROM visitor_tokens WHERE token_hash IN
           (SELECT token_hash FROM visitor_tokens WHERE last_used_at < ?1 LIMIT ?2)",
        params![unused_since, limit],
    )?;
    let ended = tx.execute(
        "DELETE FROM visitor_tokens WHERE token_hash IN
           (SELECT token_hash FROM visitor_tokens WHERE ends_at < ?1 LIMIT ?2)",
        params![ended_before, limit],
    )?;
    Ok(unused + ended)
}
